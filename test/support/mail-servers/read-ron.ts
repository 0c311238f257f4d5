/** A value of Rusty Object Notation. `Some(x)` and `(a: 1)` and `{"a": 1}` are all nodes; a bare word is a node without contents. */
export type Ron = string | number | boolean | readonly Ron[] | RonNode;

export type RonNode = {
  /** The word before the bracket, empty without one. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Ron>;
  readonly items: readonly Ron[];
};

/** Reads one value; throws at what it does not know. */
export function readRon(text: string): Ron {
  const tokens = tokenize(text);
  const [value, end] = readValue(tokens, 0);
  if (end !== tokens.length) throw new Error(`unexpected ${tokens[end] ?? ''}`);
  return value;
}

export const isNode = (value: Ron | undefined): value is RonNode =>
  typeof value === 'object' && 'fields' in value && 'items' in value;

const token = /\/\/[^\n]*|"(?:\\.|[^"\\])*"|[A-Za-z_][A-Za-z0-9_]*|-?\d+|[()[\]{}:,]|\s+|./gs;

function tokenize(text: string): string[] {
  return (text.match(token) ?? []).filter((part) => !/^(\s|\/\/)/.test(part));
}

type Read<Value> = readonly [Value, number];

function readValue(tokens: readonly string[], at: number): Read<Ron> {
  const first = tokens[at] ?? '';
  if (first.startsWith('"')) return [unquote(first), at + 1];
  if (/^-?\d/.test(first)) return [Number(first), at + 1];
  if (first === 'true' || first === 'false') return [first === 'true', at + 1];
  if (first === '[') {
    const [node, end] = readParts(tokens, at + 1, ']', '');
    return [node.items, end];
  }
  if (first === '{') return readParts(tokens, at + 1, '}', '');
  if (first === '(') return readParts(tokens, at + 1, ')', '');
  if (!/^[A-Za-z_]/.test(first)) throw new Error(`unexpected ${first}`);
  if (tokens[at + 1] === '(') return readParts(tokens, at + 2, ')', first);
  return [{ name: first, fields: new Map(), items: [] }, at + 1];
}

function readParts(tokens: readonly string[], start: number, close: string, name: string): Read<RonNode> {
  const fields = new Map<string, Ron>();
  const items: Ron[] = [];
  let at = start;
  while (tokens[at] !== close) {
    if (at >= tokens.length) throw new Error(`no ${close}`);
    if (tokens[at + 1] === ':') {
      const key = tokens[at] ?? '';
      const [value, end] = readValue(tokens, at + 2);
      fields.set(key.startsWith('"') ? unquote(key) : key, value);
      at = end;
    } else {
      const [value, end] = readValue(tokens, at);
      items.push(value);
      at = end;
    }
    if (tokens[at] === ',') at += 1;
  }
  return [{ name, fields, items }, at + 1];
}

function unquote(quoted: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
  return quoted.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}
