import type { AutomationSend } from '../../../main/contract/automations.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { automationsText } from '../../text/automations.ts';
import { becauseWords, fixWords, rowReasonWords, rowStates } from '../../text/campaigns.ts';
import { Chip } from '../../ui/chip.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';

/** How a letter would leave and on what that rests; or why it would not, and what helps. */
export function LeavesAs({ send }: { readonly send: AutomationSend }) {
  const { go } = useNavigation();
  const { looked, mode, modeReason, modeReasonAt, reasons, lacks, patientId } = send;
  if (!looked) return <span className="place-quiet">{automationsText.working}</span>;
  if (reasons.length > 0) {
    return (
      <span className="standing-chips">
        <Chip tone="amber">{rowStates.held}</Chip>
        <span className="standing-why">
          {rowReasonWords(reasons, lacks)}{' '}
          <button type="button" className="place-link" onClick={() => go({ kind: 'patients', patientId })}>
            {fixWords(reasons)}
          </button>
        </span>
      </span>
    );
  }
  return (
    <span className="standing-chips">
      <ProtectionChip mode={mode} />
      {modeReason !== null && <span className="standing-why">{becauseWords(modeReason, modeReasonAt)}</span>}
    </span>
  );
}
