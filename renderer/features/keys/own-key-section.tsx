import { Check, Copy, Download, KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { OwnKeyView } from '../../../main/contract/keys.ts';
import { call } from '../../engine/call.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatDate } from '../../text/format.ts';
import { ownKeyText } from '../../text/keys.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Fingerprint, FingerprintCode } from '../../ui/fingerprint.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { useToast } from '../../ui/toast.tsx';
import './keys.css';
import { ImportKey } from './import-key.tsx';

/** Days before its end from which on the window urges to renew. */
const soonDays = 60;

/** The practice's own keys: the one in use with its end, and those that open old mail. */
export function OwnKeySection() {
  const keys = useQuery('keys.own', {}, { refreshOn: ['keys.changed'] });
  const [importing, setImporting] = useState(false);
  const [present, ...old] = keys.data ?? [];
  return (
    <SettingsRow title={ownKeyText.title} words={ownKeyText.words}>
      <FailureBanner failure={keys.failure} />
      {present && <PresentKey item={present} />}
      {old.length > 0 && (
        <ul className="key-offers">
          {old.map((item) => (
            <li key={item.fingerprint} className="key">
              <Fingerprint value={item.fingerprint} />
              <p className="key-facts">{[ownKeyText.old, item.algorithm, ...item.userIds.slice(0, 2)].join(' · ')}</p>
            </li>
          ))}
        </ul>
      )}
      <div className="settings-actions">
        <Button icon={KeyRound} onClick={() => setImporting(true)}>
          {ownKeyText.import}
        </Button>
      </div>
      {importing && <ImportKey onClose={() => setImporting(false)} />}
    </SettingsRow>
  );
}

function PresentKey({ item }: { readonly item: OwnKeyView }) {
  const renew = useCommand('keys.renewOwn');
  const save = useCommand('keys.exportOwn');
  const toast = useToast();
  const { fingerprint } = item;
  const copy = async () => {
    const { text } = await call('keys.ownText', { fingerprint });
    await navigator.clipboard.writeText(text);
    toast({ words: ownKeyText.copied });
  };
  return (
    <div className="key">
      <p className="key-name" dir="auto">
        {item.userIds[0] ?? ''}{' '}
        <Chip tone="teal" icon={Check}>
          {ownKeyText.present}
        </Chip>
      </p>
      <div className="key-codes">
        <Fingerprint value={fingerprint} large />
        <FingerprintCode value={fingerprint} label={ownKeyText.qr} />
      </div>
      <p className="key-facts">{item.algorithm}</p>
      <Expiry expires={item.expires} />
      <div className="settings-actions">
        <Button
          busy={renew.running}
          onClick={async () => {
            const result = await renew.run({});
            if (result !== null && 'output' in result) toast({ words: ownKeyText.renewed });
          }}
        >
          {ownKeyText.renew}
        </Button>
        <Button
          icon={Download}
          busy={save.running}
          onClick={async () => {
            const result = await save.run({ fingerprint });
            if (result === null || !('output' in result) || result.output.savedAs === null) return;
            toast({ words: ownKeyText.saved(result.output.savedAs) });
          }}
        >
          {ownKeyText.export}
        </Button>
        <Button icon={Copy} variant="quiet" onClick={copy}>
          {ownKeyText.copy}
        </Button>
      </div>
      <FailureBanner failure={renew.failure ?? save.failure} />
    </div>
  );
}

function Expiry({ expires }: { readonly expires: number | null }) {
  if (expires === null) return <p>{ownKeyText.never}</p>;
  const on = formatDate(expires);
  const left = expires - Date.now();
  if (left > soonDays * 24 * 3_600_000) return <p>{ownKeyText.expires(on)}</p>;
  return (
    <Banner tone={left > 0 ? 'amber' : 'red'} announce={null}>
      {left > 0 ? ownKeyText.soon(on) : ownKeyText.expired(on)}
    </Banner>
  );
}
