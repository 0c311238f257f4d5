/** UIDs as IMAP sequence sets, `1:3,7`, cut into pieces that stay below the line lengths servers accept (RFC 7162, 4). */
export function uidSets(uids: readonly number[], longest = 4_000): string[] {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  const sets: string[] = [];
  let set = '';
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let last = first;
    at += 1;
    while (sorted[at] === last + 1) {
      last += 1;
      at += 1;
    }
    const range = first === last ? `${first}` : `${first}:${last}`;
    if (set !== '' && set.length + range.length + 1 > longest) {
      sets.push(set);
      set = '';
    }
    set = set === '' ? range : `${set},${range}`;
  }
  return set === '' ? sets : [...sets, set];
}
