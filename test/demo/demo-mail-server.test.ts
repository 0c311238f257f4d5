import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isEngineError } from '../../main/engine/base/errors.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import { connectImap, type ImapConnection } from '../../main/engine/wire/imap-connection.ts';
import { sendBytes } from '../../main/engine/wire/smtp-send.ts';
import { type DemoMailServer, startDemoMailServer } from './demo-mail-server.ts';

const address = 'office@elmstreet.example';
/** Eight-bit bytes, an empty line, a lone dot, and any length wanted. */
const mail = (id: string, length = 0): Uint8Array =>
  Buffer.from(
    `From: Ana <ana@example.net>\r\nTo: ${address}\r\nSubject: ${id}\r\nMessage-ID: <${id}@example.net>\r\n` +
      'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n' +
      `\xa1Hola! \xff\x80\r\n.\r\n\r\n${'Caf\xe9 y t\xe9 para dos, por favor.\r\n'.repeat(length)}`,
    'latin1',
  );

let server: DemoMailServer;
let folder: string;
const open: ImapConnection[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-mail-'));
  const mails = Array.from({ length: 30 }, (_, index) => ({
    mailbox: index < 25 ? 'INBOX' : 'Archive',
    flags: index % 2 === 0 ? ['\\Seen'] : [],
    date: new Date(Date.UTC(2026, 10, 1, 12, index)),
    bytes: mail(`m${index}`, index === 3 ? 40_000 : index),
  }));
  server = await startDemoMailServer({ address, mails, outboundFolder: join(folder, 'outbound') });
});

afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function signIn(password = server.password): Promise<ImapConnection> {
  const login = { user: server.user, password: new Secret(password) };
  const connection = await connectImap(server.imap, login, { roots: [server.root] });
  open.push(connection);
  return connection;
}

function submit(bytes: Uint8Array, to: readonly string[]) {
  const login = { user: server.user, password: new Secret(server.password) };
  const job = { envelopeFrom: address, envelopeTo: to, bytes, roots: [server.root] };
  return sendBytes(server.submission, login, job);
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

test('shows each mailbox with its special use, and one more after it was created', async () => {
  const connection = await signIn();
  await connection.createMailbox('Postern/Journal');
  const listed = await connection.listMailboxes();
  expect(listed.map((each) => [each.path, each.role])).toEqual([
    ['INBOX', 'inbox'],
    ['Sent', 'sent'],
    ['Drafts', 'drafts'],
    ['Archive', 'archive'],
    ['Junk', 'junk'],
    ['Trash', 'trash'],
    ['Postern', null],
    ['Postern/Journal', null],
  ]);
});

test('gives every message back byte for byte, with its flags and its date', async () => {
  const connection = await signIn();
  const selected = await connection.select('INBOX');
  expect(selected).toMatchObject({ exists: 25, uidNext: 26, uidValidity: 1_000n });
  const uids = (await connection.listUids()).map((each) => each.uid);
  const stored = new Map(server.list('INBOX').map((each) => [each.uid, each]));
  let count = 0;
  await connection.fetchSources(uids.toReversed(), (message) => {
    count += 1;
    expect(text(message.source)).toBe(text(stored.get(message.uid)?.bytes));
    expect(message.flags).toEqual(stored.get(message.uid)?.flags);
    expect(message.internalDate).toEqual(new Date(Date.UTC(2026, 10, 1, 12, message.uid - 1)));
    expect(message.complete).toBe(true);
  });
  expect(count).toBe(25);
});

test('cuts what is longer than the limit asked for, and only that', async () => {
  const connection = await signIn();
  await connection.select('INBOX');
  const seen: [number, number, boolean][] = [];
  const note = (message: { uid: number; source: Uint8Array; complete: boolean }) => {
    seen.push([message.uid, message.source.length, message.complete]);
  };
  await connection.fetchSources([3, 4, 5], note, { sizeLimit: 5_000 });
  expect(seen).toEqual([
    [3, mail('m2', 2).length, true],
    [4, 5_000, false],
    [5, mail('m4', 4).length, true],
  ]);
});

test('tells a watching connection within a second that mail was delivered, again and again', async () => {
  const connection = await signIn();
  await connection.select('INBOX');
  const counts: number[] = [];
  connection.events.on('exists', ({ count }) => counts.push(count));
  const stop = connection.watch();
  for (const round of [1, 2, 3]) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const uid = server.deliver(mail(`new-${round}`));
    await expect.poll(() => counts, { timeout: 1_000 }).toContain(25 + round);
    // A command ends IDLE; the next delivery must be told all the same.
    expect(await connection.listUids(`${uid}:*`)).toEqual([{ uid, flags: [], modseq: null }]);
  }
  stop();
});

