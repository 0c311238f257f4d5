import { Drop } from 'liquidjs';
import type { HeldReason, MergeFieldKind } from '../../contract/templates.ts';

/** A value that may not stand where it would stand: its message is held back, with the reason. */
export class HeldBack extends Error {
  readonly reason: HeldReason;

  constructor(code: HeldReason['code'], field: string | null) {
    super(code);
    this.reason = { code, field };
  }
}

/** One patient's value on its way through filters. It remembers its field, so that a reason can name it. */
export class MergeValue extends Drop {
  readonly field: string;
  readonly kind: MergeFieldKind;
  readonly value: string | number;

  constructor(field: string, kind: MergeFieldKind, value: string | number) {
    super();
    this.field = field;
    this.kind = kind;
    this.value = value;
  }

  /** What a condition compares. */
  override valueOf(): string | number {
    return this.value;
  }
}

export const longestValue = 2_000;
export const longestHeaderValue = 200;

/** Everything that ends a line or a text in some reader, but for the tab, which is a blank. */
const control = /[^\P{Cc}\t]|[\u2028\u2029]/u;
const lineBreaks = /\r\n?|\n|[\u2028\u2029\u0085]/g;
/** A line end in disguise, for whoever decodes once too often: RFC 2047, URLs, HTML, quoted-printable, source code. */
const encoded =
  /=\?[^\s?]{1,40}\?[bq]\?|%(?:0[0ad]|e2%80%a[89]|c2%85)|&#(?:x0*(?:0|a|d|85|2028|2029)|0*(?:0|10|13|133|8232|8233));?|&newline;|=0[0ad]|\\(?:r|n|0|x0[0ad]|u000[0ad]|u202[89])/i;
const mergeTag = /\{\{|\}\}|\{%|%\}/;
const markup = /<[a-z/!?]/i;

/**
 * Why a value may not stand in a header field (a subject, a name, a file's name), or null. Whatever could be read as a line
 * end, at any stage of decoding, is refused: no name or reason of a visit needs one.
 */
export function headerObjection(value: string): HeldReason['code'] | null {
  if (value.length > longestHeaderValue) return 'value-too-long';
  if (/[\r\n\u0085\u2028\u2029]/.test(value)) return 'line-break';
  if (control.test(value) || !value.isWellFormed()) return 'control-character';
  if (encoded.test(value)) return 'encoded-word';
  return textObjection(value);
}

/** Why a value may not stand in the text, or null. Markup and tags would be shown as they are; somebody put them there on purpose. */
export function textObjection(value: string): HeldReason['code'] | null {
  if (value.length > longestValue) return 'value-too-long';
  if (control.test(value.replaceAll(lineBreaks, ' ')) || !value.isWellFormed()) return 'control-character';
  if (mergeTag.test(value)) return 'merge-tag';
  if (markup.test(value)) return 'markup';
  return null;
}

/** A value as text of an HTML body: its characters, and its line ends as breaks. */
export function asHtmlText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(lineBreaks, '<br>');
}
