import { htmlToText } from '../mime/html-text.ts';
import { defaultLimits } from '../mime/limits.ts';
import { parseMessage } from '../mime/parse-message.ts';

type File = { readonly contentType: string; readonly bytes: Uint8Array };

/** A mailbox that was forwarded whole, or messages nested by the hundred, must not hold up the mail. */
const mostMessages = 20;
const deepest = 3;
const longestTime = 3_000;

/**
 * What messages attached to a message say (subject, sender, text, names of files), so that it can be searched: `length`
 * characters at most. Messages attached to those are looked into as well.
 */
export async function attachedText(files: readonly File[], length: number): Promise<string> {
  const end = performance.now() + longestTime;
  let found = '';
  let count = 0;
  const look = async (level: readonly File[], depth: number): Promise<void> => {
    for (const { contentType, bytes } of level) {
      if (contentType !== 'message/rfc822' && contentType !== 'message/global') continue;
      const milliseconds = end - performance.now();
      if (count >= mostMessages || found.length >= length || milliseconds <= 0) return;
      count += 1;
      const inner = await parseMessage(bytes, { ...defaultLimits, textBytes: length, milliseconds });
      const people = inner.from.map(({ name, address }) => `${name} ${address}`);
      const text = inner.text ?? (inner.html === null ? '' : htmlToText(inner.html));
      found += [inner.subject, ...people, text, ...inner.parts.map(({ name }) => name), ''].join('\n');
      if (depth < deepest) await look(inner.parts, depth + 1);
    }
  };
  await look(files, 1);
  return found.slice(0, length);
}
