import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransportAnswer } from '../../main/contract/transport.ts';
import { checkResolver, lookUpTransport } from '../../main/engine/wire/tls-evidence/look-up-transport.ts';
import { createAuthority } from '../support/certificate-authority.ts';
import { type PolicyHost, startPolicyHost } from '../support/dns/policy-host.ts';
import { needResolver, startResolver, type TestResolver } from '../support/dns/start-resolver.ts';
import { domainOf, policyAnswers, publishingZones } from './publishing-domains.ts';

const authority = createAuthority();

describe.skipIf(!(await needResolver()))('what mail domains publish about TLS', { timeout: 20_000 }, () => {
  let resolver: TestResolver;
  let host: PolicyHost;
  const now = Date.now();

  beforeAll(async () => {
    [resolver, host] = await Promise.all([
      startResolver(publishingZones, authority.issue({ names: ['localhost'] })),
      startPolicyHost(),
    ]);
    for (const [name, [answer, certificate]] of Object.entries(policyAnswers(authority))) {
      const domain = domainOf(name);
      const own = authority.issue({ names: [`mta-sts.${domain}`] });
      host.set(domain, { answer, certificate: certificate?.(`mta-sts.${domain}`) ?? own });
    }
  });
  afterAll(async () => {
    await Promise.all([resolver.stop(), host.stop()]);
  });

  const ask = (domain: string, over: Partial<Parameters<typeof lookUpTransport>[1]> = {}) =>
    lookUpTransport(domain, {
      resolver: { host: resolver.host, port: resolver.port },
      roots: [authority.root],
      previous: null,
      now,
      policyPort: host.port,
      patience: { dns: 2_000, policy: 700 },
      ...over,
    });
  const silent = { resolver: { host: '127.0.0.1', port: 9 }, patience: { dns: 200, policy: 200 } };

  describe('by MTA-STS (RFC 8461)', () => {
    const cases = [
      ['enforce', 'enforce'],
      ['testing', 'testing'],
      ['none', 'none'],
      ['wild', 'enforce'],
      ['alias-record', 'enforce'],
      ['no-mx-record', 'enforce'],
      ['some-hosts', 'enforce'],
      ['twice', 'enforce'],
      ['plain', 'absent'],
      ['nowhere', 'absent'],
      ['deep', 'no-host-matches'],
      ['other-host', 'no-host-matches'],
      ['null-mx', 'no-host-matches'],
      ['expired', 'certificate'],
      ['wrong-name', 'certificate'],
      ['no-name', 'certificate'],
      ['self-signed', 'certificate'],
      ['redirect', 'redirect'],
      ['missing', 'status'],
      ['large', 'too-large'],
      ['endless', 'too-large'],
      ['slow', 'time-out'],
      ['silent', 'time-out'],
      ['html', 'not-text'],
      ['nonsense', 'syntax'],
      ['no-mx', 'syntax'],
      ['old-version', 'syntax'],
      ['bad-id', 'record'],
      ['several', 'record'],
      ['other-text', 'enforce'],
      ['unreachable', 'unreachable'],
    ] as const;

    it.each(cases)('%s: %s', async (name, expected) => {
      const { mtaSts } = await ask(domainOf(name));
      expect(mtaSts.state === 'unusable' ? mtaSts.fault : mtaSts.state).toBe(expected);
    });

    it('says what was seen when, and which of the mail servers the policy names', async () => {
      expect(await ask(domainOf('some-hosts'))).toMatchObject({
        domain: 'some-hosts.sts.example',
        mtaSts: {
          state: 'enforce',
          policyId: '20261124T09',
          checkedAt: now,
          fetchedAt: now,
          maxAge: 86_400,
          patterns: ['mx.some-hosts.sts.example'],
          hosts: ['mx.some-hosts.sts.example'],
        },
      });
    });

    it('tells the policy host nothing about who asks', () => {
      expect(host.heard.length).toBeGreaterThan(0);
      const names = host.heard.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
      expect([...new Set(names)].sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
    });

    it('keeps a policy for its time while the id stays, and fetches it again when either changes', async () => {
      const domain = domainOf('enforce');
      const fetches = () => host.asked.filter((each) => each === domain).length;
      const first = await ask(domain);
      const before = fetches();
      const later = await ask(domain, { previous: first, now: now + 3_600_000 });
      expect(later.mtaSts).toMatchObject({ checkedAt: now + 3_600_000, fetchedAt: now });
      expect(fetches()).toBe(before);
      const other = { ...first, mtaSts: { ...first.mtaSts, policyId: 'older' } } as TransportAnswer;
      expect((await ask(domain, { previous: other })).mtaSts).toMatchObject({ policyId: '20261124T09' });
      expect(fetches()).toBe(before + 1);
      const muchLater = now + 86_400_000 + 1;
      expect((await ask(domain, { previous: first, now: muchLater })).mtaSts).toMatchObject({ fetchedAt: muchLater });
      expect(fetches()).toBe(before + 2);
    });

    it('stands by a policy it knows while nobody can be asked, with its age, and knows nothing otherwise', async () => {
      const first = await ask(domainOf('enforce'));
      const offline = await ask(domainOf('enforce'), { ...silent, previous: first, now: now + 60_000 });
      expect(offline.mtaSts).toEqual(first.mtaSts);
      expect(await ask(domainOf('enforce'), { ...silent })).toMatchObject({
        mtaSts: { state: 'unknown' },
        dane: { state: 'unknown' },
      });
    });

    it('stands by a policy it knows when the newer one cannot be had, until its time is over', async () => {
      const known = await ask(domainOf('enforce'));
      const previous = { ...known, mtaSts: { ...known.mtaSts, policyId: 'older' } } as TransportAnswer;
      expect((await ask(domainOf('redirect'), { previous })).mtaSts).toEqual(previous.mtaSts);
      const over = { previous, now: now + 86_400_000 + 1 };
      expect((await ask(domainOf('redirect'), over)).mtaSts).toMatchObject({ state: 'unusable', fault: 'redirect' });
    });

    it('stops believing a policy as soon as its record is gone', async () => {
      const { mtaSts, ...rest } = await ask(domainOf('enforce'));
      expect((await ask(domainOf('plain'), { previous: { ...rest, mtaSts } })).mtaSts.state).toBe('absent');
    });
  });

  describe('by DANE (RFC 7672)', () => {
    it.each([
      ['good.dane.example', 'secure'],
      ['anchor.dane.example', 'secure'],
      ['whole-key.dane.example', 'secure'],
      ['long.dane.example', 'secure'],
      ['alias.dane.example', 'secure'],
      ['implicit.dane.example', 'secure'],
      ['both.dane.example', 'secure'],
      ['pkix.dane.example', 'usable-record'],
      ['odd-digest.dane.example', 'usable-record'],
      ['bare.dane.example', 'record'],
      ['half.dane.example', 'every-host'],
      ['crowd.dane.example', 'every-host'],
      ['strange.dane.example', 'secure'],
      ['null-mx.dane.example', 'record'],
      ['elsewhere.dane.example', 'signed-mail-servers'],
      ['good.unsigned.example', 'signed-mail-servers'],
      ['plain.sts.example', 'signed-mail-servers'],
      ['good.bogus.example', 'bogus'],
      ['broken.dane.example', 'bogus'],
    ])('%s: %s', async (domain, expected) => {
      const { dane } = await ask(domain);
      expect(dane.state === 'absent' ? dane.lacks : dane.state).toBe(expected);
    });

    it('says who checked it when, and counts no longer than the records do', async () => {
      const { dane } = await ask('good.dane.example');
      expect(dane).toMatchObject({
        state: 'secure',
        checkedAt: now,
        hosts: ['mx.good.dane.example'],
        resolver: '127.0.0.1',
      });
      if (dane.state !== 'secure') throw new Error('not secure');
      expect(dane.validUntil).toBeGreaterThan(now);
      expect(dane.validUntil).toBeLessThanOrEqual(now + 3_600_000);
    });

    it('finds what else a domain publishes where its signatures do not hold', async () => {
      expect(await ask('both.dane.example')).toMatchObject({ mtaSts: { state: 'enforce' }, dane: { state: 'secure' } });
      expect(await ask('sts.bogus.example')).toMatchObject({ mtaSts: { state: 'enforce' }, dane: { state: 'bogus' } });
    });

    it('is not asked for without a resolver that the owner named, whatever another one says', async () => {
      const { dane } = await ask('good.dane.example', { resolver: null, patience: silent.patience });
      expect(dane).toEqual({ state: 'not-asked' });
    });

    it('is asked for over TLS where the resolver is not on this computer, and only of the right one', async () => {
      const overTls = { resolver: { host: 'localhost', port: resolver.tlsPort } };
      expect((await ask('good.dane.example', overTls)).dane).toMatchObject({ state: 'secure', resolver: 'localhost' });
      const stranger = { ...overTls, roots: [], patience: { dns: 2_000, policy: 200 } };
      expect((await ask('good.dane.example', stranger)).dane).toEqual({ state: 'unknown' });
      const inClear = { resolver: { host: 'localhost', port: resolver.port }, patience: silent.patience };
      expect((await ask('good.dane.example', inClear)).dane).toEqual({ state: 'unknown' });
    });
  });

  it('tells a resolver that checks from one that is not there', async () => {
    const roots = [authority.root];
    expect(await checkResolver({ host: resolver.host, port: resolver.port }, roots)).toBe('checks');
    expect(await checkResolver({ host: 'localhost', port: resolver.tlsPort }, roots)).toBe('checks');
    expect(await checkResolver({ host: '127.0.0.1', port: 9 }, roots)).toBe('no-answer');
  });

  it('takes no answer from a stranger, to another question, or that cannot be read', async () => {
    const socket = createSocket('udp4');
    const liars = [createSocket('udp4')];
    socket.on('message', (question, from) => {
      const forged = Buffer.from(question);
      forged[2] = 0x81;
      forged[3] = 0xa0;
      const otherId = Buffer.from(forged);
      otherId[0] = (otherId[0] ?? 0) ^ 0xff;
      const otherName = Buffer.from(forged);
      otherName[13] = (otherName[13] ?? 0) ^ 0x01;
      for (const bytes of [Buffer.from('nonsense'), question.subarray(0, 20), otherId, otherName, question]) {
        socket.send(bytes, from.port, from.address);
      }
      // The right question, but from another port than it was sent to.
      liars[0]?.send(forged, from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const answer = await ask('good.dane.example', {
      ...silent,
      resolver: { host: '127.0.0.1', port: socket.address().port },
    });
    expect(answer).toEqual({ domain: 'good.dane.example', mtaSts: { state: 'unknown' }, dane: { state: 'unknown' } });
    socket.close();
    liars[0]?.close();
  });
});
