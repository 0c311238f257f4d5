/** One meeting of two programs: what is written by one must be read by the other. Rejects where it is not. */
export type Cell = {
  readonly program: string;
  /** Kind of key on their side. */
  readonly key: string;
  readonly way: 'we write' | 'they write' | 'vector';
  readonly what: string;
  readonly run: () => Promise<void>;
};

/** The cells of one standard, and what ends their programs. A standard without its programs here has none. */
export type Suite = { readonly cells: readonly Cell[]; readonly close: () => void };

/** A cell's name, by which `explained.ts` lists it. */
export const cellName = ({ program, key, way, what }: Cell): string => `${program}, ${key}, ${way}, ${what}`;
