/** "Re", "Fwd" and what they are called in other languages and programs; "Re[2]:", "RE(3) :" and "回复：" too. */
const prefix =
  /^(?:re|fw|fwd|aw|wg|antw|odp|pd|sv|vs|vb|vl|tr|rv|res|enc|rif|r|i|ynt|ilt|doorst|atb|bls|rsp|fs|回复|回覆|转发|轉寄|返信|転送)(?:\s?[[(]\d{1,3}[\])])?\s?[:\uff1a]\s*/iu;
const mostPrefixes = 50;

/** The subject without "Re:" and the like, to tell threads apart. Never null, perhaps empty. */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, 2_000).replaceAll(/\s+/g, ' ').trim();
  for (let count = 0; count < mostPrefixes; count += 1) {
    const match = prefix.exec(rest);
    if (match === null) break;
    rest = rest.slice(match[0].length);
  }
  return rest.trim();
}

/** The subject of an answer: one "Re: ", whatever stood there. */
export function replySubject(subject: string): string {
  return `Re: ${baseSubject(subject)}`.trim();
}

/** The subject of a forwarded message: one "Fwd: ". */
export function forwardSubject(subject: string): string {
  return `Fwd: ${baseSubject(subject)}`.trim();
}
