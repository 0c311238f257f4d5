import { useState } from 'react';
import type { PhraseSlip } from '../../../main/contract/patients.ts';
import { callSteps, scriptText } from '../../text/phone-script.ts';

/** What to say when a phrase is read out by phone. */
export function PhoneScript({ slip }: { readonly slip: PhraseSlip }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="phone-script" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{scriptText.title}</summary>
      {open && (
        <ol aria-label={scriptText.listOf}>
          {callSteps(slip).map(({ todo, say }) => (
            <li key={todo}>
              <span className="phone-script-todo">{todo}</span>
              <q lang={slip.language}>{say}</q>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
