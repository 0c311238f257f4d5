import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../main/engine/base/clock.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import { createJournal } from '../../main/engine/journal/journal.ts';
import { recordConsent } from '../../main/engine/patients/consent.ts';
import { addPatient } from '../../main/engine/patients/patients.ts';
import type { Store } from '../../main/engine/store/open.ts';
import { findKeptSecret } from '../../main/engine/store/tables/kept-secret.ts';
import { createVault } from '../../main/engine/vault/vault.ts';
import { addSomebody, approve, makePlan, saveCampaign } from '../support/campaign-clinic.ts';
import { type EngineProcess, startEngineProcess } from '../support/engine-process.ts';
import type { MailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practicePassphrase, startPractice } from '../support/practice.ts';

export type BulkMode = 'open' | 'openpgp' | 'sealed';

/** Where a practice's letters go, and what it trusts. */
export type BulkPlace = {
  readonly folder: string;
  readonly servers: MailServers;
  readonly smtpPort: number;
  readonly rootFile: string;
  readonly providersFile: string;
};

/** What a run of letters came to, from approval to the last answer. */
export type BulkRun = {
  readonly letters: number;
  readonly perSecond: number;
  /** Of the engine's process while the run went on, and before it, in MB. */
  readonly peakMb: number;
  readonly beforeMb: number;
  /** Bytes of one letter as it left. */
  readonly size: number;
};

/** About 2 KB of text with a line of the patient's own. */
const html = `<div>Dear {{ first_name }},</div><div>your record is {{ record_number }}.</div>${'<div>Please bring the list of what you take, and come some minutes before your time.</div>'.repeat(24)}`;

/** A practice of so many patients who can be written to in this mode, and a run to all of them. */
export async function measureRun(place: BulkPlace, mode: BulkMode, count: number): Promise<BulkRun> {
  const profile = join(place.folder, `${mode}-${count}-${place.smtpPort}`);
  await mkdir(profile);
  const practice = await startPractice(place.servers, { profile, smtpPort: place.smtpPort });
  if (mode !== 'open') {
    for (let at = 0; at < count; at += 1) await addSomebody(practice, { ...nameOf(at), mode });
  }
  await practice.stop();
  if (mode === 'open') await withStore(profile, (store) => fill(store, count));
  const { rootFile, providersFile } = place;
  const engine = await startEngineProcess({ profile, rootFile, providersFile });
  await engine.call('vault.unlock', { passphrase: practicePassphrase });
  const until: Parameters<typeof makePlan>[0]['until'] = (ask, fits) => untilDone(ask, fits, Math.min(3_000, count));
  const desk = { call: engine.call, until };
  const campaignId = await saveCampaign(desk, { html });
  const plan = await makePlan(desk, campaignId);
  if (plan.totals.byState.waiting !== count) throw new Error(`planned ${JSON.stringify(plan.totals)}`);
  const beforeMb = await forgetPeak(engine);
  await approve(desk, plan);
  const end = await until(
    () => engine.call('campaigns.get', { campaignId }),
    ({ state }) => state !== 'running',
  );
  const peakMb = await peakOf(engine);
  await engine.stop();
  if (end.totals.byState.sent !== count) throw new Error(`ended ${end.state} ${JSON.stringify(end.totals.byState)}`);
  const { took, size } = await withStore(profile, ({ read }) =>
    read.get<{ took: number; size: number }>(
      `SELECT max(sent_at) - (SELECT approved_at FROM campaign) AS took,
         (SELECT avg(size) FROM message WHERE direction = 'out') AS size FROM outbox`,
    ),
  );
  return { letters: count, perSecond: (count * 1_000) / took, peakMb, beforeMb, size: Math.round(size) };
}

/** Asks as seldom as the window does where there is much to count. */
async function untilDone<Value>(
  ask: () => Promise<Value>,
  fits: (value: Value) => boolean,
  every: number,
): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

const nameOf = (at: number) => ({
  name: `Patient${at} Nr${at}`,
  address: `patient${at}@clinic.example`,
  recordNumber: `number-${at}`,
});

async function withStore<Result>(profile: string, work: (store: Store) => Result): Promise<Result> {
  const vault = createVault({ folder: profile, clock: systemClock });
  const { store, key } = await vault.unlock(new Secret(practicePassphrase));
  try {
    return work(store);
  } finally {
    store.close();
    key.wipe();
  }
}

/** Patients who agreed to ordinary mail, straight into the journal: one by one through the contract takes minutes. */
function fill(store: Store, count: number): void {
  const computerId = findKeptSecret(store.read, 'computer-id') ?? 'aaaaaaaaaaaa';
  const journal = createJournal({ clock: systemClock, computerId, actor: () => 'Maria' });
  const birthDate = '1971-03-14';
  for (let from = 0; from < count; from += 500) {
    store.write((db) => {
      for (let at = from; at < Math.min(count, from + 500); at += 1) {
        const { address, ...named } = nameOf(at);
        const form = { ...named, birthDate, telephone: '', device: 'unknown' as const, note: '' };
        const patientId = addPatient(db, journal, { ...form, addresses: [address] });
        const said = { event: 'given' as const, how: 'signed-form' as const, warned: true, until: null };
        const words = { purpose: 'unencrypted-email' as const, wording: 'I ask for it.', wordingVersion: 'test-1' };
        recordConsent(db, journal, { patientId, ...said, ...words, threadId: null, scan: null });
      }
    });
  }
}

/** Forgets the highest memory there was until now; tells what is used now, in MB. */
async function forgetPeak(engine: EngineProcess): Promise<number> {
  await writeFile(`/proc/${engine.pid()}/clear_refs`, '5');
  return memory(engine, 'VmRSS');
}

const peakOf = (engine: EngineProcess): Promise<number> => memory(engine, 'VmHWM');

async function memory(engine: EngineProcess, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${engine.pid()}/status`, 'utf8');
  const found = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return Math.round(Number(found ?? 0) / 1024);
}
