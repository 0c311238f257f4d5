import type { RowState } from '../../main/contract/campaigns.ts';
import type { SegmentRule } from '../../main/contract/segments.ts';
import { silentLog } from '../../main/engine/base/log.ts';
import { createCampaignRuns } from '../../main/engine/campaigns/campaign-runs.ts';
import { campaignTotals } from '../../main/engine/campaigns/campaign-view.ts';
import { saveCampaign, startCampaign } from '../../main/engine/campaigns/campaigns.ts';
import { createLetterSource } from '../../main/engine/campaigns/create-letter-source.ts';
import type { LetterSource } from '../../main/engine/campaigns/letter-source.ts';
import { createPlanner, type Planner, type PlannerDependencies } from '../../main/engine/campaigns/planner.ts';
import { isStillMeant } from '../../main/engine/campaigns/still-meant.ts';
import { saveTemplate } from '../../main/engine/campaigns/templates.ts';
import type { Wakeful } from '../../main/engine/campaigns/wakeful.ts';
import { createJournal, type Journal } from '../../main/engine/journal/journal.ts';
import { createOutbox, mostLanes, type Outbox } from '../../main/engine/outbox/outbox.ts';
import { recordConsent } from '../../main/engine/patients/consent.ts';
import { addPatient } from '../../main/engine/patients/patients.ts';
import { saveSegment } from '../../main/engine/patients/segments/segments.ts';
import type { TransportFacts } from '../../main/engine/policy/facts.ts';
import { createPracticeKey } from '../../main/engine/protection/practice-key.ts';
import type { Store } from '../../main/engine/store/open.ts';
import { findPlan } from '../../main/engine/store/tables/campaigns.ts';
import { insertKeptSecret, optOutKeyName } from '../../main/engine/store/tables/kept-secret.ts';
import type { OutboxRow } from '../../main/engine/store/tables/outbox.ts';
import { insertOwnKey } from '../../main/engine/store/tables/own-key.ts';
import { protect } from '../../main/engine/submission/protect.ts';
import type { SubmissionDependencies } from '../../main/engine/submission/submit.ts';
import type { SendResult } from '../../main/engine/wire/smtp-send.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';
import { type ShiftedClock, shiftedClock } from './shifted-clock.ts';
import { untilFits } from './until-fits.ts';

const everybody: SegmentRule = { is: 'all', rules: [] };

export type Purpose = 'treatment' | 'operations' | 'marketing';

/** What the server would have taken. */
export type TakenMail = { readonly to: string; readonly text: string };

/**
 * Campaigns, submission and outbox over a real database, with everything of ours real and only the wire made up: `answer`
 * says what the server does with each message.
 */
export type CampaignDesk = {
  readonly test: TestStore;
  readonly time: ShiftedClock;
  readonly journal: Journal;
  readonly taken: TakenMail[];
  readonly runs: Wakeful;
  readonly outbox: Outbox;
  readonly planner: Planner;
  readonly submission: SubmissionDependencies;
  readonly letters: LetterSource;
  /** Asks `publishes`. */
  readonly transport: PlannerDependencies['transport'];
  /** What the server says to the next messages; and what its Sent would hold. */
  answer: (to: string) => SendResult | Promise<SendResult>;
  inSent: (messageIdHeader: string) => OutboxRow['checked'];
  /** What is known of the way to an address: of every domain the same, nothing. */
  publishes: (to: string) => TransportFacts;
  /** Somebody who agreed to plain mail. */
  readonly addPatient: (name: string, more?: { readonly address?: string; readonly marketing?: boolean }) => string;
  /** A campaign to everybody on file with a finished plan, and approved unless said otherwise. */
  readonly begin: (wish?: {
    readonly html?: string;
    readonly purpose?: Purpose;
    readonly startAt?: number;
    readonly perHour?: number;
    readonly approve?: boolean;
    readonly rule?: SegmentRule;
  }) => Promise<string>;
  /** How many rows are in each state that any is in. */
  readonly states: (campaignId: string) => Partial<Record<RowState, number>>;
  /** Nobody's letter is taken before `go`. */
  readonly holdLine: () => { readonly go: () => void };
  /** Until so many are queued, and as many of them on the wire as there are lanes. */
  readonly queuedUp: (campaignId: string, count: number) => Promise<void>;
  /** As after a crash: everything in memory is gone, the database stays; `while` it is closed. */
  readonly restart: () => Promise<void>;
  readonly until: typeof untilFits;
  readonly stop: () => Promise<void>;
};

export const accepted: SendResult = {
  outcome: 'accepted',
  server: 'smtp.example.com',
  response: '250 ok',
  requireTls: false,
  refused: [],
  tls: { protocol: 'TLSv1.3', cipher: '' },
};
export const refusedForGood: SendResult = {
  outcome: 'not-sent',
  retry: false,
  code: 'mail-refused',
  response: '554 no',
  facts: {},
};

