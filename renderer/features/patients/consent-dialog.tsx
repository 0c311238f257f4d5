import { useState } from 'react';
import type { Purpose } from '../../../main/contract/fields.ts';
import type { ConsentWording, LedgerRow } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { kitText } from '../../text/kit.ts';
import { eventNames, howNames, ledgerText, purposeTitles } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { endOfDay } from './end-of-day.ts';
import './patient-form.css';
import { type Scan, ScanField } from './scan-field.tsx';

type ConsentDialogProps = {
  readonly patientId: string;
  /** The conversation that a request for own records is for; without one it cannot be recorded here. */
  readonly threadId?: string;
  readonly onClose: () => void;
};

type Said = {
  readonly purpose: Purpose;
  readonly event: LedgerRow['event'];
  readonly how: LedgerRow['how'];
  /** Null: the practice's own wording. */
  readonly words: string | null;
  readonly warned: boolean;
  readonly until: string;
  readonly scan: Scan | null;
};

const start: Said = {
  purpose: 'unencrypted-email',
  event: 'given',
  how: 'signed-form',
  words: null,
  warned: false,
  until: '',
  scan: null,
};

function options<const Value extends string>(values: readonly Value[], name: (value: Value) => string) {
  return values.map((value) => ({ value, label: name(value) }));
}

/** Adds one row to the consent record: what was said, how, in which words. */
export function ConsentDialog({ patientId, threadId, onClose }: ConsentDialogProps) {
  const wordings = useQuery('patients.wordings', {});
  const record = useCommand('patients.recordConsent');
  const [said, setSaid] = useState(start);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (patch: Partial<Said>) => {
    setSaid({ ...said, ...patch });
    setProblem(null);
  };
  const wording: ConsentWording | undefined = wordings.data?.find(({ purpose }) => purpose === said.purpose);
  const words = said.words ?? wording?.text ?? '';
  const purposes: readonly Purpose[] =
    threadId === undefined ? ['unencrypted-email', 'marketing'] : ['unencrypted-email', 'access-request', 'marketing'];

  const save = async () => {
    const until = said.until === '' ? null : endOfDay(said.until);
    if (until !== null && !(until > Date.now())) {
      setProblem(ledgerText.untilWrong);
      return;
    }
    const result = await record.run({
      patientId,
      purpose: said.purpose,
      event: said.event,
      how: said.how,
      wording: words,
      wordingVersion: said.words === null || said.words === wording?.text ? (wording?.version ?? '') : '',
      warned: said.warned,
      until: said.event === 'given' ? until : null,
      threadId: said.purpose === 'access-request' ? (threadId ?? null) : null,
      scan: said.scan,
    });
    if (result !== null && 'output' in result) onClose();
  };

  return (
    <Dialog title={ledgerText.record} onClose={onClose} width="medium">
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="patient-form-fields">
          <Select
            label={ledgerText.purpose}
            value={said.purpose}
            hint={said.purpose === 'access-request' ? ledgerText.onlyHere : null}
            options={options(purposes, (purpose) => purposeTitles[purpose])}
            onChange={(purpose) => change({ purpose, words: null })}
          />
          <Select
            label={ledgerText.event}
            value={said.event}
            options={options(['given', 'declined', 'withdrawn', 'asked'], (event) => eventNames[event])}
            onChange={(event) => change({ event })}
          />
          <Select
            label={ledgerText.how}
            value={said.how}
            options={options(['signed-form', 'at-the-desk', 'by-phone', 'reply-by-mail'], (how) => howNames[how])}
            onChange={(how) => change({ how })}
          />
          {said.event === 'given' && (
            <TextField
              label={ledgerText.until}
              type="date"
              optional
              hint={ledgerText.untilHint}
              problem={problem}
              value={said.until}
              onChange={(until) => change({ until })}
            />
          )}
        </div>
        <TextArea
          label={ledgerText.exact}
          rows={5}
          dir="auto"
          maxLength={10_000}
          hint={wording ? ledgerText.exactHint(wording.version) : null}
          value={words}
          onChange={(next) => change({ words: next })}
        />
        {said.event === 'given' && (
          <Checkbox checked={said.warned} onChange={(warned) => change({ warned })} hint={ledgerText.warnedHint}>
            {ledgerText.warnedTick}
          </Checkbox>
        )}
        <ScanField scan={said.scan} onChange={(scan) => change({ scan })} />
        <FailureBanner failure={wordings.failure ?? record.failure} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button type="submit" variant="filled" busy={record.running} disabled={words.trim() === ''}>
            {ledgerText.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
