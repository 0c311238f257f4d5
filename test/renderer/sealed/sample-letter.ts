import type { Page } from 'playwright-core';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { generateReplySecret, type SealedLetter } from '../../../main/engine/protection/sealed-letter.ts';
import { sealLetter } from '../../support/sealed-page.ts';

export const samplePhrase = 'ravine lantern harvest violin walnut';
export const sentAt = Date.UTC(2026, 10, 24, 9, 58);

/** A one-pixel PNG. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const practiceKey = await createPracticeKey({
  name: 'Elm Street Clinic',
  address: 'clinic@elm.example',
  now: sentAt - 1000,
});

/** A letter of the invented clinic; `changes` replace what a test is about. */
export function sampleLetter(changes: Partial<SealedLetter> = {}): SealedLetter {
  return {
    letterId: 'L2026-11-24-1',
    replySecret: generateReplySecret(),
    practice: { name: 'Elm Street Clinic', address: 'clinic@elm.example', telephone: '555 0137', sign: 'amber falcon' },
    publicKey: practiceKey.publicKey,
    subject: 'Half a tablet until Thursday',
    sentAt,
    text: 'Dear Ana,\n\nplease take half a tablet until we meet. Can you come on Thursday at 8:30?\n\nMaria, for Dr. Jones',
    html: null,
    attachments: [],
    language: 'en',
    ...changes,
  };
}

/** The sealed page of a letter, as it leaves the practice. */
export function sealSample(template: string, letter: SealedLetter, phrase = samplePhrase): Promise<Uint8Array> {
  return sealLetter({ template, letter, phrase, now: sentAt });
}

/** A JPEG of 3,200 by 2,400 pixels with an Exif block, as a phone writes it. */
export async function photoWithMetadata(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 3_200;
    canvas.height = 2_400;
    canvas.getContext('2d')?.fillRect(0, 0, 1_000, 1_000);
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
  });
  const jpeg = Buffer.from(base64, 'base64');
  const exif = Buffer.from('Exif\0\0CANARY-GPS 40.7128 N');
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)]);
}
