import type { Mode } from '../../main/contract/fields.ts';

/** Where one letter may be: nowhere yet, a draft, or handed to the outbox. */
export type Place = 'nowhere' | 'draft' | 'outbox';

/** One letter as whoever wrote it knows it: what was answered is certain, what was only asked for may be either. */
export type Letter = {
  readonly token: string;
  readonly mode: Mode;
  readonly address: string;
  /** Where it can be after a kill at this moment. */
  readonly places: Set<Place>;
  /** Texts that were saved for certain (one) or perhaps (the last one asked for). */
  readonly texts: Set<string>;
  /** The file that belongs to it, and how much of it may be there. */
  readonly file: Buffer;
  readonly fileBytes: Set<number>;
};

/** Everything that was written and delivered so far, kept outside the program that gets killed. */
export type Model = {
  readonly letters: Map<string, Letter>;
  /** Message-IDs of mail that the practice's own server has accepted. */
  readonly received: Set<string>;
};

export function newModel(): Model {
  return { letters: new Map(), received: new Set() };
}

/** Something is asked for: from now on it may be so. */
export function maybe<Value>(known: Set<Value>, value: Value): void {
  known.add(value);
}

/** It was answered: from now on it is so. */
export function certain<Value>(known: Set<Value>, value: Value): void {
  known.clear();
  known.add(value);
}

/** Numbers that are the same for the same seed, so that a round that failed can be walked again (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
