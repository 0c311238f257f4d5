import type { AccountInput, AccountPreset, CheckResult } from '../../contract/account.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import { findAccount } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import { checkAccount, type CheckResult as WireCheck } from '../wire/account-check.ts';
import { findMailExchangers } from '../wire/mail-exchangers.ts';
import { guessSettings, type Provider } from '../wire/providers.ts';
import type { Handlers } from './handlers.ts';

export function accountHandlers(session: Session): Handlers<'account'> {
  const { store, journal, mail, passwords, providers, roots, emit } = session;

  /** Where the domain's mail goes tells the provider of a practice with a domain of its own; without a line nobody knows. */
  async function findProvider(address: string): Promise<Provider | null> {
    const domain = address.split('@')[1] ?? '';
    return providers.findProvider(address, await findMailExchangers(domain));
  }

  async function check(input: AccountInput) {
    const login = { user: input.user, password: new Secret(input.password) };
    const { imap, smtp } = await checkAccount({ imap: input.imap, smtp: input.smtp, login, roots });
    const signIn = signInOf(providers.findByServer(input.imap.host));
    return { imap: toResult(imap, signIn), smtp: toResult(smtp, signIn) };
  }

  return {
    async get() {
      const saved = findAccount(store.read);
      if (saved === null) return null;
      const kept = await passwords.find(store, saved.address);
      return { ...saved, passwordIn: kept?.place ?? 'vault', connection: mail.connection() };
    },
    async preset({ address }) {
      const provider = await findProvider(address);
      const guess = guessSettings(address.split('@')[1] ?? '');
      return {
        provider: provider?.name ?? null,
        signIn: signInOf(provider),
        imap: provider?.imap ?? guess.imap,
        smtp: provider?.smtp ?? guess.smtp[0],
      };
    },
    check,
    async save(given) {
      const input = { ...given, address: storedAddress(given.address) };
      const result = await check(input);
      if (!result.imap.ok || !result.smtp.ok) return result;
      const before = findAccount(store.read);
      // A second account in the same vault would mix two mailboxes; that comes with accounts of their own.
      if (before !== null && before.address !== input.address) {
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

/** How a provider lets programs in; what nobody listed takes a password. */
function signInOf(provider: Provider | null): AccountPreset['signIn'] {
  if (provider?.signIn !== 'oauth') return provider?.signIn ?? 'password';
  return provider.id.startsWith('google') || provider.id.startsWith('gmail') ? 'oauth-google' : 'oauth-microsoft';
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
