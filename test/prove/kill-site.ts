import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { startEngineProcess } from '../support/engine-process.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type MailServers, startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassphrase, practicePassword, startPractice } from '../support/practice.ts';
import type { Model } from './kill-model.ts';
import type { Correspondent } from './kill-workload.ts';

/** The practice that gets killed: its servers, its data folder, and three patients with a mode each. */
export type KillSite = {
  readonly servers: MailServers;
  /** Before the submission server, with the TLS opened. */
  readonly proxy: FaultProxy;
  readonly profile: string;
  readonly rootFile: string;
  readonly patients: readonly Correspondent[];
  readonly addresses: readonly string[];
  /** Lets everything that is due leave and arrive. */
  readonly finish: (model: Model) => Promise<void>;
  readonly close: () => Promise<void>;
};

const addresses = ['ana@clinic.example', 'ben@clinic.example', 'carla@clinic.example'];

export async function openKillSite(folder: string): Promise<KillSite> {
  const servers = await startMailServers({
    domain: 'clinic.example',
    users: [
      { user: practiceAddress, password: practicePassword },
      ...addresses.map((user) => ({ user, password: 'password of a patient' })),
    ],
  });
  const certificate = servers.authority.issue({ names: ['localhost', '127.0.0.1'] });
  const proxy = await startFaultProxy({ target: servers.smtp, tls: { certificate, root: servers.root } });
  const profile = join(folder, 'profile');
  const rootFile = join(folder, 'root.pem');
  await writeFile(rootFile, servers.root);
  const patients = await prepare(servers, proxy, profile);

  return {
    servers,
    proxy,
    profile,
    rootFile,
    patients,
    addresses,
    async finish(model) {
      proxy.setFault({ kind: 'none' });
      const engine = await startEngineProcess({ profile, rootFile });
      await engine.call('vault.unlock', { passphrase: practicePassphrase });
      await waitUntil(async () => {
        await engine.call('outbox.sendNow', {});
        await engine.call('account.syncNow', {});
        const waiting = (await engine.call('outbox.list', {})).filter(
          ({ state }) => state === 'queued' || state === 'sending',
        );
        const mailboxes = await engine.call('mailboxes.list', {});
        const inbox = mailboxes.find(({ role }) => role === 'inbox')?.total ?? 0;
        return waiting.length === 0 && inbox >= model.received.size;
      });
      // Postfix hands over to Dovecot after it has answered.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await engine.stop();
    },
    async close() {
      await proxy.stop();
      await servers.stop();
    },
  };
}

async function prepare(servers: MailServers, proxy: FaultProxy, profile: string): Promise<Correspondent[]> {
  const practice = await startPractice(servers, { profile, smtpPort: proxy.port });
  const [open = '', openpgp = '', sealed = ''] = addresses;
  const ana = await practice.addPatient({ name: 'Ana', address: open });
  await practice.recordConsent(ana.patientId);
  const ben = await practice.addPatient({ name: 'Ben', address: openpgp });
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Ben', email: openpgp }], format: 'binary' });
  const { fingerprint } = await practice.call('keys.keep', { address: openpgp, key: publicKey, source: 'file' });
  await practice.call('keys.compare', { fingerprint, address: openpgp });
  const carla = await practice.addPatient({ name: 'Carla', address: sealed });
  await practice.givePhrase(carla.patientId);
  await practice.stop();
  return [
    { patientId: ana.patientId, address: open, mode: 'open' },
    { patientId: ben.patientId, address: openpgp, mode: 'openpgp' },
    { patientId: carla.patientId, address: sealed, mode: 'sealed' },
  ];
}

async function waitUntil(fits: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 90_000;
  while (!(await fits())) {
    if (Date.now() > end) throw new Error('what was due did not leave, or did not arrive, within 90 s');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
