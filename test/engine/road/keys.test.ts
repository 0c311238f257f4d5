import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, readKey, reformatKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import {
  around,
  asPublicKey,
  encryptedEntity,
  encryptTo,
  newPgpPerson,
  type PgpPerson,
  protectedEntity,
  signDetached,
  signedEntity,
} from '../../support/pgp-mail.ts';
import {
  type Practice,
  practiceAddress,
  practicePassphrase,
  practicePassword,
  startPractice,
} from '../../support/practice.ts';

const day = 24 * 3_600_000;
const ana = 'ana@clinic.example';
const ben = 'ben@clinic.example';
const carla = 'carla@clinic.example';
const to = `To: ${practiceAddress}`;
const keydata = (address: string, key: Uint8Array) =>
  `addr=${address}; keydata=\n ${Buffer.from(key)
    .toString('base64')
    .replace(/(.{70})/g, '$1\n ')}`;

describe.skipIf(!(await needMailServers()))('keys of people, and our own', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  const published = new Map<string, Uint8Array>();
  const folder = mkdtempSync(join(tmpdir(), 'postern-keys-'));
  const people = new Map<string, PgpPerson>();
  const person = (address: string): PgpPerson => {
    const found = people.get(address);
    if (found === undefined) throw new Error(`nobody is ${address}`);
    return found;
  };

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    const ask = async (address: string) => published.get(address) ?? null;
    practice = await startPractice(servers, {
      keyDirectory: { askDomain: ask, askKeyServer: ask },
      host: { chooseSavePath: async ({ name }) => join(folder, name) },
    });
    for (const [name, address] of [
      ['Ana Ruiz', ana],
      ['Ben Cole', ben],
      ['Carla Fox', carla],
    ] as const) {
      people.set(address, await newPgpPerson(name, address));
    }
    await practice.addPatient({ name: 'Ana Ruiz', address: ana });
  }, 60_000);
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const keysOf = async (address: string) =>
    (await practice.call('keys.list', {})).filter((key) => key.address === address);
  const ourKey = async () => {
    const [own] = await practice.call('keys.own', {});
    const { text } = await practice.call('keys.ownText', { fingerprint: own?.fingerprint ?? '' });
    return readKey({ armoredKey: text });
  };
  const find = async (subject: string) => {
    const view = { kind: 'role', role: 'inbox' } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 200 });
    for (const { id } of rows) {
      const { messages } = await practice.call('threads.get', { threadId: id });
      const message = messages.find((each) => each.subject === subject);
      if (message !== undefined) return message;
    }
    return null;
  };
  const receive = async (subject: string, bytes: Buffer) => {
    await servers.deliver(bytes, practiceAddress);
    const message = await practice.until(
      () => find(subject),
      (each) => each !== null,
      20_000,
    );
    if (message === null) throw new Error('it did not come in');
    return message;
  };

  it('finds a key where it is published, keeps nothing unasked, and offers no stranger’s', async () => {
    expect(await practice.call('keys.lookUp', { address: ana, at: 'wkd' })).toEqual([]);
    published.set(ana, Buffer.concat([person(carla).publicKey, person(ana).publicKey]));
    const offers = await practice.call('keys.lookUp', { address: ana, at: 'wkd' });
    expect(offers.map(({ addresses, keptFor, rivals }) => ({ addresses, keptFor, rivals }))).toEqual([
      { addresses: [ana], keptFor: [], rivals: [] },
    ]);
    expect(await practice.call('keys.list', {})).toEqual([]);
    const [offer] = offers;
    if (offer === undefined) throw new Error('nothing was found');
    const kept = await practice.call('keys.keep', { address: ana, key: offer.key, source: 'wkd' });
    expect(kept).toMatchObject({ source: 'wkd', comparedAt: null, address: ana });
    expect(await keysOf(ana)).toHaveLength(1);
  });

  it('keeps a second key beside the first, says so before, and goes on using the compared one', async () => {
    const [first] = await keysOf(ana);
    await practice.call('keys.compare', { fingerprint: first?.fingerprint ?? '', address: ana });
    const other = await newPgpPerson('Ana Ruiz', ana);
    const [offer] = await practice.call('keys.read', { key: other.publicKey });
    expect(offer?.rivals).toEqual([{ address: ana, compared: true }]);
    await practice.call('keys.keep', { address: ana, key: other.publicKey, source: 'clipboard' });
    expect((await keysOf(ana)).map(({ source, comparedAt }) => [source, comparedAt !== null])).toEqual(
      expect.arrayContaining([
        ['wkd', true],
        ['clipboard', false],
      ]),
    );
    await practice.call('keys.remove', { fingerprint: other.key.getFingerprint(), address: ana });
  });

  it('offers the key in an attachment, and then knows who signed what came before', async () => {
    const subject = 'Referral of a patient';
    const entity = protectedEntity({ from: ben, to: practiceAddress, subject, text: 'Please see her.' });
    const signed = signedEntity(entity, await signDetached(entity, person(ben)));
    const before = await receive(subject, around([`From: Dr. Cole <${ben}>`, to, `Subject: ${subject}`], signed));
    expect(before.status).toMatchObject({ kind: 'signed', signer: 'unknown' });

    const armored = (await asPublicKey(person(ben).publicKey)).armor();
    const mixed = `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nMy key.\n--out\nContent-Type: application/octet-stream; name=cole.txt\nContent-Disposition: attachment; filename=cole.txt\n\n${armored}\n--out--\n`;
    const withKey = await receive('My key', around([`From: Dr. Cole <${ben}>`, to, 'Subject: My key'], mixed));
    const [attachment] = withKey.attachments;
    expect(attachment).toMatchObject({ holds: 'key', contentType: 'application/pgp-keys' });
    expect(await keysOf(ben)).toEqual([]);
    const [offer] = await practice.call('keys.inAttachment', { attachmentId: attachment?.id ?? '' });
    expect(offer?.addresses).toEqual([ben]);
    await practice.call('keys.keep', { address: ben, key: offer?.key ?? new Uint8Array(), source: 'attachment' });
    const after = await practice.until(
      () => find(subject),
      (message) => message?.status.kind === 'signed' && message.status.signer === 'verified',
      20_000,
    );
    expect(after?.id).toBe(before.id);
    expect(after?.signedBy).toEqual({ name: ben, comparedAt: null });
  });

  it('takes gossip only from inside the encryption and about who is named, and ranks it last', async () => {
    const stranger = await newPgpPerson('Stranger', 'stranger@else.example');
    people.set(stranger.address, stranger);
    const subject = 'To all three';
    const inner = `Autocrypt-Gossip: ${keydata(carla, person(carla).publicKey)}\nAutocrypt-Gossip: ${keydata(stranger.address, stranger.publicKey)}\n`;
    const entity = `${inner}${protectedEntity({ from: ben, to: practiceAddress, subject, text: 'Hello.' })}`;
    const encrypted = encryptedEntity(await encryptTo(entity, [await ourKey()], person(ben)));
    const head = [`From: Dr. Cole <${ben}>`, to, `Cc: ${carla}`, 'Subject: ...'];
    await receive(subject, around(head, encrypted));
    const [gossip] = await practice.until(
      () => keysOf(carla),
      (keys) => keys.length > 0,
      20_000,
    );
    expect(gossip).toMatchObject({ source: 'gossip', comparedAt: null });
    expect(await keysOf(stranger.address)).toEqual([]);
    // Outside the encryption anybody could have added it.
    const outside = [`From: Dr. Cole <${ben}>`, to, `Cc: ${stranger.address}`, 'Subject: Outside'];
    await receive(
      'Outside',
      around(
        [...outside, `Autocrypt-Gossip: ${keydata(stranger.address, stranger.publicKey)}`],
        'Content-Type: text/plain\n\nHi\n',
      ),
    );
    expect(await keysOf(stranger.address)).toEqual([]);
    const own = await newPgpPerson('Carla Fox', carla);
    await practice.call('keys.keep', { address: carla, key: own.publicKey, source: 'file' });
    expect((await keysOf(carla)).length).toBe(2);
  });

  it('takes over a later end of a known key from a mail, and says whose key ended until then', async () => {
    const { privateKey } = await generateKey({
      userIDs: [{ name: 'Leo', email: 'leo@clinic.example' }],
      date: new Date(Date.now() - 10 * day),
      keyExpirationTime: (5 * day) / 1_000,
      format: 'object',
    });
    const { patientId } = await practice.addPatient({ name: 'Leo', address: 'leo@clinic.example' });
    const key = privateKey.toPublic().write();
    const kept = await practice.call('keys.keep', { address: 'leo@clinic.example', key, source: 'file' });
    expect(kept.status).toBe('expired');
    const draft = await practice.writeNew(patientId, { subject: 'Values', html: '<div>Fine.</div>' });
    await practice.choose(draft.threadId ?? '', 'openpgp');
    const { decision } = await practice.call('drafts.preview', { draftId: draft.id });
    expect(decision).toMatchObject({
      outcome: 'refuse',
      reasons: [{ code: 'key-expired', address: 'leo@clinic.example' }],
    });
    const renewed = await reformatKey({
      privateKey,
      userIDs: [{ name: 'Leo', email: 'leo@clinic.example' }],
      format: 'object',
    });
    const autocrypt = `Autocrypt: ${keydata('leo@clinic.example', renewed.publicKey.write())}`;
    const head = ['From: Leo <leo@clinic.example>', to, 'Subject: News', autocrypt];
    await receive('News', around(head, 'Content-Type: text/plain\n\nHello.\n'));
    const [now] = await practice.until(
      () => keysOf('leo@clinic.example'),
      ([one]) => one?.status === 'usable',
      20_000,
    );
    expect(now).toMatchObject({ fingerprint: kept.fingerprint, source: 'file', expires: null });
  });

  it('renews our key, sends it along, saves it, and puts its revocation into the kit', async () => {
    const [before] = await practice.call('keys.own', {});
    const renewed = await practice.call('keys.renewOwn', {});
    expect(renewed.fingerprint).toBe(before?.fingerprint);
    expect(renewed.expires ?? 0).toBeGreaterThanOrEqual(before?.expires ?? 0);
    expect(await practice.call('keys.exportOwn', { fingerprint: renewed.fingerprint })).toEqual({
      savedAs: 'Elm Street Clinic public key.asc',
    });
    const saved = await readKey({ armoredKey: readFileSync(join(folder, 'Elm Street Clinic public key.asc'), 'utf8') });
    expect(saved.getFingerprint()).toBe(renewed.fingerprint);
    expect(saved.isPrivate()).toBe(false);
    const kit = await practice.call('vault.renewRecoveryKit', { passphrase: practicePassphrase });
    expect(kit.revocationCertificate).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    await practice.call('vault.saveRecoveryKit', {});
    expect(readFileSync(join(folder, 'Postern recovery kit.txt'), 'utf8')).toContain(kit.revocationCertificate.trim());
    await practice.call('vault.confirmRecoveryKit', {});
  });

  it('takes over an old key, reads the mail that waited for it, and writes with a new one', async () => {
    const old = await newPgpPerson('Elm Street Clinic', practiceAddress);
    const oldPublic = await asPublicKey(old.publicKey);
    const subject = 'To the old key';
    const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'The old CANARY words.' });
    const encrypted = encryptedEntity(await encryptTo(entity, [oldPublic], person(ana)));
    const closed = await receive('...', around([`From: ${ana}`, to, 'Subject: ...'], encrypted));
    expect(closed.status).toEqual({ kind: 'unopenable', reason: 'not-for-us' });
    // A subject that only stands in for the real one is known as such, until the real one is known.
    const inbox = { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 200 } as const;
    const hidden = async () => (await practice.call('threads.list', inbox)).rows.filter((row) => row.subjectHidden);
    expect((await hidden()).map((row) => row.subject)).toEqual(['...']);
    const key = new TextEncoder().encode(old.key.armor());
    await practice.call('keys.importOwn', { key, passphrase: '', use: 'old-mail' });
    const opened = await practice.until(
      () => find(subject),
      (message) => message !== null,
      20_000,
    );
    expect(opened?.id).toBe(closed.id);
    expect(await hidden()).toEqual([]);
    expect(opened?.status).toMatchObject({ kind: 'encrypted', signer: 'verified', compared: true });
    const { text } = await practice.call('messages.body', { messageId: closed.id });
    expect(text).toContain('CANARY');
    const view = { kind: 'search', text: 'CANARY' } as const;
    expect((await practice.call('threads.list', { view, cursor: null, limit: 5 })).rows).toHaveLength(1);

    const [before] = await practice.call('keys.own', {});
    const present = await practice.call('keys.importOwn', { key, passphrase: '', use: 'present' });
    expect(present).toMatchObject({ fingerprint: old.key.getFingerprint(), present: true });
    const own = await practice.call('keys.own', {});
    expect(own.map(({ fingerprint, present: used }) => [fingerprint, used])).toEqual([
      [present.fingerprint, true],
      [before?.fingerprint, false],
    ]);
    const { rows } = await practice.call('patients.list', { text: 'Ana', offset: 0, limit: 5 });
    const draft = await practice.writeNew(rows[0]?.id ?? '', { subject: 'Hello', html: '<div>Hello.</div>' });
    await practice.choose(draft.threadId ?? '', 'openpgp');
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    const [mail] = await practice.until(
      () => servers.readMailbox(ana),
      (list) => list.length === 1,
      20_000,
    );
    const { headers } = await parseMessage(mail?.bytes ?? Buffer.alloc(0));
    const ours =
      headers
        .find(({ name }) => name === 'autocrypt')
        ?.value.split('keydata=')[1]
        ?.replace(/\s/g, '') ?? '';
    const sent = await readKey({ binaryKey: Buffer.from(ours, 'base64') });
    expect(sent.getFingerprint()).toBe(present.fingerprint);
  });

  it('gives the key in an answer to our mail a place at once, where any other mail finds all taken', async () => {
    const [mail] = await servers.readMailbox(ana);
    const { messageIdHeader } = await parseMessage(mail?.bytes ?? Buffer.alloc(0));
    const offered = async () => (await keysOf(ana)).filter(({ source }) => source === 'autocrypt');
    const comes = async (subject: string, ...more: readonly string[]) => {
      const { key, publicKey } = await newPgpPerson('Ana Ruiz', ana);
      const head = [`From: Ana Ruiz <${ana}>`, to, `Subject: ${subject}`, ...more];
      const autocrypt = `Autocrypt: ${keydata(ana, publicKey)}`;
      await receive(subject, around([...head, autocrypt], 'Content-Type: text/plain\n\nHello.\n'));
      return key.getFingerprint();
    };
    const isThere = (fingerprint: string) =>
      practice.until(offered, (keys) => keys.some((key) => key.fingerprint === fingerprint), 20_000);
    const taken: string[] = [];
    for (const subject of ['The first phone', 'The second', 'The third']) {
      const fingerprint = await comes(subject);
      await isThere(fingerprint);
      taken.push(fingerprint);
    }
    await comes('Nothing we wrote');
    await comes('A guess', 'In-Reply-To: <guessed@clinic.example>');
    const answer = await comes('What we wrote', `In-Reply-To: ${messageIdHeader}`);
    await isThere(answer);
    // The oldest gave way, and nothing else changed.
    const now = await practice.until(offered, (keys) => keys.length === 3, 20_000);
    expect(now.map(({ fingerprint }) => fingerprint).toSorted()).toEqual([...taken.slice(1), answer].toSorted());
  });
});
