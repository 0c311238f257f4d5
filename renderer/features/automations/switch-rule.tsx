import type { AutomationView } from '../../../main/contract/automations.ts';
import { useCommand } from '../../engine/use-command.ts';
import { automationsText, timingWords } from '../../text/automations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RulePreview } from './rule-preview.tsx';

/** The question before a rule is on: what it sends from now on, and to whom first. */
export function SwitchRule({ rule, onClose }: { readonly rule: AutomationView; readonly onClose: () => void }) {
  const command = useCommand('automations.switchOn');
  const { id: automationId, name, state, segmentName } = rule;
  return (
    <ConfirmDialog
      title={automationsText.onTitle(name)}
      yes={automationsText.onYes}
      command={command}
      onYes={() => command.run({ automationId })}
      onClose={onClose}
    >
      <p>
        {timingWords(rule)} · {segmentName || automationsText.everybody}
      </p>
      <RulePreview automationId={automationId} wish={rule} />
      <p>{automationsText.onWords}</p>
      {state === 'restored' && <p>{automationsText.onRestored}</p>}
    </ConfirmDialog>
  );
}
