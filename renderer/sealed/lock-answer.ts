import { createMessage, encrypt, readKey } from 'openpgp';
import type { AnswerHeader, LetterHeader } from '../../main/contract/sealed/letter.ts';
import { joinPayload } from '../../main/contract/sealed/payload.ts';

/** A photo, already made smaller and free of metadata. */
export type AnswerFile = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** What an answer takes from the letter: from inside its encryption, never from the page around it. */
export type AnsweredLetter = Pick<LetterHeader, 'letterId' | 'replySecret' | 'publicKey' | 'sentAt'>;

/** Encrypts an answer to the practice's key. `now` in milliseconds. */
export async function lockAnswer(options: {
  readonly letter: AnsweredLetter;
  readonly text: string;
  readonly files: readonly AnswerFile[];
  readonly now: number;
}): Promise<string> {
  const { letter, text, files } = options;
  const header: AnswerHeader = {
    v: 1,
    l: letter.letterId,
    s: letter.replySecret,
    a: base64Url(crypto.getRandomValues(new Uint8Array(16))),
    w: Math.floor(options.now / 1000),
    t: text,
    ...(files.length > 0 && {
      f: files.map(({ name, contentType, bytes }) => ({ n: name, c: contentType, b: bytes.length })),
    }),
  };
  const payload = joinPayload(
    new TextEncoder().encode(JSON.stringify(header)),
    files.map(({ bytes }) => bytes),
  );
  // The patient's clock may be wrong by years; the key was valid when the letter was sealed, and that counts.
  const date = new Date(letter.sentAt);
  return encrypt({
    message: await createMessage({ binary: payload, date }),
    encryptionKeys: await readKey({ binaryKey: bytesOf(letter.publicKey) }),
    date,
  });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
