import type { DraftContent, DraftView, Question } from '../../main/contract/drafts.ts';
import type { ContentKind, Mode, Purpose } from '../../main/contract/fields.ts';
import type { OutboxRow } from '../../main/contract/outbox.ts';
import type { MailServers } from './mail-servers/start-mail-servers.ts';
import { startEngine, type TestEngine, type TestEngineWishes } from './start-engine.ts';
import { untilFits } from './until-fits.ts';

/** A practice signed in to its account. */
export type Practice = TestEngine & DailyWork;

/** The steps of daily work, by the contract alone. */
export type DailyWork = {
  /** Puts a message into the practice's inbox and waits until it stands in a thread; tells which. */
  readonly receive: (mail: IncomingMail) => Promise<string>;
  /** A patient, with a phrase that was given when `phrase` is set. */
  readonly addPatient: (patient: {
    readonly name: string;
    readonly address: string;
  }) => Promise<{ readonly patientId: string; readonly address: string }>;
  /** Makes a phrase and records that it was given; its words. */
  readonly givePhrase: (patientId: string) => Promise<string>;
  readonly recordConsent: (
    patientId: string,
    event?: 'given' | 'withdrawn' | 'declined' | 'asked',
    purpose?: Purpose,
    threadId?: string,
  ) => Promise<string>;
  /** A new message to a patient, written but not sent. */
  readonly writeNew: (patientId: string, letter: Letter) => Promise<DraftView>;
  /** An answer to the newest message of a thread, written but not sent. */
  readonly writeReply: (threadId: string, letter: Letter) => Promise<DraftView>;
  /** Saves more into a draft. */
  readonly edit: (draft: DraftView, more: Partial<DraftContent>) => Promise<DraftView>;
  readonly attach: (draftId: string, name: string, bytes: Uint8Array, contentType?: string) => Promise<string>;
  /** Makes the two choices, with what the ledger says now. */
  readonly choose: (threadId: string, mode: Mode, downgradeReason?: string) => Promise<void>;
  /** Presses Send, answering these questions with yes; the rows of the outbox. */
  readonly send: (draft: Pick<DraftView, 'id' | 'revision'>, ...yes: readonly Question[]) => Promise<string[]>;
  /** Every reason why Send is shut. */
  readonly refusals: (draft: Pick<DraftView, 'id' | 'revision'>) => Promise<string[]>;
  readonly row: (outboxId: string) => Promise<OutboxRow | null>;
};

export type IncomingMail = {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId?: string;
  readonly headers?: readonly string[];
};

type Letter = {
  readonly subject: string;
  readonly html: string;
  readonly contentKind?: ContentKind;
};

export const practiceAddress = 'desk@clinic.example';
export const practicePassword = 'desk password for the test';
export const practicePassphrase = 'a passphrase for the test';

/** Settings that reach the servers, or a proxy before one of them. */
export function accountOf(
  servers: MailServers,
  instead: { readonly imapPort?: number; readonly smtpPort?: number } = {},
) {
  const at = (server: { readonly host: string; readonly port: number }, port: number | undefined) => ({
    host: server.host,
    port: port ?? server.port,
    security: 'implicit' as const,
  });
  return {
    address: practiceAddress,
    displayName: 'Elm Street Clinic',
    user: practiceAddress,
    password: practicePassword,
    imap: at(servers.imap, instead.imapPort),
    smtp: at(servers.smtp, instead.smtpPort),
  };
}

/** Makes the vault and, where servers are given, signs in. */
export async function startPractice(
  servers: MailServers | null,
  wishes: TestEngineWishes & { readonly imapPort?: number; readonly smtpPort?: number } = {},
): Promise<Practice> {
  const { imapPort, smtpPort, ...rest } = wishes;
  const engine = await startEngine({ ...(servers === null ? {} : { root: servers.root }), ...rest });
  const { call } = engine;
  await call('vault.create', {
    practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street', telephone: '555 0137' },
    ownerName: 'Maria',
    address: practiceAddress,
    passphrase: practicePassphrase,
  });
  await call('vault.confirmRecoveryKit', {});
  if (servers !== null) {
    const input = accountOf(servers, {
      ...(imapPort === undefined ? {} : { imapPort }),
      ...(smtpPort === undefined ? {} : { smtpPort }),
    });
    const check = await call('account.save', input);
    if (!check.imap.ok || !check.smtp.ok) throw new Error(`the account was not saved: ${JSON.stringify(check)}`);
  }
  return { ...engine, ...dailyWork(engine, servers) };
}

