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

  beforeAll(async () => {
    server = createServer((request, answer) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        if (request.url === '/list') answer.end(authority.crl());
        else if (request.url === '/moved') answer.writeHead(302, { location: '/list' }).end();
        else if (request.url === '/circle') answer.writeHead(302, { location: '/circle' }).end();
        else if (request.url === '/file') answer.writeHead(302, { location: 'file:///etc/passwd' }).end();
        else if (request.url === '/endless') {
          answer.write(Buffer.alloc(1024));
        } else if (request.url === '/large') answer.end(Buffer.alloc(13 * 1024 * 1024));
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
    fetchFromAuthority({ url: `http://127.0.0.1:${port}${path}`, body: null, timeoutMs });

  it('is found where the certificate says', () => {
    expect(revocationSources(authority.good)).toEqual({
      crls: [`http://127.0.0.1:${port}/list`],
      ocsp: [`http://127.0.0.1:${port}/ocsp`],
    });
  });

  it('is read from its list, fetched and followed once moved', async () => {
    for (const path of ['/list', '/moved']) {
      const list = (await get(path)) ?? new Uint8Array();
      expect(await judgeCrl(list, question(authority.good))).toMatchObject({ state: 'good' });
      expect(await judgeCrl(list, question(authority.withdrawn))).toMatchObject({ state: 'revoked' });
    }
  });

  it('is asked of its responder', async () => {
    const ask = async (certificate: Uint8Array) => {
      const bytes = await buildOcspRequest({ certificate, issuer: authority.root });
      const url = `http://127.0.0.1:${port}/ocsp`;
      return fetchFromAuthority({ url, body: { bytes, type: 'application/ocsp-request' }, timeoutMs: 5_000 });
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

  it.each(['/circle', '/file', '/large', '/missing'])('is nothing where the server answers with %s', async (path) => {
    expect(await get(path)).toBeNull();
  });

  it('is nothing where nobody answers, or never ends', async () => {
    expect(await get('/endless', 500)).toBeNull();
    expect(await fetchFromAuthority({ url: 'http://127.0.0.1:1/', body: null, timeoutMs: 500 })).toBeNull();
    expect(await fetchFromAuthority({ url: 'file:///etc/passwd', body: null, timeoutMs: 500 })).toBeNull();
  });
});
