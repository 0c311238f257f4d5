import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the top folder `resources`, from the source tree and from the built engine alike. */
export function resourceFile(name: string): string {
  const places = ['../../resources/', '../../../resources/'].map((up) =>
    fileURLToPath(new URL(up + name, import.meta.url)),
  );
  const found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`resources/${name} is missing`);
  return found;
}
