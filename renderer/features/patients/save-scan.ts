import { call } from '../../engine/call.ts';

/** Reads a scan from the engine and hands it to the window's own way of saving files. Throws `CallFailure`. */
export async function saveScan(rowId: string, name: string): Promise<void> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0, done = false; !done; ) {
    const piece = await call('patients.ledgerScan', { rowId, offset });
    pieces.push(new Uint8Array(piece.bytes));
    offset += piece.bytes.length;
    done = piece.done || piece.bytes.length === 0;
  }
  const url = URL.createObjectURL(new Blob(pieces, { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
