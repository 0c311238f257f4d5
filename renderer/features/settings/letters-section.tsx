import { type FormEvent, useState } from 'react';
import type { ReaderView } from '../../../main/contract/reader.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { checkWords, hashGroups, readerText } from '../../text/sealed-forms.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';

/** The reading page for the practice's website: its file, where it stands, and whether it is still the same. */
export function LettersSection() {
  const reader = useQuery('reader.get', {}, { refreshOn: ['reader.changed'] });
  if (!reader.data) return reader.failure ? <FailureBanner failure={reader.failure} /> : <Skeleton lines={5} />;
  return (
    <>
      <ExportRow view={reader.data} />
      <AddressRow key={reader.data.address ?? ''} view={reader.data} />
    </>
  );
}

function ExportRow({ view }: { readonly view: ReaderView }) {
  const save = useCommand('reader.export');
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const { exported, outdated } = view;
  const exportNow = async () => {
    const result = await save.run({});
    if (result && 'output' in result) setSavedAs(result.output.savedAs);
  };
  useKeys([{ keys: appKeys.save, run: () => void exportNow(), when: !save.running }]);
  return (
    <SettingsRow title={readerText.page} words={readerText.pageWords}>
      <div className="settings-actions">
        <Button
          variant={exported === null || outdated ? 'filled' : 'plain'}
          busy={save.running}
          keyHint={appKeys.save}
          aria-keyshortcuts={ariaKeys(appKeys.save)}
          onClick={exportNow}
        >
          {exported === null ? readerText.export : readerText.exportAgain}
        </Button>
        <span className="settings-note">{exported && readerText.exported(exported.at)}</span>
      </div>
      {savedAs && <Banner tone="good">{readerText.saved(savedAs)}</Banner>}
      {outdated && <Banner tone="amber">{readerText.outdated}</Banner>}
      {exported && (
        <p className="settings-note settings-hash">
          {readerText.hash}: <code>{hashGroups(exported.sha256)}</code>
        </p>
      )}
      <FailureBanner failure={save.failure} />
    </SettingsRow>
  );
}

function AddressRow({ view }: { readonly view: ReaderView }) {
  const set = useCommand('reader.setAddress');
  const check = useCommand('reader.checkNow');
  const [typed, setTyped] = useState(view.address ?? '');
  const [wrong, setWrong] = useState(false);
  const changed = typed.trim() !== (view.address ?? '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isAddress = /^https:\/\/[^?#\s@]+\.[^?#\s@]+$/.test(typed.trim());
    setWrong(!isAddress);
    if (!isAddress) return;
    const result = changed ? await set.run({ address: typed.trim() }) : null;
    if (result === null || 'output' in result) await check.run({});
  };
  const { state } = view;
  return (
    <SettingsRow title={readerText.address} words={readerText.addressWords}>
      <form className="account-form" onSubmit={submit}>
        <TextField
          label={readerText.addressLabel}
          value={typed}
          maxLength={300}
          onChange={(value) => {
            setTyped(value);
            setWrong(false);
          }}
          hint={view.exported === null ? readerText.exportFirst : readerText.addressHint}
          problem={wrong ? readerText.addressWrong : null}
        />
        <div className="settings-actions">
          <Button type="submit" disabled={view.exported === null} busy={set.running || check.running}>
            {changed ? readerText.save : readerText.check}
          </Button>
          {view.address !== null && (
            <Button variant="quiet" onClick={() => void set.run({ address: null })}>
              {readerText.remove}
            </Button>
          )}
        </div>
      </form>
      {view.address !== null && (
        <Banner tone={state === 'differs' ? 'red' : state === 'ready' ? 'good' : 'amber'}>
          {checkWords(view.check)} {readerText.states[state]}
        </Banner>
      )}
      {view.address === null && <p className="settings-note">{readerText.states.none}</p>}
      <FailureBanner failure={set.failure ?? check.failure} />
    </SettingsRow>
  );
}
