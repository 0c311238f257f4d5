import type { Person } from '../../contract/fields.ts';
import type { Delivery, MessageStatus, MessageView, MessageWarning, ReturnedMail } from '../../contract/messages.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listAttachments } from '../store/tables/attachment.ts';
import { findCertificateComparison, listCertificateRows } from '../store/tables/certificates.ts';
import { listDeliveryReports } from '../store/tables/delivery-reports.ts';
import { listThreadMessages, type MessageRow } from '../store/tables/message.ts';
import {
  findWorstOutboxRow,
  listOutboxRowsOfMessage,
  type OutboxDecision,
  type OutboxRow,
} from '../store/tables/outbox.ts';
import { listNamesOfAddress } from '../store/tables/patients.ts';
import { findComparison } from '../store/tables/public-keys.ts';
import { findRevocation } from '../store/tables/revocations.ts';
import { holdsOf } from './read-content.ts';

type SignedStatus = Extract<MessageStatus, { kind: 'encrypted' | 'signed' }>;

/** The messages of a thread, oldest first, without their bodies. */
export function listMessageViews(db: ReadHandle, threadId: string, now: number): MessageView[] {
  return listThreadMessages(db, threadId).map((row) => messageView(db, row, now));
}

function messageView(db: ReadHandle, row: MessageRow, now: number): MessageView {
  const from = parse<Person[]>(row.fromJson);
  const status = withComparison(db, parse<MessageStatus>(row.statusJson), from, now);
  return {
    id: row.id,
    direction: row.direction,
    from,
    to: parse<Person[]>(row.toJson),
    cc: parse<Person[]>(row.ccJson),
    subject: row.subject,
    at: row.at,
    unread: row.unread === 1,
    snippet: row.snippet,
    status,
    signedBy: signerOf(db, status, from),
    warnings: parse<MessageWarning[]>(row.warningsJson),
    attachments: listAttachments(db, row.id).map(({ id, name, contentType, size, contentId }) => ({
      id,
      name,
      contentType,
      size,
      contentId,
      holds: holdsOf({ name, contentType }),
    })),
    offersCertificate: offersCertificate(db, row),
    delivery: row.direction === 'out' ? findDelivery(db, row.id) : null,
    ...(row.direction === 'out' ? partsOf(db, row.id) : {}),
  };
}

/** A fingerprint may have been compared after the message came. */
function withComparison(db: ReadHandle, status: MessageStatus, from: readonly Person[], now: number): MessageStatus {
  if (status.kind !== 'encrypted' && status.kind !== 'signed') return status;
  if (status.signer !== 'verified' || status.fingerprint === null) return status;
  const compared = findSignerComparison(db, status, from[0]?.address ?? '') !== null;
  return { ...status, compared, ...withRevocation(db, status, now) };
}

/** When a person compared the key or the certificate for this address; null: never. */
function findSignerComparison(db: ReadHandle, { smime, fingerprint }: SignedStatus, address: string): number | null {
  const find = smime === undefined ? findComparison : findCertificateComparison;
  return find(db, fingerprint ?? '', address);
}

/** What its authority said since: a withdrawn certificate vouches for nothing any more. */
function withRevocation(db: ReadHandle, status: SignedStatus, now: number): Partial<SignedStatus> {
  const { smime, fingerprint } = status;
  if (!smime?.signer || fingerprint === null) return {};
  const asked = findRevocation(db, fingerprint, now);
  if (asked === null) return {};
  const told = { ...smime, signer: { ...smime.signer, revocation: asked.state } };
  return asked.state === 'good' ? { smime: told } : { smime: told, signer: 'invalid', compared: false };
}

/** The sender's own certificate came with the signature, and is not among those kept for them. */
function offersCertificate(db: ReadHandle, row: MessageRow): boolean {
  const status = parse<MessageStatus>(row.statusJson);
  if (row.direction !== 'in' || (status.kind !== 'encrypted' && status.kind !== 'signed')) return false;
  const [from, another] = parse<Person[]>(row.fromJson);
  const signer = status.smime?.signer;
  if (!signer || from === undefined || another !== undefined) return false;
  const { address } = from;
  const offerable = signer.trust === 'trusted' || signer.trust === 'unknown-issuer' || signer.trust === 'broken-chain';
  if (!offerable || status.signer === 'invalid' || !signer.addresses.includes(address)) return false;
  return !listCertificateRows(db, address).some(({ fingerprint }) => fingerprint === status.fingerprint);
}

/** Who signed, by the name a person gave them: the one in the mail is the sender's own choice. */
function signerOf(db: ReadHandle, status: MessageStatus, from: readonly Person[]): MessageView['signedBy'] {
  if ((status.kind !== 'encrypted' && status.kind !== 'signed') || status.signer !== 'verified') return null;
  const address = from[0]?.address ?? '';
  const [name, another] = listNamesOfAddress(db, address);
  return {
    name: another === undefined ? (name ?? address) : address,
    comparedAt: findSignerComparison(db, status, address),
  };
}

function findDelivery(db: ReadHandle, messageId: string): Delivery | null {
  const row = findWorstOutboxRow(db, messageId);
  if (row === null) return null;
  const returned = listOutboxRowsOfMessage(db, messageId).flatMap((each) => listReturned(db, each.id));
  return returned.length === 0 ? deliveryOf(row) : { ...deliveryOf(row), returned };
}

/** How one envelope left, or waits. */
function deliveryOf(row: OutboxRow): Delivery {
  const { id, state, mode, notBefore, sentAt, server, tls, code } = row;
  const delivery = { outboxId: id, state, mode: mode as Delivery['mode'], notBefore, sentAt, server, tls, code };
  if (delivery.mode === 'sealed') return { ...delivery, form: parse<OutboxDecision>(row.decisionJson).form ?? null };
  if (delivery.mode !== 'tls') return delivery;
  const evidence = Object.values(parse<OutboxDecision>(row.decisionJson).evidence ?? {}).flat();
  const once = new Map(evidence.map((piece) => [JSON.stringify(piece), piece]));
  return { ...delivery, transport: { evidence: [...once.values()], requireTls: row.requireTls === 1 } };
}

/** Several envelopes are still one message. */
function partsOf(db: ReadHandle, messageId: string): Pick<MessageView, 'parts'> {
  const rows = listOutboxRowsOfMessage(db, messageId);
  if (rows.length < 2) return {};
  return {
    parts: rows.map((row) => {
      const delivery = deliveryOf(row);
      const to = parse<string[]>(row.envelopeToJson);
      return { to, mode: delivery.mode, form: delivery.form ?? null, delivery };
    }),
  };
}

/** The last word about each recipient: a delay is over once the mail came back. */
function listReturned(db: ReadHandle, outboxId: string): ReturnedMail[] {
  const last = new Map<string, ReturnedMail>();
  for (const { address, kind, action, status, diagnostic, at } of listDeliveryReports(db, outboxId)) {
    if (action !== 'failed' && action !== 'delayed') continue;
    const known = last.get(address);
    if (known !== undefined && !(known.action === 'delayed' && action === 'failed')) continue;
    last.set(address, { address, kind, action, status, diagnostic, at });
  }
  return [...last.values()];
}

function parse<Value>(json: string): Value {
  return JSON.parse(json) as Value;
}
