import './native-argon2.ts';
import { getRandomValues } from 'node:crypto';
import { armor, createMessage, encrypt, enums } from 'openpgp';
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
 * Locks a letter with the phrase: an OpenPGP message (Argon2id, AES-256 in GCM, RFC 9580), binary. Squeezed where every
 * character counts. Throws `phrase-missing` for what was not generated.
 */
export async function lockLetter(options: {
  readonly letter: SealedLetter;
  readonly phrase: string;
  readonly now: number;
  readonly squeeze?: boolean;
}): Promise<Uint8Array> {
  const { letter } = options;
  const letters = normalisePhrase(options.phrase, letter.language);
  if (letters.length < shortestPhrase) throw new EngineError('phrase-missing');
  const preferredCompressionAlgorithm = options.squeeze ? enums.compression.zlib : enums.compression.uncompressed;
  return encrypt({
    message: await createMessage({ binary: payloadOf(letter), date: new Date(options.now) }),
    passwords: letters,
    date: new Date(options.now),
    format: 'binary',
    config: { ...sealedSettings, preferredCompressionAlgorithm },
  });
}

/** A locked letter as text, to stand in a page or a file. */
export function armorLetter(locked: Uint8Array): string {
  return armor(enums.armor.message, locked).trim().replaceAll('\r\n', '\n');
}

/** The page around an encrypted letter: the template with its places filled, and nothing else. */
export function sealedPage(
  template: string,
  letter: Pick<SealedLetter, 'practice' | 'language'>,
  armored: string,
): Uint8Array {
  const { name, telephone, sign } = letter.practice;
  return filledPage(
    template,
    { name, telephone, sign, language: letter.language },
    dataBlock('application/pgp-encrypted', dataBlocks.letter, armored),
  );
}

/** The same page without a letter, for the practice's website: it opens what comes in a link's fragment, or a file. */
export function readerPage(
  template: string,
  practice: { readonly name: string; readonly telephone: string },
  language: SealedLanguage,
): Uint8Array {
  const { name, telephone } = practice;
  return filledPage(template, { name, telephone, sign: '', language }, '');
}

function filledPage(template: string, outside: LetterOutside, letter: string): Uint8Array {
  return new TextEncoder().encode(
    fillPage(template, {
      [pagePlaces.practiceName]: escapeHtml(outside.name),
      [pagePlaces.telephone]: escapeHtml(outside.telephone),
      [pagePlaces.data]:
        // A "<" would let a practice's name end the data block.
        dataBlock('application/json', dataBlocks.outside, JSON.stringify(outside).replaceAll('<', '\\u003c')) + letter,
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

/** A text as HTML that shows it. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
