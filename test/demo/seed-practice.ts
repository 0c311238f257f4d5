import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import { createEngine } from '../../main/engine/engine.ts';
import { contacts } from '../../resources/demo-practice/people/contacts.ts';
import { type DemoPatient, demoPatients } from '../../resources/demo-practice/people/patients.ts';
import { recordsCsv } from '../../resources/demo-practice/people/records.ts';
import { practice, signature } from '../../resources/demo-practice/practice.ts';
import { importFile } from '../support/import-file.ts';
import type { DemoMailServer } from './demo-mail-server.ts';
import type { FiledMail } from './imap-server.ts';
import { seedStanding } from './seed-standing.ts';

/** The demo's vault opens with this; printed, since the demo holds nothing that is true. */
export const demoPassphrase = 'seven calm lanterns by the river';

type Call = <Name extends MethodName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

export type SeedOptions = {
  readonly profile: string;
  readonly built: string;
  /** PEM file of the demo server's authority. */
  readonly rootFile: string;
  readonly server: DemoMailServer;
  /** How many mailboxes of the server hold mail. */
  readonly filledMailboxes: number;
  /** Left for the tour to enter by hand. */
  readonly leftOut?: readonly string[];
  /** Public keys to keep and to compare, armored or binary, by address. */
  readonly keys?: Readonly<Record<string, string | Uint8Array>>;
  /** The same, kept without comparing. */
  readonly uncompared?: Readonly<Record<string, string | Uint8Array>>;
  /** Mail that needs the practice's public key to be written: delivered once that is made. */
  readonly mailFor?: (practiceKey: Uint8Array) => Promise<readonly FiledMail[]>;
  /** Whose conversations wait to be chosen, by address. */
  readonly leftOpen?: readonly string[];
};

/**
 * Fills a fresh profile with the demo practice by the contract alone, as a busy front desk would have: vault, account, all
 * mail received, patients, phrases, consents and the choices of a few threads. Then it locks. Gives the words of each
 * patient's phrase, by name.
 */
export async function seedPractice(options: SeedOptions): Promise<ReadonlyMap<string, string>> {
  const engine = createEngine({
    facts: {
      profile: options.profile,
      built: options.built,
      extraRoots: options.rootFile,
      version: '0',
      packaged: false,
    },
    host: {
      chooseSavePath: async () => null,
      chooseOpenPath: async () => null,
      chooseDocuments: async () => null,
      openExternal: async () => null,
      setIdleMinutes: async () => null,
    },
    emit: () => {},
    onLocked: () => {},
  });
  const call: Call = async (name, input) => (await engine.call(name, input)) as never;
  try {
    await call('vault.create', {
      practice: { name: practice.name, postalAddress: practice.postalAddress, telephone: practice.telephone },
      ownerName: practice.owner,
      address: practice.address,
      passphrase: demoPassphrase,
    });
    await call('vault.confirmRecoveryKit', {});
    await call('settings.change', { signature });
    await deliverProtected(call, options);
    const phrases = await addPatients(call, options);
    await importFile({ call }, 'patients.csv', recordsCsv(new Date(), options.leftOut));
    await keepKeys(call, options);
    await saveAccount(call, options.server);
    await seedStanding(call, options.leftOut ?? []);
    await receiveAll(call, options);
    await chooseForThreads(call, options.leftOpen ?? []);
    return phrases;
  } finally {
    await engine.stop();
  }
}

async function keepKeys(call: Call, { keys = {}, uncompared = {} }: SeedOptions): Promise<void> {
  for (const [address, key] of Object.entries({ ...keys, ...uncompared })) {
    const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key;
    const { fingerprint } = await call('keys.keep', { address, key: bytes, source: 'file' });
    if (address in keys) await call('keys.compare', { fingerprint, address });
  }
}

async function deliverProtected(call: Call, { mailFor, server }: SeedOptions): Promise<void> {
  const [own] = await call('keys.own', {});
  if (mailFor === undefined || own === undefined) return;
  const { text } = await call('keys.ownText', { fingerprint: own.fingerprint });
  for (const { bytes, ...mail } of await mailFor(new TextEncoder().encode(text))) server.deliver(bytes, mail);
}

