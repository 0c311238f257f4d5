import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { headerBytes } from '../mime/header-block.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { readProtectedHeaders } from '../mime/protected-headers.ts';
import { readTopLayer } from '../mime/top-layer.ts';
import type { ParsedMessage } from '../mime/types.ts';
import { keyIdsOf, readCiphertext } from '../protection/ciphertext.ts';
import { openEncrypted } from '../protection/openpgp.ts';
import { decryptEnveloped, isEncryptedToExactly, readEnveloped } from '../protection/smime-decrypt.ts';
import { readContentInfo } from '../protection/smime-structure.ts';
import { isSignedBy } from '../protection/smime-verify.ts';
import { sealedMismatch } from './check-sealed.ts';
import { holdsSecret, plain } from './find-leak.ts';
import type { ProtectJob } from './protect.ts';

/** The first thing in finished bytes that differs from what was decided. */
export type Mismatch =
  | 'from'
  | 'recipients'
  | 'bcc'
  | 'message-id'
  | 'subject'
  | 'header'
  | 'not-encrypted'
  | 'wrong-keys'
  | 'signature'
  | 'clear-text'
  | 'cover'
  | 'page'
  | 'link'
  | 'pdf'
  | 'text'
  | 'attachments';

/** Where the text itself leaves: it must be exactly the text that was allowed. */
const isReadable = ({ protection }: ProtectJob): boolean => protection.mode === 'open' || protection.mode === 'tls';

/** Where nothing but ciphertext leaves. */
const isOpaque = ({ protection }: ProtectJob): boolean => protection.mode === 'openpgp' || protection.mode === 'smime';

type Protection<Mode> = Extract<ProtectJob['protection'], { readonly mode: Mode }>;

/**
 * The last check: reads finished bytes as a stranger would and compares them with what was decided. It knows nothing of
 * how they were made. Throws `protection-mismatch` with the first thing that differs.
 */
export async function checkBytes(bytes: Uint8Array, job: ProtectJob): Promise<void> {
  // Where nothing may be read, each byte of the body is judged as ciphertext, and only the header has anything to say.
  const parsed = await parseMessage(isOpaque(job) ? headerBytes(bytes) : bytes);
  const mismatch = headerMismatch(parsed, job) ?? (await contentMismatch(bytes, parsed, job));
  if (mismatch !== null) throw new EngineError('protection-mismatch', { mode: job.protection.mode, what: mismatch });
}

function headerMismatch(parsed: ParsedMessage, job: ProtectJob): Mismatch | null {
  const addresses = (people: readonly { readonly address: string }[]) =>
    people.map(({ address }) => storedAddress(address)).sort();
  const named = addresses([...parsed.to, ...parsed.cc]);
  const [from, second] = parsed.from;
  if (second !== undefined || storedAddress(from?.address ?? '') !== storedAddress(job.mail.from.address))
    return 'from';
  if (parsed.warnings.includes('several-from')) return 'from';
  if (named.join() !== addresses(job.envelopeTo.map((address) => ({ address }))).join()) return 'recipients';
  if (parsed.headers.some(({ name }) => name === 'bcc' || name === 'resent-bcc')) return 'bcc';
  if (parsed.messageIdHeader !== job.mail.messageIdHeader) return 'message-id';
  if (parsed.subject !== (isReadable(job) ? job.mail.subject : job.visibleSubject)) return 'subject';
  // `TLS-Required: No` would free every server on the way from what the mode stands for (RFC 8689, 5).
  if (parsed.headers.some(({ name }) => name === 'tls-required')) return 'header';
  return null;
}

