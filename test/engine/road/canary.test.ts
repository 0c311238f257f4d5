import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCanary, scanForCanaries } from '../../support/canary-scan.ts';
import { needPackages } from '../../support/debian.ts';
import { type EngineProcess, startEngineProcess } from '../../support/engine-process.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { accountOf, type DailyWork, dailyWork, practiceAddress } from '../../support/practice.ts';
import { untilFits } from '../../support/until-fits.ts';

const there = (await needMailServers()) && (await needPackages(['sqlite3']));

/** One per kind of secret. The phrase and the recovery code are the program's own, and take their place once they are made. */
const canaries = {
  body: newCanary('body'),
  subject: newCanary('subject'),
  patient: newCanary('patient'),
  password: newCanary('password'),
  passphrase: newCanary('passphrase'),
  attachment: newCanary('attachment'),
  draft: newCanary('draft'),
  letter: newCanary('letter'),
  search: newCanary('search'),
  phrase: newCanary('phrase'),
  recovery: newCanary('recovery'),
};

describe.skipIf(!there)('the data folder, temporary files and open files', { timeout: 120_000 }, () => {
  const since = Date.now() - 1_000;
  let folder: string;
  let profile: string;
  let servers: MailServers;
  let engine: EngineProcess;
  let work: DailyWork;
  let said = '';

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: canaries.password },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    folder = mkdtempSync(join(tmpdir(), 'postern-canary-'));
    profile = join(folder, 'profile');
    writeFileSync(join(folder, 'root.pem'), servers.root);
    await start();
  });
  afterAll(async () => {
    await engine.stop();
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    engine = await startEngineProcess({ profile, rootFile: join(folder, 'root.pem') });
    engine.onEvent((name, payload) => {
      said += `${name} ${JSON.stringify(payload)}\n`;
    });
    work = dailyWork(engine, servers);
  }

  function scan(processes: readonly number[]) {
    const except = [
      // The servers hold what their users got: Maildir, queue and passwords.
      dirname(dirname(dirname(servers.dovecot.mailFolder(practiceAddress)))),
      servers.postfix.folder,
    ];
    return scanForCanaries({
      canaries,
      folders: [profile],
      changed: { folders: [tmpdir()], since },
      processes,
      except,
    });
  }

  it('hold no secret while the practice is at work', async () => {
    const { call } = engine;
    const kit = await call('vault.create', {
      practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street', telephone: '555 0137' },
      ownerName: 'Maria',
      address: practiceAddress,
      passphrase: canaries.passphrase,
    });
    canaries.recovery = kit.code;
    const account = { ...accountOf(servers), password: canaries.password };
    // Refused once, so that a wrong password passes through every error on the way.
    expect((await call('account.check', { ...account, password: `${account.password}?` })).imap.ok).toBe(false);
    expect((await call('account.save', account)).smtp.ok).toBe(true);
    const mail = {
      from: 'ana@clinic.example',
      subject: canaries.subject,
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
      text: [
        '--b',
        'Content-Type: text/plain',
        '',
        `Hello, ${canaries.body}`,
        '--b',
        'Content-Type: application/octet-stream; name=scan.bin',
        'Content-Disposition: attachment; filename=scan.bin',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(`${'filling '.repeat(200_000)}${canaries.attachment}`)
          .toString('base64')
          .replace(/(.{76})/g, '$1\n'),
        '--b--',
      ].join('\n'),
    };
    const threadId = await work.receive(mail);
    const { patientId } = await work.addPatient({ name: canaries.patient, address: 'ana@clinic.example' });
    canaries.phrase = await work.givePhrase(patientId);
    await call('threads.setParty', { threadId, party: 'patient', patientId });
    await work.choose(threadId, 'sealed');
    const draft = await work.writeReply(threadId, {
      subject: canaries.subject,
      html: `<div>${canaries.letter}</div>`,
    });
    await work.attach(draft.id, `${canaries.draft}.txt`, Buffer.from(canaries.attachment));
    await work.send(draft);
    await call('outbox.sendNow', {});
    await untilFits(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === 1,
      30_000,
    );
    await work.writeNew(patientId, { subject: canaries.draft, html: `<div>${canaries.draft}</div>` });
    // A search that sorts much, and a list: what SQLite would spill into a temporary file.
    await call('threads.list', { view: { kind: 'search', text: canaries.search }, cursor: null, limit: 200 });
    await call('patients.list', { text: canaries.patient, offset: 0, limit: 200 });

    const { found, files, bytes } = scan([engine.pid()]);
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(3);
    expect(bytes).toBeGreaterThan(2_000_000);
  });

  it('tell sqlite3 nothing', () => {
    const database = join(profile, 'practice.db');
    const ask = () => execFileSync('sqlite3', [database, 'SELECT count(*) FROM sqlite_master'], { stdio: 'pipe' });
    expect(ask).toThrow(/file is not a database|file is encrypted/);
  });

  it('hold none after SIGKILL', async () => {
    const pid = engine.pid();
    await engine.kill();
    expect(scan([pid]).found).toEqual([]);
    said += engine.output();
  });

  it('hold none after a start that recovers and an orderly end', async () => {
    await start();
    await engine.call('vault.unlock', { passphrase: canaries.passphrase });
    expect(await engine.call('drafts.list', {})).toHaveLength(1);
    // The line goes, and the log has something to say.
    await servers.stop();
    const connection = async () => (await engine.call('account.get', {}))?.connection.state;
    await untilFits(connection, (state) => state === 'offline' || state === 'failed', 30_000);
    expect(scan([engine.pid()]).found).toEqual([]);
    await engine.stop();
    expect(scan([]).found).toEqual([]);
    said += engine.output();
  });

  it('nor does any event, error or line of the log hold one', () => {
    expect(said).toContain('threads.changed');
    expect(said).toContain('"level"');
    for (const [kind, canary] of Object.entries(canaries)) expect([kind, said.includes(canary)]).toEqual([kind, false]);
    const password = canaries.password;
    for (const form of [`\0${practiceAddress}\0${password}`, password]) {
      expect(said).not.toContain(Buffer.from(form).toString('base64').slice(0, 40));
    }
  });
});
