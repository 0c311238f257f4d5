import { FileUp, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { kitText } from '../../text/kit.ts';
import { ledgerText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

export type Scan = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A call to the engine holds 4 MB; the words and the rest need room too. */
const largestBytes = 3_000_000;

/** The scan of a signed form, to be kept beside its row. */
export function ScanField({
  scan,
  onChange,
}: {
  readonly scan: Scan | null;
  readonly onChange: (scan: Scan | null) => void;
}) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState(false);
  const pick = async (file: File | undefined) => {
    if (!file) return;
    setProblem(file.size > largestBytes);
    if (file.size > largestBytes) return;
    onChange({ name: file.name.slice(0, 200), bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  return (
    <div className="scan-field">
      <span id={id} className="field-label">
        {ledgerText.scan} <span className="field-optional">{kitText.optional}</span>
      </span>
      <div className="scan-field-line">
        <Button icon={FileUp} aria-describedby={id} onClick={() => picker.current?.click()}>
          {ledgerText.scanPick}
        </Button>
        {scan && (
          <>
            <span className="scan-field-name">{scan.name}</span>
            <IconButton icon={X} label={ledgerText.scanRemove} onClick={() => onChange(null)} />
          </>
        )}
      </div>
      <span className={problem ? 'field-problem' : 'field-hint'} role={problem ? 'alert' : undefined}>
        {problem ? ledgerText.scanTooLarge : ledgerText.scanHint}
      </span>
      <input
        ref={picker}
        type="file"
        hidden
        accept="image/*,application/pdf"
        onChange={(event) => {
          void pick(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
