import { EngineError } from '../base/errors.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { readTopLayer } from '../mime/top-layer.ts';
import type { ParsedMessage } from '../mime/types.ts';
import type { ProtectJob } from './protect.ts';

type Mismatch =
  | 'from'
  | 'recipients'
  | 'bcc'
  | 'message-id'
  | 'subject'
  | 'not-encrypted'
  | 'clear-text'
  | 'cover'
  | 'page'
  | 'text'
  | 'attachments';

/**
 * The last check: reads finished bytes as a stranger would and compares them with what was decided. It knows nothing of
 * how they were made. Throws `protection-mismatch` with the first thing that differs.
 */
export async function checkBytes(bytes: Uint8Array, job: ProtectJob): Promise<void> {
  const parsed = await parseMessage(bytes);
  const mismatch = headerMismatch(parsed, job) ?? (await contentMismatch(bytes, parsed, job));
  if (mismatch !== null) throw new EngineError('protection-mismatch', { mode: job.protection.mode, what: mismatch });
}

function headerMismatch(parsed: ParsedMessage, job: ProtectJob): Mismatch | null {
  const addresses = (people: readonly { readonly address: string }[]) =>
    people.map(({ address }) => address.toLowerCase()).sort();
  const named = addresses([...parsed.to, ...parsed.cc]);
  const [from, second] = parsed.from;
  if (second !== undefined || from?.address.toLowerCase() !== job.mail.from.address.toLowerCase()) return 'from';
  if (named.join() !== addresses(job.envelopeTo.map((address) => ({ address }))).join()) return 'recipients';
  if (parsed.headers.some(({ name }) => name === 'bcc' || name === 'resent-bcc')) return 'bcc';
  if (parsed.messageIdHeader !== job.mail.messageIdHeader) return 'message-id';
  if (parsed.subject !== (job.protection.mode === 'open' ? job.mail.subject : job.visibleSubject)) return 'subject';
  return null;
}

async function contentMismatch(bytes: Uint8Array, parsed: ParsedMessage, job: ProtectJob): Promise<Mismatch | null> {
  const { protection } = job;
  if (protection.mode === 'open') return openMismatch(parsed, job);
  const readable = [parsed.subject, parsed.text ?? '', parsed.html ?? '', ...parsed.headers.map(({ value }) => value)];
  if (protection.mode === 'openpgp') {
    if (readTopLayer(bytes).kind !== 'pgp-encrypted') return 'not-encrypted';
    return holdsSecret(readable.join('\n'), job) ? 'clear-text' : null;
  }
  const [page, another] = parsed.parts;
  if (page === undefined || another !== undefined || page.contentType !== 'text/html') return 'page';
  if (plain(parsed.text ?? '') !== plain(protection.cover.text) || parsed.html !== null) return 'cover';
  const html = new TextDecoder().decode(page.bytes);
  if (!html.includes('-----BEGIN PGP MESSAGE-----')) return 'not-encrypted';
  return holdsSecret([...readable, html].join('\n'), job) || html.includes(protection.phrase) ? 'clear-text' : null;
}

function openMismatch(parsed: ParsedMessage, job: ProtectJob): Mismatch | null {
  if (plain(parsed.text ?? '') !== plain(job.mail.text)) return 'text';
  const files = (list: readonly { readonly name: string; readonly bytes: Uint8Array }[]) =>
    list.map(({ name, bytes }) => `${name} ${bytes.length}`).join('\n');
  return files(parsed.parts) === files(job.mail.attachments) ? null : 'attachments';
}

/** Lines this long do not stand in a neutral mail by chance. */
const tellingLength = 16;

/** True when a line of the text, the subject or the start of a file stands in what anybody can read. */
function holdsSecret(readable: string, job: ProtectJob): boolean {
  const haystack = plain(readable);
  const isThere = (text: string) => plain(text).length >= tellingLength && haystack.includes(plain(text));
  if (
    job.mail.text.split('\n').some(isThere) ||
    (job.mail.subject !== job.visibleSubject && isThere(job.mail.subject))
  ) {
    return true;
  }
  return job.mail.attachments.some(({ bytes }) => {
    const start = Buffer.from(bytes.subarray(0, 96)).toString('base64').replace(/=+$/, '');
    return start.length >= tellingLength && haystack.includes(start);
  });
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
