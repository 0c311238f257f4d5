import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { createPracticeKey } from '../../main/engine/protection/practice-key.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassword } from '../support/practice.ts';
import { startBatchThreads } from './batch-threads.ts';
import { type BulkMode, type BulkPlace, type BulkRun, measureRun } from './bulk-practice.ts';
import type { RawOrder, RawSetup } from './raw-thread.ts';
import type { Bench, BenchWishes } from './run.ts';

/** Letters for each mode, and for the second look at memory. */
const usual: Readonly<Record<BulkMode, number>> = { open: 1_000, openpgp: 400, sealed: 60 };
const many = 50_000;
/** As many as the engine has. */
const threads = 2;

/**
 * Runs of a campaign, from approval to the last answer of the server, against nodemailer alone that sends finished bytes of
 * the same length over a pool, and against openpgp alone on as many threads. `--count` is the number of the large run.
 */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  if (!(await needMailServers())) throw new Error('this bench needs Dovecot and Postfix, and root to start them');
  const [load = 0] = loadavg();
  const folder = await mkdtemp(join(tmpdir(), 'postern-bulk-bench-'));
  const users = [{ user: practiceAddress, password: practicePassword }];
  const servers = await startMailServers({ domain: 'clinic.example', users, discards: true });
  const sink = fork(new URL('./bulk-sink.ts', import.meta.url), { execArgv: [] });
  try {
    sink.send(servers.authority.issue({ names: ['localhost', '127.0.0.1'] }));
    const [sinkPort] = (await once(sink, 'message')) as [number];
    const rootFile = join(folder, 'root.pem');
    const providersFile = join(folder, 'providers.json');
    await writeFile(rootFile, servers.root);
    await writeFile(providersFile, JSON.stringify([filingProvider(servers.imap.port, servers.smtp.port)]));
    const place: BulkPlace = { folder, servers, smtpPort: servers.smtp.port, rootFile, providersFile };

    const open = await oneMode(place, 'open', servers.root, say);
    const sunk = await oneMode({ ...place, smtpPort: sinkPort }, 'open', servers.root, say);
    const openpgp = await oneMode(place, 'openpgp', servers.root, say);
    const sealed = await oneMode(place, 'sealed', servers.root, say);
    const large = await measureRun(place, 'open', count ?? many);
    say(`${large.letters} letters are done: ${JSON.stringify(large)}`);
    return told({ open, sunk, openpgp, sealed }, large, load);
  } finally {
    sink.disconnect();
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Measured = {
  readonly ours: BulkRun;
  /** Messages a second of nodemailer, and letters a second of openpgp. */
  readonly nodemailer: number;
  readonly library: number | null;
};

/** Ours between two of each other's, so that a machine that slows down slows down both. */
async function oneMode(place: BulkPlace, mode: BulkMode, root: string, say: (line: string) => void): Promise<Measured> {
  const count = usual[mode];
  const first = await measureRun(place, mode, mode === 'open' ? 50 : 10);
  const mail = () => rawNodemailer(place.smtpPort, root, first.size, Math.max(300, Math.min(count, 1_000)));
  const library = () => (mode === 'open' ? null : rawLibrary(mode, count));
  const before = [await mail(), await library()] as const;
  const ours = await measureRun(place, mode, count);
  const after = [await mail(), await library()] as const;
  const mean = (at: 0 | 1) => (before[at] === null || after[at] === null ? null : (before[at] + after[at]) / 2);
  const measured = { ours, nodemailer: mean(0) ?? 0, library: mean(1) };
  say(`${mode} is done: ${JSON.stringify(measured)}`);
  return measured;
}

async function rawNodemailer(port: number, root: string, size: number, times: number): Promise<number> {
  const transport = createTransport({
    pool: true,
    host: 'localhost',
    port,
    secure: true,
    auth: { user: practiceAddress, pass: practicePassword },
    tls: { ca: [root] },
  });
  const line = `${'x'.repeat(74)}\r\n`;
  const head = (at: number) =>
    `From: ${practiceAddress}\r\nTo: patient${at}@clinic.example\r\nSubject: A letter\r\nMessage-ID: <${port}.${at}@clinic.example>\r\n\r\n`;
  const body = line.repeat(Math.max(1, Math.round((size - head(0).length) / line.length)));
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: times }, (_, at) =>
      transport.sendMail({
        envelope: { from: practiceAddress, to: [`patient${at}@clinic.example`] },
        raw: head(at) + body,
      }),
    ),
  );
  const took = performance.now() - begun;
  transport.close();
  return (times * 1_000) / took;
}

