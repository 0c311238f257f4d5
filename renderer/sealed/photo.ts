const longestSide = 1_600;
const quality = 0.82;

/**
 * A photo as it goes into an answer: at most 1,600 pixels a side and written anew, so that place, time and camera stay behind.
 * Null when the browser cannot read the picture.
 */
export async function preparePhoto(file: Blob): Promise<Uint8Array | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // JPEG knows no transparency, and black paper is hard to read.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}
