import type { AccountInput, AccountPreset, CheckResult } from '../../contract/account.ts';
import { EngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import { findAccount } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import { checkAccount, type CheckResult as WireCheck } from '../wire/account-check.ts';
import { guessSettings } from '../wire/providers.ts';
import type { Handlers } from './handlers.ts';

export function accountHandlers(session: Session): Handlers<'account'> {
  const { store, journal, mail, passwords, providers, roots, emit } = session;

  async function check(input: AccountInput) {
    const { imap, smtp } = await checkAccount({
      imap: input.imap,
      smtp: input.smtp,
      login: { user: input.user, password: new Secret(input.password) },
      roots,
    });
    return { imap: toResult(imap, signInOf(input.address)), smtp: toResult(smtp, signInOf(input.address)) };
  }

  function signInOf(address: string): AccountPreset['signIn'] {
    const provider = providers.findProvider(address);
    if (provider?.signIn !== 'oauth') return provider?.signIn ?? 'password';
    return provider.id.startsWith('google') || provider.id.startsWith('gmail') ? 'oauth-google' : 'oauth-microsoft';
  }

  return {
    async get() {
      const saved = findAccount(store.read);
      if (saved === null) return null;
      const kept = await passwords.find(store, saved.address);
      return { ...saved, passwordIn: kept?.place ?? 'vault', connection: mail.connection() };
    },
    preset({ address }) {
      const provider = providers.findProvider(address);
      const guess = guessSettings(address.split('@')[1] ?? '');
      return {
        provider: provider?.name ?? null,
        signIn: signInOf(address),
        imap: provider?.imap ?? guess.imap,
        smtp: provider?.smtp ?? guess.smtp[0],
      };
    },
    check,
    async save(input) {
      const result = await check(input);
      if (!result.imap.ok || !result.smtp.ok) return result;
      const before = findAccount(store.read);
      // A second account in the same vault would mix two mailboxes; that comes with accounts of their own.
      if (before !== null && before.address.toLowerCase() !== input.address.toLowerCase()) {
        throw new EngineError('bad-request', { field: 'address' });
      }
      await mail.stop();
      const { password, ...saved } = input;
      await passwords.keep(store, input.address, new Secret(password));
      store.write((db) => journal.append(db, 'account.saved', saved));
      await mail.start();
      emit('account.connection', mail.connection());
      return result;
    },
    syncNow() {
      mail.syncNow();
      return {};
    },
  };
}

/** A refused password at a provider that takes none says which sign-in it wants instead. */
function toResult(result: WireCheck, signIn: AccountPreset['signIn']): CheckResult {
  if (result.ok) return { ok: true, code: null, facts: {} };
  const needsOther = result.code === 'sign-in-refused' && signIn.startsWith('oauth');
  return {
    ok: false,
    code: needsOther ? 'sign-in-needs-oauth' : result.code,
    facts: needsOther ? { ...result.facts, signIn } : result.facts,
  };
}
