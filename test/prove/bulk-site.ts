import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mode } from '../../main/contract/fields.ts';
import { addSomebody, approve, makePlan, openLetter, type Somebody, saveCampaign } from '../support/campaign-clinic.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { importFile } from '../support/import-file.ts';
import { type MailServers, startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassword, startPractice } from '../support/practice.ts';

/** A practice with an approved campaign to all its patients, each with a word of their own in the letter. */
export type BulkSite = {
  readonly servers: MailServers;
  /** Before the submission server, with the TLS opened. */
  readonly proxy: FaultProxy;
  readonly profile: string;
  readonly rootFile: string;
  readonly campaignId: string;
  readonly patients: readonly Somebody[];
  /** On file twice: one of each two is to get a letter. */
  readonly twins: readonly Somebody[];
  /** Came again in a file with another address, and is one record since. */
  readonly merged: Somebody;
  /** Where a backup is put. */
  readonly backupFile: string;
  readonly say: (line: string) => void;
  readonly close: () => Promise<void>;
};

/** Of one person: on file, and in the file that came later. */
const mergedAddresses = ['merged@clinic.example', 'merged-later@clinic.example'];

const modes: readonly Mode[] = ['openpgp', 'open', 'sealed', 'open', 'openpgp', 'open'];

export async function openBulkSite(folder: string, count: number, say: (line: string) => void): Promise<BulkSite> {
  const wishes = Array.from({ length: count }, (_, index) => ({
    name: `Patient${index} Nr${index}`,
    address: `patient${index}@clinic.example`,
    mode: modes[index % modes.length] ?? 'open',
    recordNumber: `canary${String(index).padStart(5, '0')}x`,
  }));
  const servers = await startMailServers({
    domain: 'clinic.example',
    users: [
      { user: practiceAddress, password: practicePassword },
      ...[...wishes.map(({ address }) => address), 'twin@clinic.example', ...mergedAddresses].map((user) => ({
        user,
        password: 'of a patient',
      })),
    ],
  });
  const certificate = servers.authority.issue({ names: ['localhost', '127.0.0.1'] });
  const proxy = await startFaultProxy({ target: servers.smtp, tls: { certificate, root: servers.root } });
  const profile = join(folder, 'profile');
  const rootFile = join(folder, 'root.pem');
  await writeFile(rootFile, servers.root);
  const practice = await startPractice(servers, { profile, smtpPort: proxy.port });
  const patients: Somebody[] = [];
  for (const wish of wishes) patients.push(await addSomebody(practice, wish));
  const twins: Somebody[] = [];
  for (const recordNumber of ['canarytwinax', 'canarytwinbx']) {
    const twin = { name: 'Twin Onfile', address: 'twin@clinic.example', mode: 'open' as const, recordNumber };
    twins.push(await addSomebody(practice, twin));
  }
  const [address = '', other = ''] = mergedAddresses;
  const once = { name: 'Merged Onfile', address, mode: 'open' as const, recordNumber: 'canarymergedx' };
  const merged = await addSomebody(practice, once);
  const line = `Record Number,First Name,Last Name,Email\r\ncanarymergedx,Merged,Onfile,${other}\r\n`;
  const { counts } = await importFile(practice, 'again.csv', line);
  if (counts.added !== 0 || counts.changed !== 1) throw new Error(`the import made ${JSON.stringify(counts)}`);
  const campaignId = await saveCampaign(practice);
  const plan = await makePlan(practice, campaignId);
  say(`planned: ${JSON.stringify(plan.totals.byMode)}`);
  await approve(practice, plan);
  await practice.stop();
  return {
    servers,
    proxy,
    profile,
    rootFile,
    campaignId,
    patients,
    twins,
    merged,
    backupFile: join(folder, 'half-way.postern-backup'),
    say,
    async close() {
      await proxy.stop();
      await servers.stop();
    },
  };
}

export type Arrived = {
  readonly letters: number;
  /** Addresses that got more than one letter. */
  readonly doubled: readonly string[];
  /** Addresses that got somebody else's text, or in another way than planned. */
  readonly mixedUp: readonly string[];
  /** Addresses that got nothing. */
  readonly nothing: ReadonlySet<string>;
};

/** Opens everything that arrived and holds it against whose it should be. */
export async function readArrived(site: BulkSite): Promise<Arrived> {
  const { patients, twins, merged } = site;
  const doubled: string[] = [];
  const mixedUp: string[] = [];
  const nothing = new Set<string>();
  let letters = 0;
  for (const patient of [...patients, ...twins.slice(0, 1), merged]) {
    const mails = await mailsOf(site, patient);
    letters += mails.length;
    if (mails.length === 0) nothing.add(patient.address);
    if (mails.length > 1) doubled.push(patient.address);
    for (const { bytes } of mails) if (!(await isTheirs(bytes, patient, twins))) mixedUp.push(patient.address);
  }
  return { letters, doubled, mixedUp, nothing };
}

/** What lies in a patient's mailbox, or in both where a person has two. */
export async function mailsOf(
  { servers, merged }: BulkSite,
  { patientId, address }: Pick<Somebody, 'patientId' | 'address'>,
) {
  const addresses = patientId === merged.patientId ? mergedAddresses : [address];
  return (await Promise.all(addresses.map((each) => servers.readMailbox(each)))).flat();
}

async function isTheirs(bytes: Uint8Array, patient: Somebody, twins: readonly Somebody[]): Promise<boolean> {
  const letter = await openLetter(bytes, patient).catch(() => null);
  const canaries = letter?.text.match(/canary[a-z0-9]+x/g) ?? [];
  const own = twins.includes(patient) ? twins.map(({ recordNumber }) => recordNumber) : [patient.recordNumber];
  return letter?.mode === patient.mode && canaries.length > 0 && canaries.every((canary) => own.includes(canary));
}
