import type { ImportLook, ImportRefusal } from '../../contract/imports.ts';
import { EngineError } from '../base/errors.ts';
import { createFhirGatherer, type FhirGatherer } from './fhir-gather.ts';
import { readTypes, resource } from './fhir-resources.ts';
import { decodedText } from './file-kind.ts';
import { refusal } from './incoming.ts';
import { largestBundle, mostResources } from './limits.ts';
import type { ReadFile } from './plan-import.ts';
import { spooledBytes } from './spool.ts';

/** Characters of one resource: some hold whole pictures, which are read over. */
const longestLine = 16 * 1024 * 1024;

/** One Bundle, or a resource a line. Throws `import-unreadable`. */
export function lookAtFhir(file: readonly Uint8Array[]): ImportLook {
  const [first = ''] = lines(file);
  const value = parse(first);
  const type = typeOf(value);
  if (value !== undefined && type === '') throw new EngineError('import-unreadable', { reason: 'not-fhir' });
  return { format: 'fhir', shape: value === undefined || type === 'Bundle' ? 'bundle' : 'lines' };
}

/** All people of a FHIR R4 file with their facts, and what was refused. Throws `import-unreadable`. */
export async function readFhir(file: readonly Uint8Array[]): Promise<ReadFile> {
  const look = lookAtFhir(file);
  const gatherer = createFhirGatherer();
  const refusals: ImportRefusal[] = [];
  let row = 0;
  const next = (fullUrl: string | null, value: unknown) => {
    row += 1;
    if (row > mostResources)
      throw new EngineError('import-unreadable', { reason: 'too-many-rows', limit: mostResources });
    const refused = value === undefined ? refusal(row, 'not-json') : takeResource(gatherer, row, fullUrl, value);
    if (refused !== null) refusals.push(refused);
  };
  if (look.format === 'fhir' && look.shape === 'lines')
    for (const line of lines(file)) {
      if (line.length > longestLine)
        throw new EngineError('import-unreadable', { reason: 'row-too-long', row: row + 1 });
      next(null, parse(line));
    }
  else for (const { fullUrl, resource: value } of bundleEntries(file)) next(fullUrl, value);
  const done = gatherer.finish();
  if (done.people.length + refusals.length + done.refusals.length === 0)
    throw new EngineError('import-unreadable', { reason: 'no-patients' });
  return {
    people: done.people,
    practitioners: done.practitioners,
    refusals: [...refusals, ...done.refusals],
    columns: null,
  };
}

function takeResource(
  gatherer: FhirGatherer,
  row: number,
  fullUrl: string | null,
  value: unknown,
): ImportRefusal | null {
  const type = typeOf(value);
  if (type === '') return refusal(row, 'not-fhir', 'resourceType');
  // Claims, encounters and a hundred others are in every export: nothing of them is wanted.
  if (!readTypes.has(type)) return null;
  const parsed = resource.safeParse(value);
  if (!parsed.success) return refusal(row, 'not-fhir', `${type}.${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  return gatherer.take(row, fullUrl, parsed.data);
}

function* bundleEntries(file: readonly Uint8Array[]): Generator<{ fullUrl: string | null; resource: unknown }> {
  const parts: string[] = [];
  let length = 0;
  for (const text of decodedText(spooledBytes(file), 'utf-8')) {
    length += text.length;
    if (length > largestBundle)
      throw new EngineError('import-unreadable', { reason: 'bundle-too-large', limit: largestBundle });
    parts.push(text);
  }
  const bundle = parse(parts.join(''));
  if (bundle === undefined) throw new EngineError('import-unreadable', { reason: 'cut-off' });
  if (typeOf(bundle) !== 'Bundle') throw new EngineError('import-unreadable', { reason: 'not-fhir' });
  const { entry } = bundle as { readonly entry?: unknown };
  if (!Array.isArray(entry)) throw new EngineError('import-unreadable', { reason: 'no-patients' });
  for (const each of entry as readonly { readonly fullUrl?: unknown; readonly resource?: unknown }[]) {
    const fullUrl = typeof each?.fullUrl === 'string' ? each.fullUrl : null;
    yield { fullUrl, resource: each?.resource ?? null };
  }
}

/** The lines of a text that are not empty, put together over the ends of pieces. */
function* lines(file: readonly Uint8Array[]): Generator<string> {
  let rest = '';
  for (const text of decodedText(spooledBytes(file), 'utf-8')) {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) {
      // One long line is a bundle; in a file of lines it is a fault, which the caller sees by its length.
      yield rest;
      return;
    }
    for (const line of parts) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeOf(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return '';
  const { resourceType } = value as { readonly resourceType?: unknown };
  return typeof resourceType === 'string' ? resourceType : '';
}