async function contentMismatch(bytes: Uint8Array, parsed: ParsedMessage, job: ProtectJob): Promise<Mismatch | null> {
  const { protection } = job;
  if (protection.mode === 'open' || protection.mode === 'tls') return openMismatch(parsed, job);
  if (!parsed.headers.every(({ name }) => outsideHeaders.has(name))) return 'header';
  const raw = latin1Of(bytes);
  const body = raw.slice(raw.search(/\r?\n\r?\n/)).trim();
  if (protection.mode === 'smime') return smimeMismatch(bytes, parsed, body, job, protection);
  // Nothing may stand before the first part or after the last, where no reader shows it and every server sees it.
  if (!body.startsWith('--') || !/\n--\S+--$/.test(body)) return 'clear-text';
  if (protection.mode === 'openpgp') return openPgpMismatch(bytes, parsed, body, job, protection);
  const mismatch = await sealedMismatch(parsed, job, protection);
  if (mismatch !== null) return mismatch;
  const readable = [...readableHeaders(parsed), parsed.text ?? '', parsed.html ?? ''];
  return holdsSecret(readable.join('\n'), secretsOf(job)) ? 'clear-text' : null;
}

/** What may stand outside a protected message (RFC 9788), and nothing else. */
const outsideHeaders: ReadonlySet<string> = new Set([
  'date',
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'autocrypt',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
]);

const aroundCiphertext = /^(--\S+|[ \t]+\S.*|Content-[A-Za-z-]+:.*|Version: 1|)$/;

async function openPgpMismatch(
  bytes: Uint8Array,
  parsed: ParsedMessage,
  body: string,
  job: ProtectJob,
  protection: Protection<'openpgp'>,
): Promise<Mismatch | null> {
  const top = readTopLayer(bytes);
  if (top.kind !== 'pgp-encrypted') return 'not-encrypted';
  const armored = latin1Of(top.ciphertext).trim();
  const ciphertext = readCiphertext(armored);
  if (ciphertext === null || ciphertext.passphrases > 0) return 'not-encrypted';
  const around = body.replace(armored, '');
  if (around.length === body.length || !around.split(/\r?\n/).every((line) => aroundCiphertext.test(line))) {
    return 'clear-text';
  }
  if (!(await opensFor(ciphertext.keyIds, [...protection.recipientKeys, job.ownPublicKey]))) return 'wrong-keys';
  if (holdsSecret([around, ...readableHeaders(parsed)].join('\n'), secretsOf(job))) return 'clear-text';
  return payloadMismatch(ciphertext.bytes, job);
}

/** Opens the message with our own key: inside stands exactly what was written, with its subject, signed by us. */
async function payloadMismatch(ciphertext: Uint8Array, job: ProtectJob): Promise<Mismatch | null> {
  const { ownPrivateKey: privateKey, ownPublicKey: publicKey, now } = job;
  const opened = await openEncrypted({ ciphertext, privateKey, candidates: [{ publicKey }], now }).catch(() => null);
  if (opened === null) return 'wrong-keys';
  if (opened.signature.status !== 'valid') return 'signature';
  return insideMismatch(opened.payload, job);
}

async function insideMismatch(payload: Uint8Array, job: ProtectJob): Promise<Mismatch | null> {
  const inside = await parseMessage(payload);
  if ((readProtectedHeaders(inside)?.subject ?? inside.subject) !== job.mail.subject) return 'subject';
  return openMismatch(inside, job);
}

/** The fields about the content are those of every S/MIME mail of ours: a name of a file there could tell something. */
function isPlainContentField({ name, value }: ParsedMessage['headers'][number]): boolean {
  const expected = smimeContentFields[name];
  return expected === undefined || expected.test(value.trim());
}

const smimeContentFields: Readonly<Record<string, RegExp>> = {
  'content-type': /^application\/pkcs7-mime; smime-type=(enveloped|authEnveloped)-data;\s+name="smime\.p7m"$/,
  'content-transfer-encoding': /^base64$/,
  'content-disposition': /^attachment; filename="smime\.p7m"$/,
};

