import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { AutomationContent, AutomationView } from '../../../main/contract/automations.ts';
import { useCommand } from '../../engine/use-command.ts';
import { automationsText, missingOf, triggerStarts } from '../../text/automations.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { RulePreview } from './rule-preview.tsx';
import { TermsFields } from './terms-fields.tsx';
import { night, TriggerFields } from './trigger-fields.tsx';

type RuleEditorProps = {
  /** Null: a new one. */
  readonly rule: AutomationView | null;
  readonly onDone: () => void;
};

const blank: AutomationContent = {
  name: '',
  trigger: triggerStarts['visit-before'],
  at: '09:00',
  quiet: night,
  segmentId: null,
  templateId: '',
  purpose: 'treatment',
  sender: 'practice',
};

const { form } = automationsText;

/** One rule on one screen, with who would be next beside it. */
export function RuleEditor({ rule, onDone }: RuleEditorProps) {
  const [content, setContent] = useState<AutomationContent>(rule === null ? blank : contentOf(rule));
  const [asked, setAsked] = useState(false);
  const save = useCommand('automations.save');
  const switchOn = useCommand('automations.switchOn');
  const remove = useCommand('automations.remove');
  const change = (more: Partial<AutomationContent>) => setContent((before) => ({ ...before, ...more }));
  const missing = missingOf(content);
  const isOn = rule?.state === 'on';
  const running = save.running || switchOn.running;

  async function keep(on: boolean) {
    if (missing !== null) return;
    const saved = await save.run({
      automationId: rule?.id ?? null,
      content: { ...content, name: content.name.trim() },
    });
    if (saved === null || !('output' in saved)) return;
    const { automationId } = saved.output;
    const result = on && !isOn ? await switchOn.run({ automationId }) : saved;
    if (result !== null && 'output' in result) onDone();
  }

  useKeys([{ keys: appKeys.save, run: () => void keep(!isOn) }]);
  return (
    <div className="place">
      <PlaceHeader
        title={<span dir="auto">{content.name || form.titleNew}</span>}
        under={missing ?? automationsText.under}
        actions={
          <>
            {rule !== null && (
              <Button
                variant="quiet"
                disabled={isOn}
                title={isOn ? form.removeWhileOn : undefined}
                onClick={() => setAsked(true)}
              >
                {form.remove}
              </Button>
            )}
            {!isOn && (
              <Button busy={running} disabled={missing !== null} onClick={() => void keep(false)}>
                {form.save}
              </Button>
            )}
            <Button
              variant="filled"
              busy={running}
              disabled={missing !== null}
              keyHint={appKeys.save}
              aria-keyshortcuts={ariaKeys(appKeys.save)}
              onClick={() => void keep(!isOn)}
            >
              {isOn ? form.save : form.saveOn}
            </Button>
          </>
        }
      />
      <ScrollArea label={content.name || form.titleNew} className="place-content">
        <div>
          <Button variant="quiet" size="small" icon={ArrowLeft} keyHint="escape" onClick={onDone}>
            {automationsText.back}
          </Button>
        </div>
        <FailureBanner failure={save.failure ?? switchOn.failure} />
        <div className="standing-editor">
          <div className="standing-form">
            <TriggerFields content={content} onChange={change} />
            <TermsFields content={content} onChange={change} />
            <TextField
              label={form.name}
              hint={form.nameHint}
              value={content.name}
              maxLength={200}
              onChange={(name) => change({ name })}
            />
          </div>
          <RulePreview automationId={rule?.id ?? null} wish={content} />
        </div>
      </ScrollArea>
      {asked && rule !== null && (
        <ConfirmDialog
          title={form.removeTitle}
          yes={form.remove}
          danger
          command={remove}
          onClose={() => setAsked(false)}
          onYes={async () => {
            const result = await remove.run({ automationId: rule.id });
            if (result !== null && 'output' in result) onDone();
            return result;
          }}
        >
          <p>{form.removeWords}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function contentOf(rule: AutomationView): AutomationContent {
  const { name, trigger, at, quiet, segmentId, templateId, purpose, sender } = rule;
  return { name, trigger, at, quiet, segmentId, templateId, purpose, sender };
}
