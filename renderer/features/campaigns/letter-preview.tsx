import { Paperclip } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { LetterPreview as Preview } from '../../../main/contract/campaigns.ts';
import type { Person } from '../../../main/contract/fields.ts';
import { becauseWords, rowReasonWords } from '../../text/campaigns.ts';
import { asSentence } from '../../text/format.ts';
import { letterPreviewText, readableWords } from '../../text/letter-preview.ts';
import { heldWords } from '../../text/templates.ts';
import { Banner } from '../../ui/banner.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { safeTyped } from '../drafts/safe-typed.ts';
import './letter-preview.css';

/** One patient's letter as it leaves: who writes, in which mode, what it says, and what shows before it is opened. */
export function LetterPreview({ preview }: { readonly preview: Preview }) {
  const { message, from, to, mode, modeReason, modeReasonAt, reasons, lacks } = preview;
  if (message.outcome === 'held' && message.reasons.some(({ code }) => code === 'template-broken')) {
    return <p className="letter-preview-words">{letterPreviewText.noPreview}</p>;
  }
  const because = modeReason === null || mode === null ? '' : becauseWords(modeReason, modeReasonAt);
  const isExample = to === null && reasons.length === 0;
  return (
    <div className="letter-preview" aria-live="polite">
      <dl className="letter-preview-head">
        <Line label={letterPreviewText.from} value={from === null ? '' : asLine(from)} />
        <Line label={letterPreviewText.to} value={to === null ? '' : asLine(to)} />
        {mode !== null && (
          <div>
            <dt>{letterPreviewText.leavesAs}</dt>
            <dd className="letter-preview-way">
              <ProtectionChip mode={mode} />
              {because !== '' && <span>{because}</span>}
            </dd>
          </div>
        )}
      </dl>
      {isExample && <p className="letter-preview-words">{letterPreviewText.example}</p>}
      {message.outcome === 'held' ? (
        <Banner tone="amber" title={letterPreviewText.heldTitle}>
          {letterPreviewText.heldWords}
          <ul>
            {message.reasons.map((reason) => (
              <li key={`${reason.code} ${reason.field}`}>{heldWords(reason)}</li>
            ))}
          </ul>
        </Banner>
      ) : (
        reasons.length > 0 && (
          <Banner tone="amber" title={letterPreviewText.noWay}>
            {asSentence(rowReasonWords(reasons, lacks))}
          </Banner>
        )
      )}
      {message.outcome === 'ready' && (
        <div className="letter-preview-sides">
          <article className="letter-preview-sheet" aria-label={letterPreviewText.letter}>
            <h3 className="letter-preview-subject" dir="auto">
              {message.subject}
            </h3>
            <Letter html={message.html} />
          </article>
          {mode !== null && <Outside preview={preview} />}
        </div>
      )}
    </div>
  );
}

function Line({ label, value }: { readonly label: string; readonly value: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

/** What anybody sees of the mail in a list, or without the phrase. */
function Outside({ preview: { mode, outside } }: { readonly preview: Preview }) {
  return (
    <section className="letter-preview-outside" aria-label={letterPreviewText.outside}>
      <h4>{letterPreviewText.outside}</h4>
      {outside === null ? (
        (mode === 'tls' || mode === 'open') && <p>{readableWords[mode]}</p>
      ) : (
        <>
          <p className="letter-preview-outer-subject" dir="auto">
            {outside.subject}
          </p>
          {outside.text === null ? (
            <p>{letterPreviewText.locked}</p>
          ) : (
            <p className="letter-preview-cover" dir="auto">
              {outside.text}
            </p>
          )}
          {outside.file !== null && (
            <p className="letter-preview-file">
              <Paperclip size={14} aria-hidden />
              {letterPreviewText.attached}: {outside.file}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Letter({ html }: { readonly html: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.replaceChildren(safeTyped(html));
  }, [html]);
  return <div ref={root} className="letter-preview-text" dir="auto" />;
}

function asLine({ name, address }: Person): string {
  return name === '' ? address : `${name} <${address}>`;
}
