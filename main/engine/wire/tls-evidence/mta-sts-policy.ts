/** What a policy file says (RFC 8461, 3.2). */
export type MtaStsPolicy = {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Seconds. */
  readonly maxAge: number;
  /** Names of mail servers; one that begins with `*.` stands for one label. */
  readonly patterns: readonly string[];
};

/** A year and a day, in seconds: more than that counts as that (RFC 8461, 3.2). */
const longestAge = 31_557_600;

/**
 * The id of a domain's MTA-STS record (RFC 8461, 3.1) among the TXT records there. `absent` where there is none;
 * `invalid` where there are several, or one that is not written as it should be: both mean "no policy".
 */
export function readRecordId(texts: readonly string[]): { readonly id: string } | 'absent' | 'invalid' {
  const records = texts.filter((text) => /^v=STSv1[ \t]*;/.test(text));
  const [record, another] = records;
  if (record === undefined) return 'absent';
  if (another !== undefined) return 'invalid';
  const fields = record.split(';').slice(1);
  const ids = fields.flatMap((field) => /^[ \t]*id=([A-Za-z0-9]{1,32})[ \t]*$/.exec(field)?.[1] ?? []);
  const [id] = ids;
  return id === undefined ? 'invalid' : { id };
}

/** Reads a policy file; null when it is not one. Of a field that stands twice the first counts, but for `mx`. */
export function readPolicy(text: string): MtaStsPolicy | null {
  const fields = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const [, name, value] = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const first = (name: string) => fields.find(([each]) => each === name)?.[1];
  const mode = first('mode');
  const age = first('max_age');
  if (first('version') !== 'STSv1' || age === undefined || !/^\d{1,10}$/.test(age)) return null;
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return null;
  const patterns = fields.flatMap(([name, value]) => (name === 'mx' ? [value.toLowerCase().replace(/\.$/, '')] : []));
  if (!patterns.every((pattern) => /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(pattern))) return null;
  if (mode !== 'none' && patterns.length === 0) return null;
  return { mode, maxAge: Math.min(Number(age), longestAge), patterns };
}

/** True where the policy names this host; `*.` stands for exactly one label (RFC 8461, 4.1). */
export function matchesPolicy(host: string, patterns: readonly string[]): boolean {
  const dot = host.indexOf('.');
  const parent = dot > 0 ? host.slice(dot + 1) : null;
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? parent !== null && parent === pattern.slice(2) : pattern === host,
  );
}
