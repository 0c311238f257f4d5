import type { OutputOf } from '../../../main/contract/contract.ts';
import { call } from '../../engine/call.ts';

/** Reads a file of a message piece by piece; null when it is larger than `limit` bytes. Throws `CallFailure`. */
export async function readAttachment(attachmentId: string, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  return readAll((offset) => call('messages.attachmentPiece', { attachmentId, offset }), limit);
}

async function readAll(
  read: (offset: number) => Promise<OutputOf<'messages.attachmentPiece'>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let done = false; !done; ) {
    const piece = await read(size);
    pieces.push(piece.bytes);
    size += piece.bytes.length;
    done = piece.done || piece.bytes.length === 0;
    if (size > limit) return null;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
