import { useId, useState } from 'react';
import { draftsText } from '../../text/drafts.ts';
import { RecipientField } from './recipient-field.tsx';
import { RecipientWays } from './recipient-ways.tsx';
import type { Composer } from './use-composer.ts';

/** To, copies, subject, and what stands outside the protection for everybody to read. */
export function ComposerHead({
  composer,
  focusRecipients,
  onPatient,
}: {
  readonly composer: Composer;
  readonly focusRecipients: boolean;
  readonly onPatient: (patientId: string) => void;
}) {
  const { draft, content, preview } = composer;
  const subject = useId();
  const [copies, setCopies] = useState(content.cc.length > 0);
  // An answer keeps its subject, unless that may not leave as it is.
  const begins = draft.kind === 'new' || draft.kind === 'forward';
  const asksSubject = begins || composer.refusals.some(({ code }) => code === 'subject-would-leak');
  return (
    <div className="composer-head">
      <div className="composer-line">
        <RecipientField
          label={draftsText.to}
          people={content.to}
          autoFocus={focusRecipients}
          onPatient={onPatient}
          onChange={(to) => composer.change({ to })}
        />
        {!copies && (
          <button type="button" className="text-fold" onClick={() => setCopies(true)}>
            {draftsText.addCc}
          </button>
        )}
        {preview !== null && (
          <span className="composer-sees">
            {draftsText.theySee} <strong dir="auto">{preview.visibleSubject || draftsText.noSubject}</strong>
          </span>
        )}
      </div>
      {copies && (
        <div className="composer-line">
          <RecipientField
            label={draftsText.cc}
            people={content.cc}
            autoFocus={content.cc.length === 0}
            onChange={(cc) => composer.change({ cc })}
          />
        </div>
      )}
      <RecipientWays people={[...content.to, ...content.cc]} preview={preview} />
      {asksSubject && (
        <div className="composer-line composer-subject">
          <label htmlFor={subject}>{draftsText.subject}</label>
          <input
            id={subject}
            type="text"
            dir="auto"
            maxLength={998}
            value={content.subject}
            onChange={(event) => composer.change({ subject: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}
