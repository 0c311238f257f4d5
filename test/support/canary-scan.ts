import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readlinkSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text that stands nowhere by chance, put where a secret would be. */
export function newCanary(kind: string): string {
  return `canary-${kind}-${randomBytes(9).toString('hex')}`;
}

export type CanaryScan = {
  /** Kind of secret and its canary. */
  readonly canaries: Readonly<Record<string, string>>;
  /** Folders that are read whole: the app's data folder above all. */
  readonly folders: readonly string[];
  /** Folders of which only what changed since `since` (ms since 1970) is read: the system's temporary ones. */
  readonly changed?: { readonly folders: readonly string[]; readonly since: number };
  /** Processes whose open files are read too, deleted ones included (Linux). */
  readonly processes?: readonly number[];
  /** Paths that the test itself made and that hold the canaries on purpose. */
  readonly except?: readonly string[];
};

export type CanaryFind = { readonly file: string; readonly kind: string; readonly form: string };

/** Where canaries were found, and how many files and bytes were read. */
export type CanaryReport = { readonly found: readonly CanaryFind[]; readonly files: number; readonly bytes: number };

/**
 * Looks for canaries as they are, in UTF-16 and in base64 at its three alignments. It first plants each form in a file of its
 * own in the first folder and throws unless it finds them all, so that a scan that finds nothing has shown that it can.
 */
export function scanForCanaries(scan: CanaryScan): CanaryReport {
  proveItself(scan);
  return readAll(scan);
}

function proveItself(scan: CanaryScan): void {
  const [folder] = scan.folders;
  if (folder === undefined) throw new Error('nothing to scan');
  const planted = Object.entries(scan.canaries).flatMap(([kind, canary]) =>
    formsOf(canary).map(([form, needle]) => ({ kind, form, needle, file: join(folder, `planted-${kind}-${form}`) })),
  );
  try {
    for (const { file, needle } of planted) {
      // Across the border of two reads, where a scan would miss it first.
      writeFileSync(file, Buffer.concat([Buffer.alloc(chunkBytes - 5, 1), needle, Buffer.alloc(20, 1)]));
    }
    const { found } = readAll({ ...scan, folders: [folder], processes: [], changed: { folders: [], since: 0 } });
    for (const { kind, form, file } of planted) {
      const known = found.some((each) => each.file === file && each.kind === kind && each.form === form);
      if (!known) throw new Error(`the scan does not find ${kind} as ${form}, planted in ${file}`);
    }
  } finally {
    for (const { file } of planted) rmSync(file, { force: true });
  }
}

const chunkBytes = 1024 * 1024;

function readAll(scan: CanaryScan): CanaryReport {
  const needles = Object.entries(scan.canaries).flatMap(([kind, canary]) =>
    formsOf(canary).map(([form, needle]) => ({ kind, form, needle })),
  );
  const except = new Set(scan.except ?? []);
  const paths = new Set(scan.folders.flatMap((folder) => listFiles(folder, except)));
  for (const folder of scan.changed?.folders ?? []) {
    for (const path of listFiles(folder, except)) if (changedAt(path) >= (scan.changed?.since ?? 0)) paths.add(path);
  }
  for (const path of (scan.processes ?? []).flatMap(listOpenFiles)) if (!except.has(path)) paths.add(path);
  const found: CanaryFind[] = [];
  let bytes = 0;
  for (const path of paths) {
    const hits = new Set<string>();
    bytes += readInPieces(path, (piece) => {
      for (const { kind, form, needle } of needles) if (piece.includes(needle)) hits.add(`${kind} ${form}`);
    });
    for (const hit of hits) {
      const [kind = '', form = ''] = hit.split(' ');
      found.push({ file: path, kind, form });
    }
  }
  return { found, files: paths.size, bytes };
}

/** Every form in which these bytes hold the text. */
export function findInBytes(bytes: Uint8Array, text: string): string[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Base64 is broken into lines wherever mail carries it.
  const joined = Buffer.from(haystack.toString('latin1').replace(/\r?\n/g, ''), 'latin1');
  return formsOf(text)
    .filter(([form, needle]) => (form.startsWith('base64') ? joined : haystack).includes(needle))
    .map(([form]) => form);
}

function formsOf(text: string): [form: string, needle: Buffer][] {
  const base64 = [0, 1, 2].map((shift): [string, Buffer] => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on what stands before and after.
    return [`base64+${shift}`, Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -2))];
  });
  return [['plain', Buffer.from(text)], ['utf16', Buffer.from(text, 'utf16le')], ...base64];
}

function listFiles(folder: string, except: ReadonlySet<string>): string[] {
  if (except.has(folder)) return [];
  const files: string[] = [];
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (except.has(path)) continue;
    if (entry.isDirectory()) files.push(...listFiles(path, except));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Gone meanwhile, or somebody else's.
    return [];
  }
}

/** What a process has open, by way of /proc, so that a file that was unlinked is read as well. */
function listOpenFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return entriesOf(folder)
    .map(({ name }) => join(folder, name))
    .filter((path) => {
      try {
        return readlinkSync(path).startsWith('/') && statSync(path).isFile();
      } catch {
        return false;
      }
    });
}

function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** Reads a file in pieces that overlap by more than a needle; tells how many bytes there were. */
function readInPieces(path: string, take: (piece: Buffer) => void): number {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return 0;
  }
  try {
    const overlap = 512;
    const buffer = Buffer.alloc(chunkBytes + overlap);
    let position = 0;
    let kept = 0;
    for (;;) {
      const read = readSync(file, buffer, kept, chunkBytes, position);
      if (read === 0) return position;
      position += read;
      const length = kept + read;
      take(buffer.subarray(0, length));
      kept = Math.min(overlap, length);
      buffer.copyWithin(0, length - kept, length);
    }
  } catch {
    return 0;
  } finally {
    closeSync(file);
  }
}