async function saveAccount(call: Call, server: DemoMailServer): Promise<void> {
  const check = await call('account.save', {
    address: practice.address,
    displayName: practice.name,
    user: server.user,
    password: server.password,
    imap: server.imap,
    smtp: server.submission,
  });
  if (!check.imap.ok || !check.smtp.ok) throw new Error(`the demo's mail server refused: ${JSON.stringify(check)}`);
}

/** Complete when every mailbox that holds something is here and nothing has moved for a second. */
async function receiveAll(call: Call, options: SeedOptions): Promise<void> {
  const filled = options.filledMailboxes;
  for (let still = 0, before = ''; still < 5; ) {
    const views = await call('mailboxes.list', {});
    const state = (await call('account.get', {}))?.connection;
    if (state?.state === 'failed') throw new Error(`the demo's mail did not come in: ${state.code}`);
    const now = JSON.stringify(views);
    const complete =
      state?.state === 'up-to-date' &&
      state.done >= state.total &&
      views.filter(({ total }) => total > 0).length >= filled;
    still = complete && now === before ? still + 1 : 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function addPatients(call: Call, options: SeedOptions): Promise<ReadonlyMap<string, string>> {
  const phrases = new Map<string, string>();
  const [wording] = (await call('patients.wordings', {})).filter(({ purpose }) => purpose === 'unencrypted-email');
  for (const patient of demoPatients) {
    if (options.leftOut?.includes(patient.name)) continue;
    const { patientId } = await call('patients.add', {
      name: patient.name,
      birthDate: patient.birthDate,
      recordNumber: patient.recordNumber,
      telephone: patient.telephone,
      addresses: [patient.address],
      device: patient.device,
      note: '',
    });
    const words = await givePhrase(call, patientId, patient);
    if (words !== null) phrases.set(patient.name, words);
    for (const event of consentStory[patient.plainMail]) {
      await call('patients.recordConsent', {
        patientId,
        purpose: 'unencrypted-email',
        event,
        how: event === 'given' ? 'signed-form' : 'at-the-desk',
        wording: wording?.text ?? '',
        wordingVersion: wording?.version ?? '',
        warned: event === 'given' || event === 'asked',
        until: null,
        threadId: null,
        scan: null,
      });
    }
  }
  return phrases;
}

const consentStory = {
  'not-asked': [],
  asked: ['asked'],
  given: ['given'],
  declined: ['asked', 'declined'],
  withdrawn: ['given', 'withdrawn'],
} as const;

async function givePhrase(call: Call, patientId: string, patient: DemoPatient): Promise<string | null> {
  if (patient.phrase === 'none') return null;
  const { words } = await call('patients.makePhrase', { patientId, language: patient.language });
  if (patient.phrase === 'given') {
    await call('patients.givePhrase', { patientId, how: 'at-the-desk', device: patient.device });
  }
  return words.join(' ');
}

/** Nearly every thread was answered before: its choices stand, as on a usual morning. */
async function chooseForThreads(call: Call, leftOpen: readonly string[]): Promise<void> {
  const professionals = new Set<string>(Object.values(contacts).map(({ address }) => address));
  let cursor: string | null = null;
  do {
    const page: OutputOf<'threads.list'> = await call('threads.list', {
      view: { kind: 'to-be-chosen' },
      cursor,
      limit: 100,
    });
    for (const { id } of page.rows) {
      const thread = await call('threads.get', { threadId: id });
      const [patient, another] = thread.candidates;
      // Left for whoever looks at the demo: the model question, and a family that shares an address.
      const { name, address } = thread.correspondent;
      if (name === 'Ana Ruiz' || another !== undefined) continue;
      const party = patient !== undefined ? 'patient' : professionals.has(address) ? 'professional' : 'other';
      await call('threads.setParty', { threadId: id, party, patientId: patient?.id ?? null });
      if (!leftOpen.includes(address)) await chooseSuggested(call, id);
    }
    cursor = page.cursor;
  } while (cursor !== null);
}

async function chooseSuggested(call: Call, threadId: string): Promise<void> {
  const thread = await call('threads.get', { threadId });
  const mode = thread.options.find(({ suggested }) => suggested)?.mode;
  if (mode === undefined) return;
  await call('threads.choose', { threadId, mode, consentRowId: thread.consent?.rowId ?? null, downgradeReason: null });
}
