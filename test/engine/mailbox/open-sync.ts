import type { ThreadRow, ThreadView } from '../../../main/contract/threads.ts';
import { systemClock } from '../../../main/engine/base/clock.ts';
import { silentLog } from '../../../main/engine/base/log.ts';
import { Secret } from '../../../main/engine/base/secret.ts';
import { listThreads } from '../../../main/engine/mailbox/list-threads.ts';
import { createMailSync, type MailSync, type MailSyncParts } from '../../../main/engine/mailbox/mail-sync.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ChoiceFacts } from '../../../main/engine/mailbox/thread-rows.ts';
import type { Store } from '../../../main/engine/store/open.ts';
import { connectImap } from '../../../main/engine/wire/imap-connection.ts';
import type { MailServers } from '../../support/mail-servers/start-mail-servers.ts';

export const desk = 'desk@clinic.test';
export const password = 'desk password of the test';

/** Nobody has said anything about consent, and every choice that was made stands. */
export const noConsent: ChoiceFacts = {
  consentOf: () => ({ status: 'not-asked', rowId: null, at: null, until: null }),
  isChosen: (party, choice) => party !== null && choice !== null,
  listedBy: () => null,
};

/** The account's sync over a real connection, reading in this thread. */
export function openSync(servers: MailServers, store: Store, more: Partial<MailSyncParts> = {}): MailSync {
  return createMailSync({
    store,
    clock: systemClock,
    log: silentLog,
    connect: () =>
      connectImap(
        { ...servers.imap, security: 'implicit' },
        { user: desk, password: new Secret(password) },
        {
          roots: [servers.root],
        },
      ),
    readMessages: (inputs) => Promise.all(inputs.map(readMessage)),
    privateKeys: () => [],
    ownAddress: desk,
    ...more,
  });
}

export function rowsOf(store: Store, view: ThreadView = { kind: 'role', role: 'inbox' }): readonly ThreadRow[] {
  return listThreads(store.read, { view, cursor: null, limit: 200 }, noConsent, Date.now()).rows;
}

export const subjectsOf = (store: Store, view?: ThreadView): readonly string[] =>
  rowsOf(store, view).map((row) => row.subject);

export function letter(
  subject: string,
  more: { id?: string; from?: string; headers?: string; body?: string } = {},
): Buffer {
  const {
    id = `${subject.replaceAll(' ', '-')}@home.test`,
    from = 'anna@home.test',
    headers = '',
    body = 'Hello.',
  } = more;
  return Buffer.from(
    `From: Anna <${from}>\r\nTo: <${desk}>\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\n${headers}\r\n${body}\r\n`,
  );
}

/** Asks again and again until it is true, at most `ms`; tells how long it took. */
export async function until(isTrue: () => boolean | Promise<boolean>, ms = 8_000): Promise<number> {
  const start = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - start > ms) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - start;
}
