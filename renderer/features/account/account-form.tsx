import { ChevronRight } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AccountView } from '../../../main/contract/account.ts';
import type { OutputOf } from '../../../main/contract/contract.ts';
import { useCommand } from '../../engine/use-command.ts';
import { accountText, signInNote } from '../../text/account.ts';
import { settingsText } from '../../text/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import './account-form.css';
import { type AccountTyped, emptyAccount, isAccountComplete, mergePreset, typedFrom } from './account-typed.ts';
import { CheckResults } from './check-results.tsx';
import { ServerFields } from './server-fields.tsx';
import { isAddress, usePreset } from './use-preset.ts';

export type AccountFormProps = {
  /** Null where there is none yet. */
  readonly account: AccountView | null;
  readonly practiceName: string;
  /** What stands in a new account's address at first. */
  readonly address?: string;
  readonly onSaved: () => void;
  /** Offered in the first run. */
  readonly onLater?: () => void;
};

/** The mail account: checked with both servers before it is saved. */
export function AccountForm({ account, practiceName, address = '', onSaved, onLater }: AccountFormProps) {
  const [typed, setTyped] = useState<AccountTyped>(account ? typedFrom(account) : emptyAccount(practiceName, address));
  const [tried, setTried] = useState(false);
  const [results, setResults] = useState<OutputOf<'account.check'> | null>(null);
  const check = useCommand('account.check');
  const save = useCommand('account.save');
  const toast = useToast();
  const preset = usePreset(account && typed.address === account.address ? '' : typed.address);
  const merged = mergePreset(typed, preset);
  const note = preset ? signInNote(preset.signIn) : null;
  const running = check.running || save.running;
  const complete = isAccountComplete(merged) && isAddress(merged.address);
  const shut = note !== null;
  const answers = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (results) answers.current?.focus({ preventScroll: true });
  }, [results]);

  const set = (change: Partial<AccountTyped>) => {
    setTyped({ ...merged, ...change });
    setResults(null);
  };
  const input = () => {
    const { serversTyped, ...rest } = merged;
    return { ...rest, user: rest.user.trim() || rest.address };
  };
  const checkOnly = async () => {
    setTried(true);
    if (!complete) return;
    const result = await check.run(input());
    if (result && 'output' in result) setResults(result.output);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (shut || running || !complete) return;
    const result = await save.run(input());
    if (!result || 'failure' in result) return;
    setResults(result.output);
    if (!result.output.imap.ok || !result.output.smtp.ok) return;
    toast({ words: accountText.saved });
    onSaved();
  };

  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <div className="account-form-pair">
        <TextField
          label={accountText.address}
          type="email"
          value={merged.address}
          maxLength={254}
          readOnly={account !== null}
          onChange={(address) => set({ address: address.trim() })}
          problem={tried && !isAddress(merged.address) ? accountText.invalidAddress : null}
          hint={account ? accountText.addressFixed : providerWords(preset?.provider, preset !== null)}
        />
        <TextField
          label={accountText.displayName}
          value={merged.displayName}
          maxLength={200}
          onChange={(displayName) => set({ displayName })}
          hint={accountText.displayNameHint}
        />
      </div>
      {note ? (
        <Banner tone="amber" title={note.title}>
          {note.words}
        </Banner>
      ) : (
        <PassphraseField
          label={preset?.signIn === 'app-password' ? accountText.appPassword : accountText.password}
          what="password"
          value={merged.password}
          maxLength={1_000}
          onChange={(password) => set({ password })}
          hint={passwordHint(account !== null, preset)}
          problem={tried && merged.password === '' ? settingsText.empty : null}
        />
      )}
      {merged.imap.host !== '' && !note && (
        <details className="account-servers" open={account !== null || (results !== null && !bothGood(results))}>
          <summary>
            <ChevronRight className="account-servers-mark" size={16} aria-hidden />
            {accountText.servers}
            <span className="account-servers-short">
              {merged.imap.host} · {merged.smtp.host}
            </span>
          </summary>
          <div className="account-servers-fields">
            <ServerFields
              legend={accountText.incoming}
              value={merged.imap}
              onChange={(imap) => set({ imap, serversTyped: true })}
            />
            <ServerFields
              legend={accountText.outgoing}
              value={merged.smtp}
              onChange={(smtp) => set({ smtp, serversTyped: true })}
            />
            <TextField
              label={accountText.user}
              value={merged.user}
              placeholder={merged.address}
              maxLength={200}
              onChange={(user) => set({ user })}
              hint={accountText.securityHint}
            />
          </div>
        </details>
      )}
      <div className="account-form-foot">
        {results && <CheckResults ref={answers} {...results} imapHost={merged.imap.host} smtpHost={merged.smtp.host} />}
        <FailureBanner failure={save.failure ?? check.failure} />
        <div className="account-form-actions">
          <Button type="submit" variant="filled" keyHint="enter" disabled={shut} busy={save.running}>
            {accountText.save}
          </Button>
          <Button disabled={shut || running} busy={check.running} onClick={checkOnly}>
            {accountText.checkOnly}
          </Button>
          {onLater && !running && (
            <Button variant="quiet" onClick={onLater}>
              {accountText.notYet}
            </Button>
          )}
          <span className="account-form-note" role="status">
            {running ? `${accountText.checking} …` : note ? accountText.laterSignIn : ''}
          </span>
        </div>
      </div>
    </form>
  );
}

function bothGood(results: OutputOf<'account.check'>): boolean {
  return results.imap.ok && results.smtp.ok;
}

function providerWords(provider: string | null | undefined, known: boolean): string {
  if (!known) return '';
  return provider ? accountText.provider(provider) : accountText.guessed;
}

function passwordHint(exists: boolean, preset: ReturnType<typeof usePreset>): string {
  if (preset?.signIn === 'app-password') return accountText.appPasswordHint(preset.provider ?? 'the provider');
  return exists ? accountText.passwordAgain : accountText.passwordHint;
}