test('keeps flags and keywords, and forgets those taken off', async () => {
  const connection = await signIn();
  await connection.select('INBOX');
  await connection.storeFlags([1, 2], ['\\Flagged', '$Forwarded'], ['\\Seen']);
  expect(
    server
      .list('INBOX')
      .slice(0, 2)
      .map((each) => each.flags),
  ).toEqual([
    ['\\Flagged', '$Forwarded'],
    ['\\Flagged', '$Forwarded'],
  ]);
  expect((await (await signIn()).select('INBOX')).exists).toBe(25);
});

test('moves messages and says which UIDs they have now', async () => {
  const connection = await signIn();
  await connection.select('INBOX');
  const moved = await connection.moveMessages([2, 5], 'Archive');
  expect(moved).toEqual(
    new Map([
      [2, 6],
      [5, 7],
    ]),
  );
  expect(server.list('INBOX')).toHaveLength(23);
  expect(text(server.list('Archive').at(-1)?.bytes)).toBe(text(mail('m4', 4)));
  expect(await connection.listUids('1:5')).toHaveLength(3);
});

test('takes a copy of what was sent, large ones too, and finds it by its Message-ID', async () => {
  const connection = await signIn();
  await connection.select('INBOX');
  const large = mail('large', 30_000);
  expect(await connection.append('Sent', mail('small'), ['\\Seen'], new Date())).toBe(1);
  expect(await connection.append('Sent', large, ['\\Seen'], new Date())).toBe(2);
  expect(text(server.list('Sent')[1]?.bytes)).toBe(text(large));
  expect(await connection.searchMessageId('Sent', '<large@example.net>')).toEqual([2]);
  expect(await connection.searchMessageId('Sent', '<nothing@example.net>')).toEqual([]);
});

test('keeps what was submitted as it came, in memory and as a numbered file, and files no copy in Sent', async () => {
  const bytes = mail('out', 50);
  const to = ['ana@example.net', 'leo@example.org'];
  const coming = server.waitForOutbound(1);
  expect(await submit(bytes, to)).toMatchObject({ outcome: 'accepted', refused: [] });
  expect(await coming).toMatchObject({ number: 1, from: address, to });
  expect(await readdir(join(folder, 'outbound'))).toEqual(['001.eml']);
  expect(text(await readFile(join(folder, 'outbound', '001.eml')))).toBe(text(bytes));
  expect(server.list('Sent')).toEqual([]);
  expect(server.list('INBOX')).toHaveLength(25);
});

test('delivers mail to its own address into INBOX', async () => {
  expect(await submit(mail('self'), [address])).toMatchObject({ outcome: 'accepted' });
  expect(text(server.list('INBOX').at(-1)?.bytes)).toBe(text(mail('self')));
});

test('turns away a wrong password and a client that does not trust its authority', async () => {
  await expect(signIn('wrong')).rejects.toSatisfy((error) => isEngineError(error, 'sign-in-refused'));
  const login = { user: server.user, password: new Secret(server.password) };
  await expect(connectImap(server.imap, login, { roots: [] })).rejects.toSatisfy((error) =>
    isEngineError(error, 'server-certificate'),
  );
});
