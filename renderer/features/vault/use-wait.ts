import { useEffect, useState } from 'react';

/** Counts a wait of `ms` down to 0, anew whenever `ms` or `round` changes. */
export function useWait(ms: number, round: number): number {
  const [left, setLeft] = useState(ms);
  useEffect(() => {
    if (round < 0) return;
    const end = Date.now() + ms;
    setLeft(ms);
    if (ms <= 0) return;
    const timer = setInterval(() => {
      const now = Math.max(0, end - Date.now());
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [ms, round]);
  return left;
}
