import { useCallback, useState } from 'react';

/** What was changed and not saved, by place. A lock or a reload empties it, as it does all memory of the window. */
const kept = new Map<string, unknown>();

export type Kept<Value> = {
  readonly value: Value;
  /** True where it was changed since it began or was saved. */
  readonly changed: boolean;
  readonly set: (value: Value) => void;
  /** Begins anew with this value: it was saved, or thrown away. */
  readonly restart: (value: Value) => void;
};

/** A state that is still there when somebody looks elsewhere and comes back. `name` tells whose it is; mount anew for another. */
export function useKept<Value>(name: string, start: Value): Kept<Value> {
  const [held, setHeld] = useState(() => ({
    value: kept.has(name) ? (kept.get(name) as Value) : start,
    changed: kept.has(name),
  }));
  const set = useCallback(
    (value: Value) => {
      kept.set(name, value);
      setHeld({ value, changed: true });
    },
    [name],
  );
  const restart = useCallback(
    (value: Value) => {
      kept.delete(name);
      setHeld({ value, changed: false });
    },
    [name],
  );
  return { ...held, set, restart };
}