/** The steps of daily work in an engine whose vault is open. */
export function dailyWork({ call }: Pick<TestEngine, 'call'>, servers: MailServers | null): DailyWork {
  async function edit(draft: DraftView, more: Partial<DraftContent>): Promise<DraftView> {
    const { to, cc, subject, html, contentKind, strongerMode, asks } = draft;
    const content = { to, cc, subject, html, contentKind, strongerMode, asks, ...more };
    await call('drafts.save', { draftId: draft.id, revision: draft.revision, content });
    return call('drafts.get', { draftId: draft.id });
  }

  return {
    async receive(mail) {
      if (servers === null) throw new Error('this practice has no servers');
      await servers.deliver(asBytes(mail), practiceAddress, /[^\s<>]+@[^\s<>]+/.exec(mail.from)?.[0]);
      const { rows } = await untilFits(
        () => call('threads.list', { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 200 }),
        (list) => list.rows.some(({ subject }) => subject === mail.subject),
        20_000,
      );
      return rows.find(({ subject }) => subject === mail.subject)?.id ?? '';
    },
    async addPatient({ name, address }) {
      const { patientId } = await call('patients.add', {
        name,
        birthDate: '1971-03-14',
        recordNumber: '',
        telephone: '',
        addresses: [address],
        device: 'unknown',
        note: '',
      });
      return { patientId, address };
    },
    async givePhrase(patientId) {
      const { words } = await call('patients.makePhrase', { patientId, language: 'en' });
      await call('patients.givePhrase', { patientId, how: 'at-the-desk', device: 'computer' });
      return words.join(' ');
    },
    async recordConsent(patientId, event = 'given', purpose = 'unencrypted-email', threadId) {
      const { rowId } = await call('patients.recordConsent', {
        patientId,
        purpose,
        event,
        how: 'signed-form',
        wording: 'I was told that ordinary mail can be read by others on its way, and ask for it all the same.',
        wordingVersion: 'test-1',
        warned: true,
        until: null,
        threadId: threadId ?? null,
        scan: null,
      });
      return rowId;
    },
    async writeNew(patientId, letter) {
      const draft = await call('drafts.open', { kind: 'new', threadId: null, messageId: null, patientId, to: null });
      return edit(draft, letter);
    },
    async writeReply(threadId, letter) {
      const { messages } = await call('threads.get', { threadId });
      const messageId = messages.at(-1)?.id ?? null;
      const draft = await call('drafts.open', { kind: 'reply', threadId, messageId, patientId: null, to: null });
      return edit(draft, letter);
    },
    edit,
    async attach(draftId, name, bytes, contentType = 'application/octet-stream') {
      const { id } = await call('drafts.addAttachment', { draftId, name, contentType, size: bytes.length });
      const step = 1024 * 1024;
      for (let offset = 0; offset < bytes.length; offset += step) {
        const piece = new Uint8Array(bytes.subarray(offset, offset + step));
        await call('drafts.addAttachmentPiece', { attachmentId: id, offset, bytes: piece });
      }
      return id;
    },
    async choose(threadId, mode, downgradeReason) {
      const { consent } = await call('threads.get', { threadId });
      await call('threads.choose', {
        threadId,
        mode,
        consentRowId: consent?.rowId ?? null,
        downgradeReason: downgradeReason ?? null,
      });
    },
    async send({ id, revision }, ...yes) {
      const answers = yes.map((question) => ({ question, yes: true, note: null }));
      const { decision, outboxIds } = await call('drafts.send', { draftId: id, revision, answers });
      if (decision.outcome !== 'allow') throw new Error(`not sent: ${JSON.stringify(decision)}`);
      return outboxIds;
    },
    async refusals({ id, revision }) {
      const { decision } = await call('drafts.send', { draftId: id, revision, answers: [] });
      if (decision.outcome === 'allow') throw new Error('it was allowed');
      return decision.outcome === 'ask'
        ? decision.questions.map((each) => `ask:${each}`)
        : decision.reasons.map(({ code }) => code);
    },
    async row(outboxId) {
      return (await call('outbox.list', {})).find(({ id }) => id === outboxId) ?? null;
    },
  };
}

let lastMessage = 0;

/** The message as the world would send it. */
export function asBytes(mail: IncomingMail): Buffer {
  lastMessage += 1;
  const lines = [
    `From: ${mail.from}`,
    `To: ${practiceAddress}`,
    `Subject: ${mail.subject}`,
    `Message-ID: ${mail.messageId ?? `<in-${process.pid}-${lastMessage}@patients.example>`}`,
    `Date: ${new Date(Date.now() - 60_000).toUTCString().replace('GMT', '+0000')}`,
    ...(mail.headers ?? []),
    '',
    ...mail.text.split('\n'),
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
