import { useEffect, useRef } from 'react';

type Save = () => Promise<unknown>;

const saves = new Set<Save>();

/** Registers what must be saved before the window locks, reloads or quits, while the component stands. */
export function useBeforeLeaving(save: Save): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const mine = () => latest.current();
    saves.add(mine);
    return () => {
      saves.delete(mine);
    };
  }, []);
}

/** Saves everything that is registered; waits at most `ms` and never throws, since leaving must not hang. */
export async function saveBeforeLeaving(ms = 3_000): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, ms));
  await Promise.race([Promise.allSettled([...saves].map((save) => save())), limit]);
}
