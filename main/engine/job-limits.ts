import type { TaskName } from './worker-pool.ts';
import type { Tasks } from './worker-tasks.ts';

type Limits = { readonly [Name in TaskName]: (input: Parameters<Tasks[Name]>[0]) => number };

const megabyte = 1024 * 1024;
const second = 1_000;
const hour = 3_600 * second;

/** How long each task may take, in ms: far more than the slowest computer needs, so that only what hangs reaches it. */
const limits: Limits = {
  read: ({ messages }) => 30 * second + (lengthOf(messages.map(({ source }) => source)) / megabyte) * 2 * second,
  // Somebody waits for these with the window open.
  readKeys: () => 20 * second,
  mergeKeys: () => 20 * second,
  offeredKey: () => 10 * second,
  judgeRevocation: () => 20 * second,
  inside: ({ source }) => 20 * second + (source.length / megabyte) * 2 * second,
  insideFile: ({ source }) => 20 * second + (source.length / megabyte) * 2 * second,
  explain: ({ source }) => 20 * second + (source.length / megabyte) * 2 * second,
  protect: ({ mail }) => 60 * second + (lengthOf(mail.attachments.map(({ bytes }) => bytes)) / megabyte) * 4 * second,
  // A file of its own choosing may ask for millions of rounds.
  openPkcs12: () => 60 * second,
  slip: () => 60 * second,
  merge: ({ patients }) => 60 * second + patients.length * 0.1 * second,
  emptyLog: () => 10 * 60 * second,
  // Far above what the largest file took, with a slow computer in mind.
  lookAtImport: () => 5 * 60 * second,
  planImport: () => 30 * 60 * second,
  findKept: () => 5 * 60 * second,
  // Some pages of text. What takes longer does not want to be read.
  readPdf: () => 45 * second,
  sortDocuments: () => 5 * 60 * second,
  // They read the whole database.
  backup: () => 6 * hour,
  checkIntegrity: () => 6 * hour,
};

const lengthOf = (all: readonly Uint8Array[]): number => all.reduce((sum, { length }) => sum + length, 0);

/**
 * Bytes that a job may take beside its thread's own heap, which `threadLimits` bounds; null: as many as it needs. A file of a
 * few kilobytes can unfold to gigabytes.
 */
export function largestMemory(task: TaskName): number | null {
  return task === 'readPdf' ? 192 * megabyte : null;
}

/** The longest a job may take on its thread, in ms. */
export function longestTime<Name extends TaskName>(task: Name, input: Parameters<Tasks[Name]>[0]): number {
  return limits[task](input);
}
