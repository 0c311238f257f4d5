import { useEffect, useState } from 'react';

function readRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Pixels of one rem now: rows of a drawn list follow the size of the text. */
export function useRem(): number {
  const [rem, setRem] = useState(readRem);
  useEffect(() => {
    const look = (): void => setRem(readRem());
    window.addEventListener('resize', look);
    look();
    return () => window.removeEventListener('resize', look);
  }, []);
  return rem;
}
