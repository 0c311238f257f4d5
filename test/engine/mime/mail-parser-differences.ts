import type { Comparable } from './mail-parser-oracle.ts';

type Difference = { readonly fields: readonly (keyof Comparable)[]; readonly reason: string };

const unfinished =
  'Text inside a multipart that never ends: mail-parser lists it as a file, we show it as text, so that staff can read it.';
const outerBoundary =
  'The boundary of the outer multipart also ends the inner one (RFC 2046, 5.1.2), so all texts are shown; mail-parser reads on in the inner part.';

/** Where we read a message of the corpus otherwise than mail-parser, and why. The suite fails when the list is not exact. */
export const mailParserDifferences: Readonly<Record<string, Difference>> = {
  'malformed/000.eml': {
    fields: ['text', 'hasHtml'],
    reason: 'All parts are empty: mail-parser drops them, we keep an empty text and an empty HTML.',
  },
  'malformed/002.eml': { fields: ['text', 'fileCount'], reason: unfinished },
  'malformed/003.eml': { fields: ['text', 'fileCount'], reason: unfinished },
  'malformed/004.eml': {
    fields: ['text', 'fileCount'],
    reason:
      'No line is exactly a delimiter ("--ab" is not "--a"), so the whole body is one text; mail-parser splits there.',
  },
  'malformed/006.eml': { fields: ['text', 'fileCount'], reason: unfinished },
  'malformed/008.eml': { fields: ['text', 'hasHtml', 'fileCount'], reason: outerBoundary },
  'malformed/009.eml': { fields: ['text', 'fileCount'], reason: outerBoundary },
  'malformed/011.eml': { fields: ['text', 'fileCount'], reason: outerBoundary },
  'malformed/019.eml': {
    fields: ['text'],
    reason: 'Garbled part headers followed by text: mail-parser drops the lines, we show them.',
  },
  'thirdparty/000.eml': {
    fields: ['text'],
    reason: 'NUL in the text becomes U+FFFD, since it ends strings in the full-text index.',
  },
  'thirdparty/002.eml': {
    fields: ['text', 'fileCount'],
    reason: 'A delimiter in the middle of a line does not split (RFC 2046, 5.1.1); mail-parser splits there.',
  },
  'thirdparty/005.eml': {
    fields: ['text'],
    reason: 'A delimiter in the middle of a line does not split (RFC 2046, 5.1.1); mail-parser splits there.',
  },
};
