import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildOcspRequest,
  judgeCrl,
  judgeOcsp,
  revocationSources,
} from '../../../main/engine/protection/smime-revocation.ts';
import { fetchFromAuthority } from '../../../main/engine/wire/fetch-authority.ts';
import { needPackages } from '../../support/debian.ts';
import { withLongList } from './long-list.ts';
import { openssl } from './openssl-authority.ts';

const there = await needPackages(['openssl']);
const day = 86_400_000;

describe('the list of a large authority', () => {
  it('of 20,000 withdrawn certificates is read in little time', async () => {
    const { good, withdrawn, root, list } = withLongList(20_000);
    const changed = new Uint8Array(list);
    changed[400_000] = (changed[400_000] ?? 0) ^ 1;
    const now = Date.now();
    const start = process.cpuUsage();
    expect(await judgeCrl(list, { certificate: withdrawn, issuer: root, now })).toMatchObject({ state: 'revoked' });
    expect(await judgeCrl(list, { certificate: good, issuer: root, now })).toMatchObject({ state: 'good' });
    expect(await judgeCrl(changed, { certificate: good, issuer: root, now })).toBeNull();
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });

  it('is not good for ever where it names no next one', async () => {
    const { good, withdrawn, root, list } = withLongList(3, false);
    const at = (certificate: Uint8Array, days: number) =>
      judgeCrl(list, { certificate, issuer: root, now: Date.now() + days * day });
    expect(await at(good, 0)).toMatchObject({ state: 'good' });
    expect(await at(withdrawn, 0)).toMatchObject({ state: 'revoked' });
    expect(await at(good, 1)).toBeNull();
    const ending = withLongList(3);
    const question = { certificate: ending.good, issuer: ending.root, now: Date.now() + day };
    expect(await judgeCrl(ending.list, question)).toMatchObject({ state: 'good' });
  });

  it('says nothing where it is cut short', async () => {
    const { withdrawn, root, list } = withLongList(0);
    const question = { certificate: withdrawn, issuer: root, now: Date.now() };
    expect(await judgeCrl(list, question)).toMatchObject({ state: 'revoked' });
    for (let length = 0; length < list.length; length += 1) {
      expect(await judgeCrl(list.subarray(0, length), question), String(length)).toBeNull();
    }
  });
});

