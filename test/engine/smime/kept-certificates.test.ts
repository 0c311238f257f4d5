import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFromAuthority } from '../../../main/engine/wire/fetch-authority.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { asPkcs12 } from './openssl.ts';
import { openssl } from './openssl-authority.ts';

const there = await needPackages(['openssl']);
const pem = (text: string) => new Uint8Array(Buffer.from(text));
const ana = 'ana@mail.example';

describe.skipIf(!there)('certificates that a practice keeps', { timeout: 30_000 }, () => {
  let authority: ReturnType<typeof openssl>;
  let server: Server;
  let practice: Practice;
  let asked = 0;
  let list: Uint8Array;

  beforeAll(async () => {
    server = createServer((_request, answer) => {
      asked += 1;
      answer.end(list);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    authority = openssl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    list = authority.crl();
    practice = await startPractice(null, { askAuthority: (question) => fetchFromAuthority(question, () => true) });
  });
  afterAll(async () => {
    await practice.stop();
    server.close();
    authority.close();
  });

  const kept = () => practice.call('certificates.list', { addresses: [ana] });
  const add = (file: Uint8Array) => practice.call('certificates.add', { address: ana, file });

  it('call nobody while no authority that we trust vouches for them', async () => {
    await add(authority.withdrawn);
    expect(await kept()).toMatchObject([{ trust: 'unknown-issuer', revocation: 'not-checked', status: 'usable' }]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toBe(0);
  });

  it('are found withdrawn, or not, once one does', async () => {
    await practice.call('certificates.addRoot', { file: pem(authority.rootPem) });
    await add(authority.good);
    const found = await practice.until(
      kept,
      (all) => all.every(({ revocation }) => revocation !== 'not-checked'),
      25_000,
    );
    expect(asked).toBeGreaterThan(0);
    const of = (name: string) => found.find((each) => each.name === name);
    expect(of('good')).toMatchObject({ revocation: 'good', status: 'usable', trust: 'trusted' });
    expect(of('withdrawn')).toMatchObject({ revocation: 'revoked', status: 'revoked' });
  });

  it('count as compared only for the address they were compared for', async () => {
    const [first] = await kept();
    const fingerprint = first?.fingerprint ?? '';
    await practice.call('certificates.compare', { fingerprint, address: ana });
    expect((await kept()).find((each) => each.fingerprint === fingerprint)?.comparedBy).toBe('Maria');
    await expect(
      practice.call('certificates.compare', { fingerprint, address: 'leo@mail.example' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are said to name another address, which no authority vouches for', async () => {
    const other = createMailAuthority().issue({ address: 'somebody@else.example' });
    const added = await add(pem(other.certificatePem));
    expect(added).toMatchObject({ namesAddress: false, addresses: ['somebody@else.example'] });
    const { fingerprint, address } = added;
    await practice.call('certificates.remove', { fingerprint, address });
    await expect(practice.call('certificates.remove', { fingerprint, address })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.each<[string, () => Uint8Array, string]>([
    ['a picture', () => new Uint8Array(2_000).fill(7), 'malformed'],
    ['a text', () => pem('Dear practice, here is my certificate.'), 'malformed'],
    ['a private key', () => pem(createMailAuthority().issue({ address: ana }).privateKey), 'no-certificate'],
    ['a file that is too large', () => new Uint8Array(2_000_001), 'too-large'],
    ['nothing', () => new Uint8Array(), 'malformed'],
  ])('are not taken out of %s', async (_name, file, reason) => {
    await expect(add(file())).rejects.toMatchObject({ code: 'certificate-unreadable', facts: { reason } });
  });

  it('of the practice come and go with their file, and what is missing is said', async () => {
    const own = createMailAuthority().issue({ address: 'desk@clinic.example', key: 'p384' });
    const file = new Uint8Array(asPkcs12(own, 'a password'));
    const fails = (bytes: Uint8Array, password: string) =>
      practice.call('certificates.importOwn', { file: bytes, password }).then(
        () => 'imported',
        (error: { facts: { reason: string } }) => error.facts.reason,
      );
    expect(await fails(file, '')).toBe('wrong-password');
    expect(await fails(new Uint8Array(100), '')).toBe('malformed');
    expect(await fails(pem(own.certificatePem), '')).toBe('malformed');
    const [imported] = await practice.call('certificates.importOwn', { file, password: 'a password' });
    expect(imported).toMatchObject({ algorithm: 'EC P-384', inUse: true, canSign: true, canEncrypt: true });
    // Twice is once.
    expect(await practice.call('certificates.importOwn', { file, password: 'a password' })).toHaveLength(1);
    await practice.call('certificates.removeOwn', { fingerprint: imported?.fingerprint ?? '' });
    expect(await practice.call('certificates.own', {})).toEqual([]);
  });

  it('are vouched for no longer once the authority is not trusted', async () => {
    const [root] = await practice.call('certificates.roots', {});
    await practice.call('certificates.removeRoot', { fingerprint: root?.fingerprint ?? '' });
    expect(await practice.call('certificates.roots', {})).toEqual([]);
    expect((await kept()).map(({ trust }) => trust)).toEqual(['unknown-issuer', 'unknown-issuer']);
  });
});
