import type { ReadHandle } from '../sql.ts';

/** Threads listed in a place: a mailbox's id, or `outPlace`. */
export function countPlaceThreads(db: ReadHandle, place: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM thread_place WHERE place = $place', { place }).total;
}

export function countUnreadPlaceThreads(db: ReadHandle, place: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM thread_place WHERE place = $place AND unread = 1', {
    place,
  }).total;
}
