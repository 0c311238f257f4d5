import type { ErrorCode, ErrorFacts } from '../../contract/errors.ts';
import { connectImap } from './imap-connection.ts';
import type { Login, ServerSettings, TrustedRoots } from './server-settings.ts';
import { openSmtp } from './smtp-session.ts';
import { type Timeouts, usualTimeouts } from './timeouts.ts';
import { translateError } from './translate-error.ts';

export type CheckResult =
  | { readonly ok: true; readonly tls: { readonly protocol: string; readonly cipher: string } }
  /** For `server-certificate` the facts hold `reason`, `subject`, `issuer`, `validFrom` and `validTo` (ISO 8601). */
  | { readonly ok: false; readonly code: ErrorCode; readonly facts: ErrorFacts };

export type AccountToCheck = {
  readonly imap: ServerSettings;
  readonly smtp: ServerSettings;
  readonly login: Login;
  readonly roots: TrustedRoots;
  readonly timeouts?: Partial<Timeouts>;
};

/** Signs in to both servers, sends and changes nothing, and says for each what failed. Never throws. */
export async function checkAccount(account: AccountToCheck): Promise<{ imap: CheckResult; smtp: CheckResult }> {
  const timeouts = { ...usualTimeouts, ...account.timeouts };
  const [imap, smtp] = await Promise.all([
    outcome(account.imap, account.login, async () => {
      const connection = await connectImap(account.imap, account.login, { roots: account.roots, timeouts });
      await connection.close();
      return connection.tls;
    }),
    outcome(account.smtp, account.login, async () => {
      const session = await openSmtp(account.smtp, account.login, account.roots, timeouts);
      session.end();
      return session.tls;
    }),
  ]);
  return { imap, smtp };
}

async function outcome(
  settings: ServerSettings,
  login: Login,
  check: () => Promise<{ protocol: string; cipher: string }>,
): Promise<CheckResult> {
  try {
    return { ok: true, tls: await check() };
  } catch (error) {
    const { code, facts } = translateError(error, settings, login);
    return { ok: false, code, facts };
  }
}
