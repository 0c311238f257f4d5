import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './vault-file.ts';

/** Which backup was put in place. It cannot go into a locked database; the next unlock takes it over into the journal. */
const note = z.strictObject({ file: z.string().max(300) });

const pathIn = (folder: string) => join(folder, 'restored.json');

export function noteRestored(folder: string, file: string): void {
  replaceFile(pathIn(folder), JSON.stringify({ file }));
}

export function findRestored(folder: string): z.infer<typeof note> | null {
  if (!existsSync(pathIn(folder))) return null;
  try {
    return note.parse(JSON.parse(readFileSync(pathIn(folder), 'utf8')));
  } catch {
    return null;
  }
}

export function clearRestored(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}
