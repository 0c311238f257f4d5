import './progress.css';

/** How far something is, with words that are read aloud. `value` from 0 to 1; null where nobody knows. */
export function Progress({ words, value }: { readonly words: string; readonly value: number | null }) {
  return (
    <div className="progress">
      <progress className="progress-bar" aria-label={words} max={1} {...(value === null ? {} : { value })} />
      <span className="progress-words" role="status">
        {words}
      </span>
    </div>
  );
}
