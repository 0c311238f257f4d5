import type { LetterFile, LetterHeader } from '../../main/contract/sealed/letter.ts';
import { cutFiles, splitPayload } from '../../main/contract/sealed/payload.ts';

/** A file of the letter with its bytes. */
export type OpenedFile = LetterFile & { readonly bytes: Uint8Array };

/** The letter as it was inside the encryption. */
export type OpenedLetter = LetterHeader & { readonly opened: readonly OpenedFile[] };

/** Reads a decrypted payload, or null when it is no letter of a version that this page knows. */
export function readLetter(payload: Uint8Array): OpenedLetter | null {
  const { header, rest } = splitPayload(payload);
  let letter: LetterHeader;
  try {
    letter = JSON.parse(new TextDecoder().decode(header));
  } catch {
    return null;
  }
  if (letter.format !== 'postern-letter' || letter.version !== 1) return null;
  const files = cutFiles(
    rest,
    letter.files.map(({ size }) => size),
  );
  if (files === null) return null;
  return { ...letter, opened: letter.files.map((file, at) => ({ ...file, bytes: files[at] ?? new Uint8Array(0) })) };
}
