import { join } from 'node:path';
import createQpdf, { type QpdfInstance } from '@neslinesli93/qpdf-wasm';

/** qpdf with a file system of its own in memory. */
export type Qpdf = {
  readonly put: (name: string, bytes: Uint8Array) => void;
  readonly take: (name: string) => Uint8Array;
  /** Runs it with arguments as on a command line: 0 fine, 3 fine with warnings, 2 failed. */
  readonly run: (...args: readonly string[]) => number;
};

type Stream = { readonly fd: number };

/** What the module has and its types leave out. */
type Files = QpdfInstance['FS'] & {
  readonly streams: readonly (Stream | null)[];
  readonly open: (path: string, flags: string) => Stream;
  readonly close: (stream: Stream) => void;
  readonly writeFile: (path: string, bytes: Uint8Array) => void;
};

/** Starts a fresh qpdf; `folder` holds `qpdf.wasm`. Nothing is left of it once it is dropped. */
export async function openQpdf(folder: string): Promise<Qpdf> {
  const { FS, callMain } = await createQpdf({ locateFile: () => join(folder, 'qpdf.wasm') });
  const files = FS as Files;
  // Else it would write to our log: its complaints name files and places in them.
  for (const output of [1, 2]) {
    const stream = files.streams[output];
    if (stream) files.close(stream);
    files.open(`/output-${output}`, 'w');
  }
  return {
    put: (name, bytes) => files.writeFile(`/${name}`, bytes),
    // A copy: what it gives out lies in its own memory.
    take: (name) => new Uint8Array(files.readFile(`/${name}`)),
    run(...args) {
      // It sets the exit code of the whole process where it fails.
      const { exitCode } = process;
      try {
        return callMain([...args]);
      } finally {
        process.exitCode = exitCode;
      }
    },
  };
}
