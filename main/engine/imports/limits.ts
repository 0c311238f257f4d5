/*
 * What stops a file from filling the memory or holding the program. Each is far above what a practice has: 50,000 patients
 * with twenty columns come to 10 MB.
 */

/** The largest file in bytes; said before a byte crosses, so that 1 GB is refused at once. */
export const largestFile = 512 * 1024 * 1024;
/** What is kept of it in memory: text compresses ten times and more, noise that only looks like text does not. */
export const largestKept = 96 * 1024 * 1024;
/** A bundle is one JSON value and must be read whole; lines of NDJSON are read one by one. */
export const largestBundle = 96 * 1024 * 1024;
/** Characters of one row: an opened quote that is never closed would make the rest of the file one cell. */
export const longestRow = 1024 * 1024;
/** Characters of one cell that is kept. Longer ones are no fact about a patient, and mails would carry them. */
export const longestCell = 2_000;
/** Characters of a name, a street, a record number: what the contract takes from a person. */
export const longestShort = 200;
export const mostColumns = 300;
/** Rows and resources: their facts stand in memory until they are matched. */
export const mostRows = 250_000;
export const mostResources = 2_500_000;
/** Things in one list cell (conditions, tags, addresses). */
export const mostInCell = 50;