/** The library alone, its keys at hand and nothing checked, on as many threads as the engine has. */
async function rawLibrary(mode: 'openpgp' | 'sealed', times: number): Promise<number> {
  const [own, theirs] = await Promise.all(
    ['Elm Street Clinic', 'Ana Ruiz'].map((name) =>
      createPracticeKey({ name, address: practiceAddress, now: Date.now() - 60_000 }),
    ),
  );
  if (own === undefined || theirs === undefined) throw new Error('no keys');
  const payload = Buffer.from('Please bring the list of what you take, and come some minutes before.\r\n'.repeat(62));
  const setup: RawSetup =
    mode === 'openpgp'
      ? {
          kind: mode,
          name: mode,
          payload,
          privateKey: own.privateKey,
          publicKeys: [theirs.publicKey, own.publicKey],
        }
      : { kind: mode, name: mode, payload, phrase: 'abacus abdomen abdominal abide abiding' };
  const hands = startBatchThreads<RawOrder>('./raw-thread.ts', threads);
  try {
    await hands.run({ setup, times: threads * 2, opens: false });
    const begun = performance.now();
    await hands.run({ setup, times, opens: false });
    return (times * 1_000) / (performance.now() - begun);
  } finally {
    await hands.stop();
  }
}

function told(
  { open, sunk, openpgp, sealed }: Readonly<Record<'open' | 'sunk' | 'openpgp' | 'sealed', Measured>>,
  large: BulkRun,
  load: number,
): Bench {
  const least = ({ nodemailer, library }: Measured) => Math.min(nodemailer, library ?? nodemailer);
  const row = (letters: string, each: Measured, against: number) => ({
    letters: `${each.ours.letters} ${letters}`,
    'ours/s': round1(each.ours.perSecond),
    'nodemailer/s': round1(each.nodemailer),
    'openpgp/s': each.library === null ? '' : round1(each.library),
    ratio: round3(each.ours.perSecond / against),
    bytes: each.ours.size,
    'peak MB': each.ours.peakMb,
  });
  const table: Bench['table'] = [
    row('open, Postfix (tls takes the same road)', open, open.nodemailer),
    row('open, a server that keeps nothing', sunk, sunk.nodemailer),
    row('OpenPGP, Postfix', openpgp, least(openpgp)),
    row('sealed, Postfix', sealed, sealed.library ?? 0),
    {
      letters: `${large.letters} open, Postfix`,
      'ours/s': round1(large.perSecond),
      bytes: large.size,
      'peak MB': large.peakMb,
    },
  ];
  const figures = {
    tls_ratio: round3(open.ours.perSecond / open.nodemailer),
    tls_sink_ratio: round3(sunk.ours.perSecond / sunk.nodemailer),
    openpgp_ratio: round3(openpgp.ours.perSecond / least(openpgp)),
    sealed_ratio: round3(sealed.ours.perSecond / (sealed.library ?? 0)),
    tls_per_second: round1(open.ours.perSecond),
    openpgp_per_second: round1(openpgp.ours.perSecond),
    sealed_per_second: round1(sealed.ours.perSecond),
    large_per_second: round1(large.perSecond),
    large_count: large.letters,
    peak_mb_1000: open.ours.peakMb,
    peak_mb_50000: large.peakMb,
    load: round1(load),
  };
  return { table, figures };
}

/** Files what was sent by itself, as the large ones do: else every letter is also written into Sent, over IMAP. */
function filingProvider(imap: number, smtp: number) {
  const server = (port: number) => ({ host: 'localhost', port, security: 'implicit' });
  return {
    id: 'bench',
    name: 'Bench',
    domains: ['clinic.example'],
    mx: ['clinic.example'],
    imap: server(imap),
    smtp: server(smtp),
    signIn: 'password',
    filesSentCopies: true,
  };
}

const round1 = (value: number) => Math.round(value * 10) / 10;
const round3 = (value: number) => Math.round(value * 1_000) / 1_000;
