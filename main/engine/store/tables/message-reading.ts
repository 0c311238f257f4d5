import { storedAddress } from '../../base/address.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import { deleteAttachmentPieces } from './attachment.ts';

/** What opening a message gave; the rest of its row is what stands outside, or what people did. */
export type MessageReading = {
  readonly subject: string;
  readonly baseSubject: string;
  readonly snippet: string;
  readonly statusJson: string;
  readonly warningsJson: string;
  readonly hasAttachments: number;
};

/** Newest messages that could not be opened for want of the key. */
export function listNotForUs(db: ReadHandle, limit: number): string[] {
  return db
    .list<{ id: string }>(
      `SELECT id FROM message WHERE gone_at IS NULL AND json_extract(status_json, '$.kind') = 'unopenable'
         AND json_extract(status_json, '$.reason') = 'not-for-us' ORDER BY number DESC LIMIT $limit`,
      { limit },
    )
    .map(({ id }) => id);
}

/** Newest messages from an address whose signer we did not know. */
export function listUnknownSigner(db: ReadHandle, address: string, limit: number): string[] {
  return db
    .list<{ id: string }>(
      `SELECT id FROM message WHERE gone_at IS NULL AND json_extract(status_json, '$.signer') = 'unknown'
         AND json_extract(from_json, '$[0].address') = $address ORDER BY number DESC LIMIT $limit`,
      { address: storedAddress(address), limit },
    )
    .map(({ id }) => id);
}

/** Newest messages with an S/MIME signature whose signer we did not know, from whomever. */
export function listUnknownSmimeSigner(db: ReadHandle, limit: number): string[] {
  return db
    .list<{ id: string }>(
      `SELECT id FROM message WHERE gone_at IS NULL AND json_extract(status_json, '$.signer') = 'unknown'
         AND json_extract(status_json, '$.smime') IS NOT NULL ORDER BY number DESC LIMIT $limit`,
      { limit },
    )
    .map(({ id }) => id);
}

/**
 * The sender's key or certificate is gone, or is not what it was: who signed is unknown until each message was read again.
 * So no tick outlives what it rests on, however much there is to read.
 */
export function doubtSigner(db: WriteHandle, fingerprint: string, address: string): void {
  db.changeAny(
    `UPDATE message SET ${inDoubt} AND json_extract(from_json, '$[0].address') = $address
       AND json_extract(status_json, '$.fingerprint') = $fingerprint`,
    { fingerprint, address: storedAddress(address) },
  );
}

/** The same for up to `most` messages whose signers an authority vouches for; gives how many there were. */
export function doubtVouchedSigners(db: WriteHandle, most: number): number {
  return db.changeAny(
    `UPDATE message SET ${inDoubt} AND number IN (SELECT number FROM message INDEXED BY message_vouched
       WHERE json_extract(status_json, '$.signer') = 'verified'
         AND json_extract(status_json, '$.smime.signer.trust') = 'trusted' LIMIT $most)`,
    { most },
  );
}

const inDoubt = `status_json = json_replace(status_json, '$.signer', 'unknown', '$.compared', json('false'),
    '$.smime.signer.trust', 'unknown-issuer')
  WHERE json_extract(status_json, '$.signer') = 'verified'`;

/** Puts a new reading in the place of the old one; its files are removed, for the caller to add the new ones. */
export function replaceReading(
  db: WriteHandle,
  message: { readonly id: string; readonly number: number },
  reading: MessageReading,
  body: { readonly text: string; readonly html: string | null },
): void {
  db.change(
    `UPDATE message SET subject = $subject, base_subject = $baseSubject, snippet = $snippet, status_json = $statusJson,
       warnings_json = $warningsJson, has_attachments = $hasAttachments WHERE id = $id`,
    { id: message.id, ...reading },
  );
  db.change('UPDATE message_body SET text = $text, html = $html WHERE message_number = $number', {
    number: message.number,
    ...body,
  });
  deleteAttachmentPieces(db, message.id);
  db.changeAny('DELETE FROM attachment WHERE message_id = $id', { id: message.id });
}
