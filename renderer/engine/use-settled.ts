import { useEffect, useState } from 'react';

/** Milliseconds without a key after which the engine is asked. */
const pauseMs = 120;

/** The value as it stood when somebody last paused. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
