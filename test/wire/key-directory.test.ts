import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createKeyDirectory } from '../../main/engine/wire/key-directory.ts';
import { createAuthority, expired, type KeyWithCertificate } from '../support/certificate-authority.ts';

type Answer = {
  readonly status?: number;
  readonly body?: Uint8Array | string;
  readonly headers?: Record<string, string>;
};

const authority = createAuthority();
const open: Server[] = [];

/** A server for these names on this computer; every other name is not found. `asked` is what came in. */
async function serve(
  names: readonly string[],
  answer: (url: string) => Answer | 'silence',
  certificate: KeyWithCertificate = authority.issue({ names }),
) {
  const asked: string[] = [];
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    asked.push(`${request.headers.host?.split(':')[0]}${request.url}`);
    const result = answer(request.url ?? '');
    if (result === 'silence') return;
    response.writeHead(result.status ?? 200, result.headers);
    response.end(result.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  const lookup: LookupFunction = (host, options, done) => {
    if (!names.includes(host)) {
      done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 4);
      return;
    }
    if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  };
  const { port } = server.address() as AddressInfo;
  return { asked, directory: createKeyDirectory({ roots: [authority.root], lookup, port }) };
}

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

describe('Web Key Directory', () => {
  // The example of draft-koch-openpgp-webkey-service, section 3.1.
  const hashed = 'iy9q119eutrkn8s1mk4r39qejnbu3n5q';

  it('asks by the advanced method first, with the name of the draft', async () => {
    const names = ['openpgpkey.example.org', 'example.org'];
    const { asked, directory } = await serve(names, () => ({ body: Uint8Array.of(1, 2, 3) }));
    expect(await directory.askDomain('Joe.Doe@Example.ORG')).toEqual(Buffer.from([1, 2, 3]));
    expect(asked).toEqual([`openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/${hashed}?l=Joe.Doe`]);
  });

  it('asks by the direct method only where the name of the advanced one does not exist', async () => {
    const { asked, directory } = await serve(['example.org'], () => ({ body: 'key' }));
    await directory.askDomain('Joe.Doe@example.org');
    expect(asked).toEqual([`example.org/.well-known/openpgpkey/hu/${hashed}?l=Joe.Doe`]);
    const both = await serve(['openpgpkey.example.org', 'example.org'], () => ({ status: 404 }));
    expect(await both.directory.askDomain('joe.doe@example.org')).toBeNull();
    expect(both.asked).toHaveLength(1);
  });

  it('finds nothing where a domain has neither name', async () => {
    const { directory } = await serve(['other.example'], () => ({}));
    expect(await directory.askDomain('ana@example.org')).toBeNull();
  });

  it('believes no server that cannot prove its name, and follows no redirect', async () => {
    const names = ['openpgpkey.example.org'];
    for (const certificate of [authority.issue({ names: ['other.example'] }), expired(authority, names)]) {
      const { asked, directory } = await serve(names, () => ({ body: 'key' }), certificate);
      expect(await codeOf(directory.askDomain('ana@example.org'))).toBe('server-certificate');
      expect(asked).toEqual([]);
    }
    const headers = { location: 'https://example.org/key' };
    const { asked, directory } = await serve([...names, 'example.org'], () => ({ status: 302, headers }));
    expect(await directory.askDomain('ana@example.org')).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('stops at 256 KB', async () => {
    const { directory } = await serve(['openpgpkey.example.org'], () => ({ body: Buffer.alloc(300_000, 1) }));
    expect(await codeOf(directory.askDomain('ana@example.org'))).toBe('server-protocol');
  });

  it('gives up on a silent server after ten seconds', async () => {
    const { directory } = await serve(['openpgpkey.example.org'], () => 'silence');
    const start = performance.now();
    expect(await codeOf(directory.askDomain('ana@example.org'))).toBe('server-timeout');
    expect(performance.now() - start).toBeLessThan(15_000);
  }, 20_000);

  it('asks nobody about what is no mail domain', async () => {
    const { asked, directory } = await serve(['localhost'], () => ({}));
    for (const address of [
      'ana@localhost',
      'ana@127.0.0.1',
      'ana@[::1]',
      'ana@a..b',
      '@example.org',
      'ana@exa mple.org',
      'ana@x/../y.org',
    ]) {
      expect(await codeOf(directory.askDomain(address)), address).toBe('recipient-invalid');
    }
    expect(asked).toEqual([]);
  });
});

describe('the key server', () => {
  it('is asked for the address, which is all that it learns', async () => {
    const { asked, directory } = await serve(['keys.openpgp.org'], () => ({ body: 'armored' }));
    expect(await directory.askKeyServer('ana+x@example.org')).toEqual(Buffer.from('armored'));
    expect(asked).toEqual(['keys.openpgp.org/vks/v1/by-email/ana%2Bx%40example.org']);
  });
});
