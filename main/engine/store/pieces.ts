import { createHash } from 'node:crypto';
import type { Store } from './open.ts';
import { createPace } from './pace.ts';
import type { WriteHandle } from './sql.ts';
import { insertAttachmentPiece } from './tables/attachment.ts';
import { findSourcePiece, insertSourcePiece, pieceLength } from './tables/message-source.ts';
import { findOutboxPiece, insertOutboxPiece } from './tables/outbox-piece.ts';
import {
  abandonPieces,
  deleteAbandonedPiece,
  deleteStagedOwner,
  findAbandonedOwner,
  insertStagedOwner,
} from './tables/staged-piece.ts';

/** Whose bytes: a message's raw source, a file of a message, or finished bytes of the outbox. */
export type PieceOwner = { readonly kind: 'source' | 'attachment' | 'outbox'; readonly id: string };

/** Long bytes that already stand in the store, or those in `rest`, which go in with their message. */
export type Staged = { readonly owner: PieceOwner; readonly rest: Uint8Array | null };

const inserts = { source: insertSourcePiece, attachment: insertAttachmentPiece, outbox: insertOutboxPiece } as const;

function insertPiece(db: WriteHandle, owner: PieceOwner, position: number, bytes: Uint8Array): void {
  inserts[owner.kind](db, owner.id, position, bytes);
}

/**
 * Writes long bytes ahead of their message, in short transactions, so that nothing else waits long; short ones wait for
 * `claimStaged`. Until then nobody sees them, and after a crash they are given up.
 */
export async function stageBytes(store: Store, owner: PieceOwner, bytes: Uint8Array): Promise<Staged> {
  if (bytes.length <= pieceLength) return { owner, rest: bytes };
  const pieces = Math.ceil(bytes.length / pieceLength);
  const pace = createPace();
  for (let position = 0; position < pieces; ) {
    await store.turn();
    pace.run((isOver) =>
      store.writeUnsynced((db) => {
        if (position === 0) insertStagedOwner(db, owner.id);
        do {
          // A copy, since the bytes may be shared with other threads.
          insertPiece(db, owner, position, bytes.slice(position * pieceLength, (position + 1) * pieceLength));
          position += 1;
        } while (!isOver() && position < pieces);
      }),
    );
  }
  return { owner, rest: null };
}

/** Makes staged bytes part of their message, in the transaction that adds it. */
export function claimStaged(db: WriteHandle, staged: Staged): void {
  const { owner, rest } = staged;
  if (rest === null) deleteStagedOwner(db, owner.id);
  else
    for (let at = 0; at < rest.length; at += pieceLength)
      insertPiece(db, owner, at / pieceLength, rest.subarray(at, at + pieceLength));
}

/** Gives up staged bytes that no message came to need. */
export function discardStaged(db: WriteHandle, staged: Staged): void {
  if (staged.rest === null) abandonPieces(db, staged.owner.id);
}

/** Removes the pieces that were given up, in short transactions. */
export async function sweepPieces(store: Store): Promise<void> {
  const pace = createPace();
  let owner = findAbandonedOwner(store.read);
  while (owner !== null) {
    await store.turn();
    pace.run((isOver) =>
      store.writeUnsynced((db) => {
        do {
          owner = findAbandonedOwner(db);
          if (owner !== null) deleteAbandonedPiece(db, owner);
        } while (owner !== null && !isOver());
      }),
    );
  }
}

/** SHA-256; others get their turn after each megabyte. */
export async function hashInTurns(bytes: Uint8Array): Promise<Uint8Array> {
  const step = 1024 * 1024;
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += step) {
    hash.update(bytes.subarray(at, at + step));
    if (at + step < bytes.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return hash.digest();
}

/** Finished bytes of the outbox, put together while others get their turn; empty where there are none. */
export function readOutboxBytes(store: Store, owner: string): Promise<Uint8Array> {
  return readInTurns((position) => findOutboxPiece(store.read, owner, position));
}

/** A message's raw source, put together in the same way. */
export function readSourceBytes(store: Store, messageId: string): Promise<Uint8Array> {
  return readInTurns((position) => findSourcePiece(store.read, messageId, position));
}

async function readInTurns(find: (position: number) => Uint8Array | null): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let piece = find(0); piece !== null; piece = find(pieces.length)) {
    pieces.push(piece);
    if (pieces.length % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  for (let at = 0, position = 0; position < pieces.length; position += 1) {
    const piece = pieces[position] ?? whole.subarray(0, 0);
    whole.set(piece, at);
    at += piece.length;
    if (position % 32 === 31) await new Promise((resolve) => setImmediate(resolve));
  }
  return whole;
}
