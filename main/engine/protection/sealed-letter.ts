import { getRandomValues } from 'node:crypto';
import { createMessage, encrypt } from 'openpgp';
import {
  dataBlocks,
  type LetterHeader,
  type LetterOutside,
  type LetterPractice,
  pagePlaces,
  type SealedLanguage,
} from '../../contract/sealed/letter.ts';
import { joinPayload } from '../../contract/sealed/payload.ts';
import { EngineError } from '../base/errors.ts';
import { sealedSettings } from './openpgp-settings.ts';
import { normalisePhrase } from './phrases.ts';

/** A file that goes into a letter. */
export type LetterAttachment = {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
};

/** A letter before it is sealed. `replySecret` comes from `generateReplySecret`; `sentAt` in milliseconds. */
export type SealedLetter = {
  readonly letterId: string;
  readonly replySecret: string;
  readonly practice: LetterPractice;
  readonly publicKey: Uint8Array;
  readonly subject: string;
  readonly sentAt: number;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly LetterAttachment[];
  readonly language: SealedLanguage;
};

/** 256 random bits, base64url. */
export function generateReplySecret(): string {
  return Buffer.from(getRandomValues(new Uint8Array(32))).toString('base64url');
}

/**
 * Seals a letter: encrypts it with the phrase (Argon2id, AES-256 in GCM, RFC 9580) and puts it into the built page. Name,
 * telephone and sign also stand outside, for the first screen. Throws when the template is not the built page.
 */
export async function sealLetter(options: {
  readonly template: string;
  readonly letter: SealedLetter;
  readonly phrase: string;
  readonly now: number;
}): Promise<Uint8Array> {
  const { template, letter } = options;
  const letters = normalisePhrase(options.phrase, letter.language);
  if (letters.length < shortestPhrase) throw new EngineError('phrase-missing');
  const armored = await encrypt({
    message: await createMessage({ binary: payloadOf(letter), date: new Date(options.now) }),
    passwords: letters,
    date: new Date(options.now),
    config: sealedSettings,
  });
  return sealedPage(template, letter, armored.trim());
}

/** The page around an encrypted letter: the template with its places filled, and nothing else. */
export function sealedPage(
  template: string,
  letter: Pick<SealedLetter, 'practice' | 'language'>,
  armored: string,
): Uint8Array {
  const { name, telephone, sign } = letter.practice;
  const outside: LetterOutside = { name, telephone, sign, language: letter.language };
  return new TextEncoder().encode(
    fillPage(template, {
      [pagePlaces.practiceName]: escapeHtml(name),
      [pagePlaces.telephone]: escapeHtml(telephone),
      [pagePlaces.data]:
        // A "<" would let a practice's name end the data block.
        dataBlock('application/json', dataBlocks.outside, JSON.stringify(outside).replaceAll('<', '\\u003c')) +
        dataBlock('application/pgp-encrypted', dataBlocks.letter, armored),
    }),
  );
}

// No script to a browser, and so not under the page's policy for scripts.
function dataBlock(type: string, id: string, content: string): string {
  return `<script type="${type}" id="${id}">${content}</script>\n`;
}

// Five words of three letters. Whatever is shorter was not generated.
const shortestPhrase = 15;

function payloadOf(letter: SealedLetter): Uint8Array {
  const header: LetterHeader = {
    format: 'postern-letter',
    version: 1,
    letterId: letter.letterId,
    replySecret: letter.replySecret,
    practice: letter.practice,
    publicKey: Buffer.from(letter.publicKey).toString('base64'),
    subject: letter.subject,
    sentAt: letter.sentAt,
    language: letter.language,
    text: letter.text,
    html: letter.html,
    files: letter.attachments.map(({ name, contentType, contentId, bytes }) => ({
      name,
      contentType,
      contentId,
      size: bytes.length,
    })),
  };
  return joinPayload(
    new TextEncoder().encode(JSON.stringify(header)),
    letter.attachments.map(({ bytes }) => bytes),
  );
}

// One pass over the template, so that nothing that was filled in is taken for a place.
function fillPage(template: string, values: Readonly<Record<string, string>>): string {
  const missing = new Set(Object.keys(values));
  const page = template.replace(/%POSTERN_[A-Z_]+%/g, (place) => {
    missing.delete(place);
    return values[place] ?? place;
  });
  if (missing.size > 0) throw new EngineError('unexpected', { reason: 'page-template' });
  return page;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
