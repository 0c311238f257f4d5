/*
 * What stops files from filling the disk, the memory or the time of the program. A lab's result is some hundred kilobytes;
 * a practice of ten doctors gets a few hundred a day.
 */

/** The largest file in bytes: what is larger, hardly any mail server takes. */
export const largestDocument = 20 * 1024 * 1024;
/** Bytes of one batch. */
export const largestBatch = 512 * 1024 * 1024;
/** Files of one batch. */
export const mostDocuments = 1_000;
/** Pages whose text is read: who a document is about stands on its first. */
export const pagesRead = 3;
/** Characters that are read of it. */
export const longestText = 20_000;
