import { EngineError } from '../base/errors.ts';
import { openSheet } from './sheet.ts';

/** What pdfkit has for pictures, and its types leave out. */
type Picture = { readonly width: number; readonly height: number; readonly orientation?: number };
type WithPictures = { readonly openImage: (bytes: Buffer) => Picture };

/** As wide as the letter's pages, in points. */
const width = 420;
const margin = 12;
const highest = 4_000;

/** One page with one picture, JPEG or PNG, the page as high as the picture asks. Throws `pdf-impossible` for a broken one. */
export async function picturePdf(bytes: Uint8Array, number: number, folder: string): Promise<Uint8Array> {
  const sheet = openSheet({ folder, title: '', language: 'en', author: '', now: 0 });
  const { document } = sheet;
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const picture = (document as unknown as WithPictures).openImage(file);
    // Exif: from 5 on the camera was held upright.
    const turned = (picture.orientation ?? 1) >= 5;
    const [across, down] = turned ? [picture.height, picture.width] : [picture.width, picture.height];
    const space = width - 2 * margin;
    const height = Math.min(highest, Math.max(1, (space * down) / across));
    document.addPage({ size: [width, height + 2 * margin], margin });
    document.addStructure(
      document.struct('Figure', { alt: String(number) }, () =>
        document.image(picture as unknown as Buffer, margin, margin, { fit: [space, height] }),
      ),
    );
    return await sheet.finish();
  } catch (error) {
    throw new EngineError('pdf-impossible', { reason: 'damaged-file', number }, { cause: error });
  }
}
