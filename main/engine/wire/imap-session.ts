import type { ImapFlow } from 'imapflow';
import { EngineError } from '../base/errors.ts';
import { foreignFields } from './foreign-fields.ts';
import type { SelectedMailbox } from './imap-types.ts';
import type { Login, ServerSettings } from './server-settings.ts';
import { translateError } from './translate-error.ts';

/** Orders the calls on one connection, and keeps them on the mailbox the caller chose. */
export type ImapSession = {
  readonly settings: ServerSettings;
  /** Runs alone, after everything asked for earlier; foreign errors come out translated. */
  readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** As `exclusive`, with the chosen mailbox open and its UIDVALIDITY unchanged, else `state-changed`. */
  readonly onSelected: <Result>(work: (selected: SelectedMailbox) => Promise<Result>) => Promise<Result>;
  readonly choose: (path: string) => Promise<SelectedMailbox>;
  /** Opens the chosen mailbox again after `work` has looked into another. */
  readonly elsewhere: <Result>(path: string, work: () => Promise<Result>) => Promise<Result>;
  /** The error for a command that imapflow reports as merely "false". */
  readonly refused: (command: string) => EngineError;
};

export function createImapSession(client: ImapFlow, settings: ServerSettings, login: Login): ImapSession {
  let chosen: SelectedMailbox | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const exclusive: ImapSession['exclusive'] = (work) => {
    const turn = last.then(async () => {
      try {
        return await work();
      } catch (error) {
        throw translateError(error, settings, login);
      }
    });
    last = turn.catch(() => {});
    return turn;
  };

  const open = async (path: string): Promise<SelectedMailbox> => {
    try {
      return describe(await client.mailboxOpen(path));
    } catch (error) {
      if (isMissing(error)) throw new EngineError('not-found', { what: 'mailbox' });
      throw error;
    }
  };

  const current = async (): Promise<SelectedMailbox> => {
    if (chosen === null) throw new EngineError('state-changed', { what: 'no-mailbox-selected' });
    const there =
      client.mailbox && client.mailbox.path === chosen.path ? describe(client.mailbox) : await open(chosen.path);
    if (there.uidValidity !== chosen.uidValidity) throw new EngineError('state-changed', { what: 'uid-validity' });
    return there;
  };

  return {
    settings,
    exclusive,
    onSelected: (work) => exclusive(async () => work(await current())),
    choose: (path) =>
      exclusive(async () => {
        chosen = null;
        chosen = await open(path);
        return chosen;
      }),
    elsewhere: (path, work) =>
      exclusive(async () => {
        await open(path);
        try {
          return await work();
        } finally {
          // The watcher listens to whatever is open, so the chosen one must be open again.
          if (chosen !== null && client.usable) await open(chosen.path);
        }
      }),
    refused: (command) =>
      new EngineError(client.usable ? 'server-protocol' : 'offline', { host: settings.host, command }),
  };
}

function describe(mailbox: {
  path: string;
  uidValidity: bigint;
  uidNext: number;
  exists: number;
  highestModseq?: bigint | undefined;
  noModseq?: boolean | undefined;
}): SelectedMailbox {
  return {
    path: mailbox.path,
    uidValidity: mailbox.uidValidity,
    uidNext: mailbox.uidNext,
    exists: mailbox.exists,
    highestModseq: mailbox.noModseq === true ? null : (mailbox.highestModseq ?? null),
  };
}

function isMissing(error: unknown): boolean {
  const { mailboxMissing, serverResponseCode } = foreignFields(error);
  return mailboxMissing === true || serverResponseCode === 'NONEXISTENT' || serverResponseCode === 'TRYCREATE';
}
