import type { ImportCounts, ImportLook, ImportMapping, ImportPreview } from '../../main/contract/imports.ts';
import type { TestEngine } from './start-engine.ts';

const pieceBytes = 1024 * 1024;

type Caller = Pick<TestEngine, 'call'>;

/** Brings a file to the engine as the window does; its import. */
export async function sendFile({ call }: Caller, name: string, file: string | Uint8Array): Promise<string> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const { importId } = await call('imports.begin', { name, size: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += pieceBytes)
    await call('imports.addPiece', { importId, offset, bytes: bytes.slice(offset, offset + pieceBytes) });
  return importId;
}

/** The file, looked at and previewed with the mapping that is suggested, or the one `change` makes of it. */
export async function previewFile(
  engine: Caller,
  name: string,
  file: string | Uint8Array,
  change: (mapping: ImportMapping) => ImportMapping = (mapping) => mapping,
): Promise<{ readonly importId: string; readonly look: ImportLook; readonly preview: ImportPreview }> {
  const importId = await sendFile(engine, name, file);
  const look = await engine.call('imports.look', { importId });
  const mapping = look.format === 'csv' ? change(look.mapping) : null;
  return { importId, look, preview: await engine.call('imports.preview', { importId, mapping }) };
}

/** The file, imported as it is suggested. */
export async function importFile(
  engine: Caller,
  name: string,
  file: string | Uint8Array,
): Promise<{ readonly importId: string; readonly counts: ImportCounts }> {
  const { importId } = await previewFile(engine, name, file);
  return { importId, counts: await engine.call('imports.apply', { importId }) };
}
