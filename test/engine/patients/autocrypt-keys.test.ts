import { generateKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

describe.skipIf(!(await needMailServers()))('a key that came with a mail', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
    ({ patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: 'ana@clinic.example' }));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  async function keyFor(email: string): Promise<string> {
    const { publicKey } = await generateKey({ userIDs: [{ email }], format: 'binary' });
    return Buffer.from(publicKey).toString('base64');
  }
  const header = (address: string, key: string) =>
    `Autocrypt: addr=${address}; keydata=\r\n ${key.replace(/(.{70})/g, '$1\r\n ')}`;
  const keys = async () => (await practice.call('patients.get', { patientId })).keys;

  it('is kept once, and never as one that somebody compared', async () => {
    const key = await keyFor('ana@clinic.example');
    for (const subject of ['First', 'Second']) {
      const headers = [header('ana@clinic.example', key)];
      await practice.receive({ from: 'Ana <ana@clinic.example>', subject, text: 'Hello.', headers });
    }
    const [kept, another] = await practice.until(keys, (list) => list.length > 0, 10_000);
    expect(kept).toMatchObject({ source: 'autocrypt', comparedAt: null, comparedBy: null, status: 'usable' });
    expect(another).toBeUndefined();
  });

  it('displaces neither a compared key nor a phrase that was agreed at the desk', async () => {
    const [first] = await keys();
    await practice.call('keys.compare', {
      fingerprint: first?.fingerprint ?? '',
      address: 'ana@clinic.example',
    });
    await practice.givePhrase(patientId);
    const headers = [header('ana@clinic.example', await keyFor('ana@clinic.example'))];
    const threadId = await practice.receive({
      from: 'ana@clinic.example',
      subject: 'A new key',
      text: 'Use this.',
      headers,
    });
    const all = await practice.until(keys, (list) => list.length === 2, 10_000);
    expect(all.filter(({ comparedAt }) => comparedAt !== null).map(({ fingerprint }) => fingerprint)).toEqual([
      first?.fingerprint,
    ]);

    await practice.call('keys.remove', { fingerprint: first?.fingerprint ?? '', address: 'ana@clinic.example' });
    await practice.call('threads.setParty', { threadId, party: 'patient', patientId });
    const { options } = await practice.call('threads.get', { threadId });
    expect(options.filter(({ suggested }) => suggested).map(({ mode }) => mode)).toEqual(['sealed']);
    expect(options.find(({ mode }) => mode === 'openpgp')).toMatchObject({
      available: true,
      reason: 'key-not-compared',
    });
  });

  it('is one of three at most that nobody compared, however many mails bring another', async () => {
    const from = 'flooded@clinic.example';
    const { patientId: flooded } = await practice.addPatient({ name: 'Flooded', address: from });
    for (let count = 1; count <= 6; count += 1) {
      const headers = [header(from, await keyFor(from))];
      await practice.receive({ from, subject: `Key ${count}`, text: 'Hello.', headers });
    }
    const read = async () => (await practice.call('patients.get', { patientId: flooded })).keys;
    const kept = await practice.until(read, (list) => list.length >= 3, 10_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await read()).toEqual(kept);
    // A person who looks through them makes room again.
    await practice.call('keys.remove', { fingerprint: kept[0]?.fingerprint ?? '', address: from });
    await practice.receive({
      from,
      subject: 'Key 7',
      text: 'Hello.',
      headers: [header(from, await keyFor(from))],
    });
    expect(await practice.until(read, (list) => list.length === 3, 10_000)).toHaveLength(3);
  });

  it('is passed over when it is junk, or would take long to check', async () => {
    const from = 'junk@clinic.example';
    const { patientId: junk } = await practice.addPatient({ name: 'Junk', address: from });
    const userIDs = Array.from({ length: 60 }, (_, at) => ({ name: `Name ${at}`, email: from }));
    const { publicKey: crowded } = await generateKey({ userIDs, format: 'binary' });
    const offered = [
      Buffer.from('no key at all').toString('base64'),
      Buffer.from(crowded).toString('base64'),
      'A'.repeat(60_000),
    ];
    for (const [at, key] of offered.entries()) {
      await practice.receive({ from, subject: `Junk ${at}`, text: 'Hello.', headers: [header(from, key)] });
    }
    // One at a time and in order: when the good one is there, the others are done with.
    await practice.receive({ from, subject: 'Good', text: 'Hello.', headers: [header(from, await keyFor(from))] });
    const read = async () => (await practice.call('patients.get', { patientId: junk })).keys;
    expect(await practice.until(read, (list) => list.length > 0, 10_000)).toHaveLength(1);
  });

  it('is not taken for an address that the mail does not come from', async () => {
    const key = await keyFor('boss@clinic.example');
    await practice.addPatient({ name: 'Boss', address: 'boss@clinic.example' });
    await practice.receive({
      from: 'eve@bad.example',
      subject: 'Eve',
      text: 'Hi.',
      headers: [header('boss@clinic.example', key)],
    });
    await practice.receive({
      from: 'eve@bad.example',
      subject: 'Eve again',
      text: 'Hi.',
      headers: [header('eve@bad.example', key)],
    });
    const { rows } = await practice.call('patients.list', { text: 'Boss', offset: 0, limit: 5 });
    const boss = await practice.call('patients.get', { patientId: rows[0]?.id ?? '' });
    expect(boss.keys).toEqual([]);
  });
});
