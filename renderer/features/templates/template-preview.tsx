import { UserRoundSearch } from 'lucide-react';
import { useState } from 'react';
import type { TemplateContent } from '../../../main/contract/templates.ts';
import { useQuery } from '../../engine/use-query.ts';
import { templatesText } from '../../text/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { LetterPreview } from '../campaigns/letter-preview.tsx';
import { PatientPicker } from '../patients/patient-picker.tsx';

type Source = Omit<TemplateContent, 'name'>;

/** The letter as one patient would get it, or why theirs would be held back. */
export function TemplatePreview({ source }: { readonly source: Source }) {
  const [patient, setPatient] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [picking, setPicking] = useState(false);
  const preview = useQuery(
    'campaigns.preview',
    { of: { template: source }, patientId: patient?.id ?? null },
    { refreshOn: ['patients.changed', 'settings.changed'], keepPrevious: true },
  );
  return (
    <section className="panel" aria-label={templatesText.preview}>
      <div className="panel-head">
        <h2>{templatesText.preview}</h2>
        <Button size="small" icon={UserRoundSearch} title={templatesText.pickPatient} onClick={() => setPicking(true)}>
          {templatesText.previewAs} {patient?.name ?? templatesText.example}
        </Button>
      </div>
      <FailureBanner failure={preview.failure} />
      {preview.data && (
        <div className="template-letter">
          <LetterPreview preview={preview.data} />
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
