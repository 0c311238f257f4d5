import { UserRoundSearch } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../../main/contract/contract.ts';
import { useQuery } from '../../engine/use-query.ts';
import { heldWords, templatesText } from '../../text/templates.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { safeTyped } from '../drafts/safe-typed.ts';
import { PatientPicker } from '../patients/patient-picker.tsx';

type Source = Omit<InputOf<'templates.preview'>, 'patientId'>;

/** The letter as one patient would read it, or why theirs would be held back. */
export function TemplatePreview({ source }: { readonly source: Source }) {
  const [patient, setPatient] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [picking, setPicking] = useState(false);
  const preview = useQuery(
    'templates.preview',
    { ...source, patientId: patient?.id ?? null },
    { refreshOn: ['patients.changed', 'settings.changed'], keepPrevious: true },
  );
  const merged = preview.data;
  const broken = merged?.outcome === 'held' && merged.reasons.some(({ code }) => code === 'template-broken');
  return (
    <section className="panel template-preview" aria-label={templatesText.preview}>
      <div className="panel-head">
        <h2>{templatesText.preview}</h2>
        <Button size="small" icon={UserRoundSearch} title={templatesText.pickPatient} onClick={() => setPicking(true)}>
          {templatesText.previewAs} {patient?.name ?? templatesText.example}
        </Button>
      </div>
      <FailureBanner failure={preview.failure} />
      {merged?.outcome === 'ready' && (
        <article className="template-letter" aria-live="polite">
          <h3 className="template-letter-subject" dir="auto">
            {merged.subject}
          </h3>
          <Letter html={merged.html} />
        </article>
      )}
      {broken && <p className="panel-words">{templatesText.noPreview}</p>}
      {merged?.outcome === 'held' && !broken && (
        <div className="template-held">
          <Banner tone="amber" title={templatesText.heldTitle}>
            {templatesText.heldWords}
            <ul>
              {merged.reasons.map((reason) => (
                <li key={`${reason.code} ${reason.field}`}>{heldWords(reason)}</li>
              ))}
            </ul>
          </Banner>
        </div>
      )}
      {picking && (
        <Dialog title={templatesText.pickTitleDialog} width="medium" onClose={() => setPicking(false)}>
          <PatientPicker
            label={templatesText.search}
            autoFocus
            onPick={({ id, name }) => {
              setPatient({ id, name });
              setPicking(false);
            }}
          />
          <Button
            onClick={() => {
              setPatient(null);
              setPicking(false);
            }}
          >
            {templatesText.useExample}
          </Button>
        </Dialog>
      )}
    </section>
  );
}

function Letter({ html }: { readonly html: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.replaceChildren(safeTyped(html));
  }, [html]);
  return <div ref={root} className="template-letter-text" dir="auto" />;
}