describe.skipIf(!there)('what an authority says of its certificates', { timeout: 30_000 }, () => {
  let authority: ReturnType<typeof openssl>;
  let server: Server;
  let port: number;
  let posts = 0;
  const asked: string[] = [];
  // The authority of this test is this computer.
  const anywhere = () => true;

  beforeAll(async () => {
    server = createServer((request, answer) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        asked.push(request.url ?? '');
        if (request.url === '/list') answer.end(authority.crl());
        else if (request.url === '/moved') answer.writeHead(302, { location: '/secret' }).end();
        else if (request.url === '/endless') {
          answer.write(Buffer.alloc(1024));
        } else if (request.url === '/long') answer.end(Buffer.alloc(70_000));
        else if (request.url === '/large') answer.end(Buffer.alloc(13 * 1024 * 1024));
        else if (request.url === '/ocsp') {
          posts += 1;
          answer.end(authority.answer(Buffer.concat(pieces)));
        } else answer.writeHead(404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    authority = openssl(`http://127.0.0.1:${port}`);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    authority.close();
  });

  const question = (certificate: Uint8Array, at = Date.now()) => ({ certificate, issuer: authority.root, now: at });
  const get = (path: string, timeoutMs = 3_000) =>
    fetchFromAuthority({ url: `http://127.0.0.1:${port}${path}`, body: null, timeoutMs }, anywhere);

  it('is found where the certificate says', () => {
    expect(revocationSources(authority.good)).toEqual({
      crls: [`http://127.0.0.1:${port}/list`],
      ocsp: [`http://127.0.0.1:${port}/ocsp`],
    });
  });

  it('is read from its list', async () => {
    const list = (await get('/list')) ?? new Uint8Array();
    expect(await judgeCrl(list, question(authority.good))).toMatchObject({ state: 'good' });
    expect(await judgeCrl(list, question(authority.withdrawn))).toMatchObject({ state: 'revoked' });
  });

  it('is not followed to another place', async () => {
    expect(await get('/moved')).toBeNull();
    expect(asked).toContain('/moved');
    expect(asked).not.toContain('/secret');
  });

  it('is not asked of this computer or the network around it, whatever the certificate says', async () => {
    const before = asked.length;
    const names = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0.0.0.0'];
    for (const name of names) {
      const url = `http://${name}:${port}/list`;
      expect([name, await fetchFromAuthority({ url, body: null, timeoutMs: 2_000 })]).toEqual([name, null]);
    }
    expect(asked.length).toBe(before);
    // For control: allowed, the first of them answers.
    expect(await get('/list')).not.toBeNull();
  });

  it('is asked of its responder', async () => {
    const ask = async (certificate: Uint8Array) => {
      const bytes = await buildOcspRequest({ certificate, issuer: authority.root });
      const url = `http://127.0.0.1:${port}/ocsp`;
      const body = { bytes, type: 'application/ocsp-request' };
      return fetchFromAuthority({ url, body, timeoutMs: 5_000 }, anywhere);
    };
    const good = (await ask(authority.good)) ?? new Uint8Array();
    const withdrawn = (await ask(authority.withdrawn)) ?? new Uint8Array();
    expect(posts).toBe(2);
    expect(await judgeOcsp(good, question(authority.good))).toMatchObject({ state: 'good' });
    expect(await judgeOcsp(withdrawn, question(authority.withdrawn))).toMatchObject({ state: 'revoked' });
    // An answer about another certificate, a changed one, and one of last year say nothing.
    expect(await judgeOcsp(good, question(authority.withdrawn))).toBeNull();
    const changed = new Uint8Array(withdrawn);
    changed[changed.length - 300] = (changed[changed.length - 300] ?? 0) ^ 1;
    expect(await judgeOcsp(changed, question(authority.withdrawn))).toBeNull();
    expect(await judgeOcsp(good, question(authority.good, Date.now() + 400 * day))).toBeNull();
    expect(await judgeOcsp(new Uint8Array([1, 2, 3]), question(authority.good))).toBeNull();
  });

  it('says nothing out of a list that was changed, is another authority’s, or is out of date', async () => {
    const list = (await get('/list')) ?? new Uint8Array();
    const changed = new Uint8Array(list);
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1;
    expect(await judgeCrl(changed, question(authority.good))).toBeNull();
    expect(await judgeCrl(list, question(authority.good, Date.now() + 400 * day))).toBeNull();
    expect(await judgeCrl(list, { ...question(authority.good), issuer: authority.good })).toBeNull();
    expect(await judgeCrl(Buffer.from('<html>login here</html>'), question(authority.good))).toBeNull();
  });

  it('is not good for ever where an answer says no end', async () => {
    const request = await buildOcspRequest({ certificate: authority.good, issuer: authority.root });
    const answer = new Uint8Array(authority.answer(request, false));
    const now = Date.now();
    const verdict = await judgeOcsp(answer, question(authority.good, now));
    expect(verdict?.state).toBe('good');
    expect(verdict?.goodUntil).toBeLessThanOrEqual(now + day);
    expect(await judgeOcsp(answer, question(authority.good, now + 2 * day))).toBeNull();
  });

  it('is nothing where an answer about one is far too long', async () => {
    const body = { bytes: new Uint8Array(1), type: 'application/ocsp-request' };
    const ask = (path: string) =>
      fetchFromAuthority({ url: `http://127.0.0.1:${port}${path}`, body, timeoutMs: 3_000 }, anywhere);
    expect(await ask('/list')).not.toBeNull();
    expect(await ask('/long')).toBeNull();
  });

  it.each(['/large', '/missing'])('is nothing where the server answers with %s', async (path) => {
    expect(await get(path)).toBeNull();
  });

  it('is nothing where nobody answers, or never ends', async () => {
    expect(await get('/endless', 500)).toBeNull();
    for (const url of ['http://127.0.0.1:1/', 'file:///etc/passwd']) {
      expect(await fetchFromAuthority({ url, body: null, timeoutMs: 500 }, anywhere)).toBeNull();
    }
  });
});
