import { useEffect, useState } from 'react';

function readRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Pixels of one rem now: rows of a drawn list follow the size of the text, however it was changed. */
export function useRem(): number {
  const [rem, setRem] = useState(readRem);
  useEffect(() => {
    // No event tells of another size of text; something that is one rem wide does.
    const probe = document.createElement('div');
    probe.className = 'rem-probe';
    document.body.append(probe);
    const sizes = new ResizeObserver(() => setRem(readRem()));
    sizes.observe(probe);
    return () => {
      sizes.disconnect();
      probe.remove();
    };
  }, []);
  return rem;
}
