import { useState } from 'react';
import type { AutomationView } from '../../../main/contract/automations.ts';
import { useCommand } from '../../engine/use-command.ts';
import { automationsText, timingWords } from '../../text/automations.ts';
import { obstacleTexts } from '../../text/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { SwitchRule } from './switch-rule.tsx';

/** Every rule with its switch, when it writes and to whom. */
export function RuleTable({
  rules,
  onOpen,
}: {
  readonly rules: readonly AutomationView[];
  readonly onOpen: (automationId: string) => void;
}) {
  const off = useCommand('automations.switchOff');
  const again = useCommand('automations.switchOn');
  const [asked, setAsked] = useState<AutomationView | null>(null);
  return (
    <section className="standing-rules" aria-label={automationsText.rules}>
      <FailureBanner failure={off.failure ?? again.failure} />
      <ul className="standing-list">
        {rules.map((rule) => (
          <li key={rule.id} className="standing-rule">
            <button
              type="button"
              role="switch"
              className="standing-switch"
              aria-checked={rule.state === 'on'}
              aria-label={automationsText.switchOf(rule.name)}
              onClick={() => {
                if (rule.state === 'on') void off.run({ automationId: rule.id });
                else setAsked(rule);
              }}
            >
              <span className="standing-switch-knob" aria-hidden />
              <span className="standing-switch-words" data-state={rule.state}>
                {automationsText.states[rule.state]}
              </span>
            </button>
            <div className="standing-rule-words">
              <button type="button" className="place-open" dir="auto" onClick={() => onOpen(rule.id)}>
                {rule.name}
              </button>
              <span>
                {timingWords(rule)}
                <span className="place-quiet" dir="auto">
                  {' '}
                  · {rule.segmentName || automationsText.everybody}
                  {rule.templateName !== rule.name && ` · ${rule.templateName}`}
                </span>
              </span>
              {rule.obstacles.length > 0 && (
                <span className="standing-warn">{rule.obstacles.map((code) => obstacleTexts[code]).join(' ')}</span>
              )}
              {rule.state === 'restored' && <span className="standing-warn">{automationsText.restored}</span>}
              {rule.templateChanged && (
                <span className="standing-warn">
                  {automationsText.templateChanged}{' '}
                  <Button size="small" busy={again.running} onClick={() => void again.run({ automationId: rule.id })}>
                    {automationsText.takeOver}
                  </Button>
                </span>
              )}
            </div>
            {rule.state === 'on' && (
              <span className="standing-week">{automationsText.weekCount(rule.counts.week, rule.counts.held)}</span>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && <SwitchRule rule={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}
