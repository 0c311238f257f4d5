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
/** Pages whose text is read. What has more is never matched by itself: the rest may be about somebody else. */
export const pagesRead = 20;
/** Characters that are read of them; a page of a lab's result has two or three thousand. */
export const longestText = 60_000;
