import { strict as assert } from 'node:assert';
import { readProtectedHeaders } from '../../../main/engine/mime/protected-headers.ts';
import type { Attachment, ParsedMessage } from '../../../main/engine/mime/types.ts';
import { words } from './mails.ts';

/** Rejects unless what they opened is the letter that we wrote, its header inside (RFC 9788). */
export function isOurLetter(inside: ParsedMessage, attachments: readonly Attachment[]): void {
  assert.equal(inside.text?.trimEnd(), words.text);
  assert.equal(readProtectedHeaders(inside)?.subject, words.subject);
  assert.equal(readProtectedHeaders(inside)?.mode, 'cipher');
  sameFiles(inside.parts, attachments);
}

/** Rejects unless what we read is the letter that they wrote. */
export function isTheirLetter(
  read: {
    readonly text: string;
    readonly subject: string;
    readonly attachments: readonly Pick<Attachment, 'name' | 'bytes'>[];
  },
  attachments: readonly Attachment[],
): void {
  assert.equal(read.text.trimEnd(), words.text);
  assert.equal(read.subject, words.subject);
  sameFiles(read.attachments, attachments);
}

function sameFiles(found: readonly Pick<Attachment, 'name' | 'bytes'>[], sent: readonly Attachment[]): void {
  assert.deepEqual(
    found.map(({ name }) => name),
    sent.map(({ name }) => name),
  );
  for (const [index, { bytes }] of sent.entries()) {
    assert.equal(Buffer.compare(found[index]?.bytes ?? new Uint8Array(), bytes), 0);
  }
}
