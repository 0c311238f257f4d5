import { decrypt, readMessage } from 'openpgp';
import type { LetterHeader } from '../../main/contract/sealed/letter.ts';
import { cutFiles, splitPayload } from '../../main/contract/sealed/payload.ts';
import { parseMessage } from '../../main/engine/mime/parse-message.ts';
import { normalisePhrase } from '../../main/engine/protection/phrases.ts';
import { lockAnswer } from '../../renderer/sealed/lock-answer.ts';

/** A letter as a patient gets it out of the mail with the phrase; the page in the browser has tests of its own. */
export async function openSealedPage(
  mail: Uint8Array,
  phrase: string,
  language: 'en' | 'es' = 'en',
): Promise<{ readonly header: LetterHeader; readonly files: readonly Uint8Array[]; readonly page: string }> {
  const { parts } = await parseMessage(mail);
  const page = new TextDecoder().decode(parts.find(({ contentType }) => contentType === 'text/html')?.bytes);
  const armored = /id="letter">(-----BEGIN[^<]+)/.exec(page)?.[1] ?? '';
  const { data } = await decrypt({
    message: await readMessage({ armoredMessage: armored }),
    passwords: normalisePhrase(phrase, language),
    format: 'binary',
  });
  const { header, rest } = splitPayload(data as Uint8Array);
  const letter: LetterHeader = JSON.parse(new TextDecoder().decode(header));
  return {
    header: letter,
    files:
      cutFiles(
        rest,
        letter.files.map(({ size }) => size),
      ) ?? [],
    page,
  };
}

/** The answer that the page would make of these words. */
export async function writeSealedAnswer(letter: LetterHeader, text: string): Promise<string> {
  return lockAnswer({ letter, text, files: [], now: Date.now() });
}
