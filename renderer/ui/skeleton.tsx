import { useEffect, useState } from 'react';
import { kitText } from '../text/kit.ts';
import './skeleton.css';

/** True once `loading` has lasted `ms` (300: time for a skeleton; 1000: time for words). */
export function useSlow(loading: boolean, ms = 300): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!loading) return;
    const timer = setTimeout(() => setSlow(true), ms);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [loading, ms]);
  return loading && slow;
}

/** Grey lines where content will stand; appears after 300 ms, and says `words` after one second. */
export function Skeleton({ lines = 3, words = kitText.loading }: { readonly lines?: number; readonly words?: string }) {
  const visible = useSlow(true);
  const speaking = useSlow(true, 1_000);
  const widths = ['72%', '94%', '58%', '86%', '66%'];
  return (
    <div className="skeleton" data-visible={visible || undefined} role="status">
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <span key={line} className="skeleton-line" style={{ width: widths[line % widths.length] }} />
      ))}
      {speaking && <span className="skeleton-words">{words} …</span>}
    </div>
  );
}