/** Nothing but ciphertext to see; it opens for whom it may, and inside stands what was written, signed by us. */
async function smimeMismatch(
  bytes: Uint8Array,
  parsed: ParsedMessage,
  body: string,
  job: ProtectJob,
  { recipients, signing, receiving }: Protection<'smime'>,
): Promise<Mismatch | null> {
  const top = readTopLayer(bytes);
  if (top.kind !== 'smime-opaque') return 'not-encrypted';
  if (!/^[A-Za-z0-9+/=\r\n]+$/.test(body)) return 'clear-text';
  if (!parsed.headers.every(isPlainContentField)) return 'clear-text';
  if (holdsSecret(readableHeaders(parsed).join('\n'), secretsOf(job))) return 'clear-text';
  try {
    const certificates = [...recipients.map(({ certificate }) => certificate), receiving.certificate];
    const enveloped = readEnveloped(readContentInfo(top.cms));
    if (!isEncryptedToExactly(enveloped, certificates)) return 'wrong-keys';
    const { payload } = await decryptEnveloped(enveloped, [receiving]);
    const inside = readTopLayer(payload);
    if (inside.kind !== 'smime-signed') return 'not-encrypted';
    // Whoever vouches for it is the reader's affair; a certificate that may not sign, or not any more, is ours.
    const { signed, signature } = inside;
    if (!isSignedBy({ signed, signature, certificate: signing.certificate, now: job.now })) return 'signature';
    return await insideMismatch(inside.signed, job);
  } catch {
    return 'wrong-keys';
  }
}

/** True when the message opens for each of these keys and for nobody else. */
async function opensFor(found: readonly string[], keys: readonly Uint8Array[]): Promise<boolean> {
  const wanted = await Promise.all(keys.map(keyIdsOf));
  return (
    found.every((id) => wanted.some((ids) => ids.includes(id))) &&
    wanted.every((ids) => ids.some((id) => found.includes(id)))
  );
}

function readableHeaders(parsed: ParsedMessage): string[] {
  return [parsed.subject, ...parsed.headers.map(({ value }) => value)];
}

function secretsOf(job: ProtectJob): {
  readonly texts: string[];
  readonly names: string[];
  readonly files: Uint8Array[];
} {
  const { mail, protection } = job;
  const said = saidOpenly(job);
  const isSecret = (words: string) => {
    const sought = plain(words);
    return !said.some((each) => each.includes(sought));
  };
  const opening = protection.mode === 'sealed' ? [protection.phrase, protection.replySecret] : [];
  return {
    texts: [...mail.text.split('\n'), mail.subject].filter(isSecret).concat(opening),
    names: mail.attachments.map(({ name }) => name).filter(isSecret),
    files: mail.attachments.map(({ bytes }) => bytes),
  };
}

/** Who writes, the neutral subject, and the mail around a letter: they stand outside of every message. */
function saidOpenly({ mail, visibleSubject, protection }: ProtectJob): string[] {
  const around =
    protection.mode === 'sealed'
      ? [
          protection.practice.name,
          protection.practice.telephone,
          protection.cover.fileName,
          protection.cover.text,
          protection.link?.cover.text ?? '',
        ]
      : ['encrypted.asc', 'smime.p7m'];
  return [visibleSubject, mail.from.name, mail.from.address, ...around].map(plain);
}

/** What is readable is exactly what was written: text, HTML and files, byte by byte. */
function openMismatch(parsed: ParsedMessage, { mail }: ProtectJob): Mismatch | null {
  if (!isSameText(parsed.text ?? '', mail.text) || !isSameText(parsed.html ?? '', mail.html ?? '')) return 'text';
  const same =
    parsed.parts.length === mail.attachments.length &&
    mail.attachments.every(({ name, bytes }) =>
      parsed.parts.some((part) => part.name === name && Buffer.compare(part.bytes, bytes) === 0),
    );
  return same ? null : 'attachments';
}

function latin1Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** Texts that differ in nothing but white space. */
function isSameText(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}
