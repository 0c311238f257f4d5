import { useState } from 'react';
import { draftsText } from '../../text/drafts.ts';

/** What is quoted below the answer, folded; it can be left out, never edited. */
export function DraftQuote({ quote, onDrop }: { readonly quote: string; readonly onDrop: () => void }) {
  const [shown, setShown] = useState(false);
  if (quote === '') return null;
  return (
    <div className="draft-quote">
      <button type="button" className="text-fold" aria-expanded={shown} onClick={() => setShown((was) => !was)}>
        {shown ? draftsText.hideQuote : draftsText.showQuote}
      </button>
      <button type="button" className="text-fold" onClick={onDrop}>
        {draftsText.dropQuote}
      </button>
      {shown && (
        <pre className="text-quoted" dir="auto">
          {quote}
        </pre>
      )}
    </div>
  );
}
