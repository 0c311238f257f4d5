import { type FormEvent, useState } from 'react';
import type { DnsResolver } from '../../../main/contract/transport.ts';
import { useCommand } from '../../engine/use-command.ts';
import { settingsText } from '../../text/settings.ts';
import { transportText } from '../../text/transport.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { useToast } from '../../ui/toast.tsx';

const uses = [
  { value: 'none', label: transportText.resolverNone },
  { value: 'own', label: transportText.resolverOwn },
] as const;

const checkWords = {
  checks: transportText.checks,
  'does-not-check': transportText.doesNotCheck,
  'no-answer': transportText.noAnswer,
} as const;

/** The resolver whose word on signed names counts. */
export function ResolverRow({ resolver }: { readonly resolver: DnsResolver | null }) {
  const [use, setUse] = useState<'none' | 'own'>(resolver === null ? 'none' : 'own');
  const [host, setHost] = useState(resolver?.host ?? '');
  const [port, setPort] = useState(String(resolver?.port ?? 53));
  const [result, setResult] = useState<keyof typeof checkWords | null>(null);
  const change = useCommand('settings.change');
  const check = useCommand('transport.checkResolver');
  const toast = useToast();

  const typed = { host: host.trim(), port: Number(port) };
  const wrongHost = host !== '' && !/^[A-Za-z0-9.:-]+$/.test(typed.host);
  const wrongPort = !Number.isInteger(typed.port) || typed.port < 1 || typed.port > 65_535;
  const complete = use === 'none' || (typed.host !== '' && !wrongHost && !wrongPort);
  const next = use === 'none' ? null : typed;
  const changed = JSON.stringify(next) !== JSON.stringify(resolver);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || !changed) return;
    const saved = await change.run({ resolver: next });
    if (saved && 'output' in saved) toast({ words: settingsText.saved });
  };
  const tryIt = async () => {
    setResult(null);
    const tried = await check.run(typed);
    if (tried && 'output' in tried) setResult(tried.output.result);
  };

  return (
    <SettingsRow title={transportText.resolver} words={transportText.resolverWords}>
      <form className="account-form" onSubmit={submit}>
        <div className="settings-narrow">
          <Select label={transportText.resolverUse} value={use} options={uses} onChange={setUse} />
        </div>
        {use === 'own' && (
          <div className="account-form-pair">
            <TextField
              label={transportText.host}
              hint={transportText.hostHint}
              value={host}
              maxLength={253}
              problem={wrongHost ? transportText.wrongHost : null}
              onChange={(value) => {
                setHost(value);
                setResult(null);
              }}
            />
            <TextField
              label={transportText.port}
              hint={transportText.portHint}
              value={port}
              inputMode="numeric"
              maxLength={5}
              problem={wrongPort ? transportText.wrongPort : null}
              onChange={(value) => {
                setPort(value);
                setResult(null);
              }}
            />
          </div>
        )}
        <FailureBanner failure={change.failure ?? check.failure} />
        <div className="settings-actions">
          <Button type="submit" disabled={!complete || !changed} busy={change.running}>
            {transportText.save}
          </Button>
          {use === 'own' && (
            <Button disabled={!complete} busy={check.running} onClick={() => void tryIt()}>
              {transportText.check}
            </Button>
          )}
          <span className="settings-note" role="status">
            {result !== null && checkWords[result]}
          </span>
        </div>
      </form>
    </SettingsRow>
  );
}