export async function openCampaignDesk(): Promise<CampaignDesk> {
  const test = openTestStore();
  const time = shiftedClock();
  const { clock } = time;
  const journal = createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' });
  const starters = { templates: () => [], segments: () => [] };
  const letters = createLetterSource(starters);
  const taken: TakenMail[] = [];
  const address = 'desk@clinic.example';
  const key = await createPracticeKey({ name: 'Elm Street Clinic', address, now: clock.now() });
  test.store.write((db) => {
    const server = { host: 'mail.clinic.example', port: 465, security: 'implicit' as const };
    journal.append(db, 'settings.changed', {
      practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street, Springfield', telephone: '555 0137' },
      ownerName: 'Maria',
    });
    journal.append(db, 'account.saved', {
      address,
      displayName: 'Elm Street Clinic',
      user: address,
      imap: server,
      smtp: server,
    });
    insertKeptSecret(db, optOutKeyName, '00'.repeat(32));
    insertOwnKey(db, { ...key, madeAt: clock.now(), retiredAt: null });
  });

  const unknown = (to: string): TransportFacts => ({
    domain: to.split('@')[1] ?? '',
    requireTls: 'not-offered',
    server: 'smtp.example.com',
    requireTlsWanted: false,
    answer: null,
    provider: null,
    listed: null,
    at: clock.now(),
  });
  const transport = { find: (to: string) => desk.publishes(to), lookUp: async () => {} };

  function rooms(store: Store) {
    const submission: SubmissionDependencies = {
      store,
      journal,
      clock,
      protect,
      pageTemplate: () => '',
      paperFolder: '',
      sizeLimit: () => null,
      providerFilesCopies: () => true,
      wordings: () => [],
      transport,
    };
    const outbox = createOutbox({
      store,
      journal,
      clock,
      log: silentLog,
      async send({ to }, bytes) {
        const result = await desk.answer(to[0] ?? '');
        if (result.outcome === 'accepted') taken.push({ to: to[0] ?? '', text: Buffer.from(bytes).toString('latin1') });
        return result;
      },
      isStillAllowed: async ({ messageIdHeader }) =>
        isStillMeant(store.read, messageIdHeader) ? null : { code: 'patient-changed', retry: false },
      fileCopy: async () => {},
      lookInSent: async (header) => desk.inSent(header),
      onChanged: () => runs.wake(),
    });
    const runs = createCampaignRuns({
      store,
      journal,
      clock,
      log: silentLog,
      letters,
      submission,
      wakeOutbox: () => outbox.wake(),
      onChanged: () => {},
    });
    const planner = createPlanner({ store, clock, log: silentLog, letters, transport, onChanged: () => {} });
    return { outbox, runs, planner, submission };
  }
  let open = rooms(test.store);
  open.runs.start();
  open.outbox.start();

  const desk: CampaignDesk = {
    test,
    time,
    journal,
    taken,
    get runs() {
      return open.runs;
    },
    get outbox() {
      return open.outbox;
    },
    get planner() {
      return open.planner;
    },
    get submission() {
      return open.submission;
    },
    letters,
    transport,
    answer: () => accepted,
    inSent: () => 'not-checked',
    publishes: unknown,
    addPatient(name, more = {}) {
      const own = more.address ?? `${name.toLowerCase().replaceAll(' ', '.')}@example.net`;
      const input = {
        name,
        birthDate: null,
        recordNumber: `no-${name.toLowerCase().replaceAll(' ', '-')}`,
        telephone: '',
        addresses: [own],
        device: 'unknown' as const,
        note: '',
      };
      return test.store.write((db) => {
        const patientId = addPatient(db, journal, input);
        for (const purpose of more.marketing
          ? (['unencrypted-email', 'marketing'] as const)
          : (['unencrypted-email'] as const)) {
          const said = { patientId, purpose, event: 'given' as const, how: 'at-the-desk' as const };
          const words = { wording: 'w', wordingVersion: '1', warned: true, until: null, threadId: null, scan: null };
          recordConsent(db, journal, { ...said, ...words });
        }
        return patientId;
      });
    },
    async begin({ html, purpose = 'treatment', startAt, perHour, approve = true, rule = everybody } = {}) {
      const { store } = test;
      const text = html ?? '<div>Dear {{ first_name }}, your number is {{ record_number }}.</div>';
      const campaignId = store.write((db) => {
        const content = { name: 'Letter', purpose, contentKind: 'health' as const, subject: 'A word', html: text };
        const { templateId } = saveTemplate(db, journal, [], { templateId: null, version: 0, content });
        const { segmentId } = saveSegment(db, journal, [], { segmentId: null, version: 0, name: 'Everybody', rule });
        const terms = { name: 'Recall', segmentId, templateId, purpose, sender: 'practice' as const };
        return saveCampaign(db, journal, {
          campaignId: null,
          content: { ...terms, startAt: startAt ?? null, perHour: perHour ?? null },
        });
      });
      open.planner.begin(campaignId);
      await untilFits(
        async () => open.planner.progress(campaignId),
        (progress) => progress === null,
        20_000,
      );
      const plannedAt = findPlan(store.read, campaignId)?.plannedAt ?? 0;
      if (!approve) return campaignId;
      store.write((db) => startCampaign(db, journal, { campaignId, plannedAt }, letters, clock.now()));
      open.runs.wake();
      return campaignId;
    },
    states(campaignId) {
      const { byState } = campaignTotals(test.store.read, campaignId);
      return Object.fromEntries(Object.entries(byState).filter(([, count]) => count > 0));
    },
    holdLine() {
      const gate = Promise.withResolvers<void>();
      desk.answer = async () => {
        await gate.promise;
        return accepted;
      };
      return { go: () => gate.resolve() };
    },
    async queuedUp(campaignId, count) {
      await untilFits(
        () => desk.states(campaignId).queued,
        (queued) => queued === count,
        20_000,
      );
      await untilFits(
        () => test.store.read.list("SELECT 1 FROM outbox WHERE state = 'sending'").length,
        (sending) => sending === mostLanes,
      );
    },
    async restart() {
      await Promise.all([open.runs.stop(), open.outbox.stop()]);
      open = rooms(test.reopen());
      open.runs.start();
      open.outbox.start();
    },
    until: untilFits,
    async stop() {
      await Promise.all([open.runs.stop(), open.outbox.stop()]);
      test.remove();
    },
  };
  return desk;
}
