import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DocumentRefusal } from '../../contract/documents.ts';
import type { ChosenDocuments } from '../../contract/envelope.ts';
import { EngineError } from '../base/errors.ts';
import { largestDocument, mostDocuments } from './limits.ts';

export type ChosenFile = { readonly path: string; readonly name: string };

/** What a system leaves in every folder. */
const ofTheSystem = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/**
 * The files that a person chose in the dialog, in the order of their names; folders inside a folder are not looked into.
 * Throws `too-large` where they are too many, `not-found` where the folder cannot be read.
 */
export async function listChosen(
  chosen: ChosenDocuments,
): Promise<{ readonly name: string; readonly files: ChosenFile[]; readonly refused: DocumentRefusal[] }> {
  const refused: DocumentRefusal[] = [];
  const { folder } = chosen;
  let paths = chosen.files;
  if (folder !== null) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
      throw new EngineError('not-found');
    });
    paths = entries.flatMap((entry) => {
      if (ofTheSystem.test(entry.name)) return [];
      if (!entry.isDirectory()) return [join(folder, entry.name)];
      refused.push({ name: shownName(entry.name), reason: 'folder' });
      return [];
    });
  }
  const files = paths
    .map((path) => ({ path, name: shownName(path) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  if (files.length > mostDocuments) throw new EngineError('too-large', { limit: mostDocuments });
  const [only] = files;
  const name = folder !== null ? shownName(folder) : files.length === 1 ? (only?.name ?? '') : '';
  return { name, files, refused };
}

/** As it is shown and sent: without signs that a line hides or turns around. */
function shownName(path: string): string {
  const name = basename(path)
    .normalize('NFC')
    .replaceAll(/[\p{C}\u2028\u2029]/gu, '');
  const [, stem = name, end = ''] = /^(.*?)(\.[a-z0-9]{1,5})?$/is.exec(name) ?? [];
  return `${stem.slice(0, 150)}${end}` || 'document.pdf';
}

/**
 * The bytes of one chosen file, or why it is not taken. A link is refused, also one that was put there since the look: what is
 * read is what was opened.
 */
export async function readChosen(file: ChosenFile): Promise<Uint8Array | DocumentRefusal['reason']> {
  let handle: FileHandle | null = null;
  try {
    const before = await lstat(file.path);
    if (before.isSymbolicLink()) return 'link';
    if (before.isDirectory()) return 'folder';
    if (!before.isFile()) return 'not-pdf';
    if (!/\.pdf$/i.test(basename(file.path))) return 'not-pdf';
    if (before.size === 0) return 'empty';
    if (before.size > largestDocument) return 'too-large';
    // Windows has no such flags; there the comparison below is what tells.
    handle = await open(file.path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const now = await handle.stat();
    if (!now.isFile() || now.ino !== before.ino || now.dev !== before.dev) return 'link';
    if (now.size > largestDocument) return 'too-large';
    const bytes = new Uint8Array(now.size);
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read, bytes.length - read, read);
      if (bytesRead === 0) return 'unreadable';
      read += bytesRead;
    }
    // Readers take a PDF whose header stands somewhere in the first kilobyte.
    return Buffer.from(bytes.buffer, 0, Math.min(1_024, bytes.length)).includes('%PDF-') ? bytes : 'not-pdf';
  } catch {
    return 'unreadable';
  } finally {
    await handle?.close();
  }
}
