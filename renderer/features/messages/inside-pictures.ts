import type { AttachmentView } from '../../../main/contract/messages.ts';
import { readAttachment } from './read-pieces.ts';

/** One picture in place, and how many of them: a logo and a few photos, not a film. */
const largestBytes = 5_000_000;
const mostPictures = 20;

const starts: readonly (readonly [string, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
];

/** What the bytes are, whatever the sender claims. */
function findPictureType(bytes: Uint8Array): string | null {
  return starts.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}

function toDataUrl(type: string, bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:${type};base64,${btoa(binary)}`;
}

async function findPicture(attachment: AttachmentView): Promise<string | null> {
  const bytes = await readAttachment(attachment.id, largestBytes);
  const type = bytes === null ? null : findPictureType(bytes);
  return bytes === null || type === null ? null : toDataUrl(type, bytes);
}

/** The pictures that came inside a message and stand in its HTML, by content id, as `data:` URLs. Throws `CallFailure`. */
export async function insidePictures(
  html: string,
  attachments: readonly AttachmentView[],
): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>();
  const wanted = attachments.filter(
    ({ contentId, size }) => contentId !== null && size <= largestBytes && html.toLowerCase().includes('cid:'),
  );
  for (const attachment of wanted.slice(0, mostPictures)) {
    const picture = await findPicture(attachment);
    if (picture !== null && attachment.contentId !== null) pictures.set(attachment.contentId, picture);
  }
  return pictures;
}
