import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMessage } from '../../main/engine/mailbox/read-message.ts';
import { createPracticeKey, type PracticeKey } from '../../main/engine/protection/practice-key.ts';
import { checkResolver, lookUpTransport } from '../../main/engine/wire/tls-evidence/look-up-transport.ts';
import { contacts } from '../../resources/demo-practice/people/contacts.ts';
import { practice } from '../../resources/demo-practice/practice.ts';
import type { FiledMail } from './imap-server.ts';
import { type Colleagues, hasOpenssl, makeColleagues } from './neighbours/colleagues.ts';
import { type NameServer, startNameServer } from './neighbours/name-server.ts';
import { composeProtectedMail, protectedSubjects } from './neighbours/protected-mail.ts';

const now = new Date();

describe('mail that comes protected', () => {
  let own: PracticeKey;
  let colleagues: Colleagues;
  let mails: readonly FiledMail[];

  beforeAll(async () => {
    colleagues = await makeColleagues(now.getTime());
    own = await createPracticeKey({ name: practice.name, address: practice.address, now: now.getTime() });
    mails = await composeProtectedMail(colleagues, own.publicKey, now);
  }, 60_000);

  /** As the practice of the tour reads it, with its certificate and the network's authority. */
  async function told(subject: string): Promise<string> {
    const known = [contacts.lab, contacts.imaging].map(({ address }, index) => {
      const { fingerprint, publicKey } = index === 0 ? colleagues.lab : colleagues.imaging;
      return { fingerprint, publicKey, addresses: [address], compared: index === 0 };
    });
    for (const { bytes, date } of mails) {
      const read = await readMessage({
        source: bytes,
        privateKeys: [own.privateKey],
        candidates: known,
        smime: { identities: [colleagues.practice], candidates: [], ownRoots: [colleagues.network.certificate] },
        ownAddress: practice.address,
        arrivedAt: date.getTime(),
        now: now.getTime(),
      });
      if (!read.subject.startsWith(subject)) continue;
      const { status } = read;
      return status.kind === 'encrypted' || status.kind === 'signed'
        ? [status.kind, status.signer, status.smime?.signer?.trust].filter(Boolean).join(' ')
        : status.kind;
    }
    return 'not there';
  }

  test.each<readonly [subject: string, expected: string]>([
    ['Results, batch of', 'encrypted verified'],
    [protectedSubjects.uncompared, 'encrypted verified'],
    [protectedSubjects.wrongSigner, 'encrypted mismatch'],
    [protectedSubjects.partly, 'plain'],
    [protectedSubjects.networkSigned, 'signed verified trusted'],
    [protectedSubjects.networkEncrypted, 'encrypted verified trusted'],
    [protectedSubjects.unknownRoot, 'signed unknown unknown-issuer'],
    ...(hasOpenssl() ? [[protectedSubjects.expired, 'signed invalid expired'] as const] : []),
  ])('“%s” reads as: %s', async (subject, expected) => {
    expect(await told(subject)).toBe(expected);
  });
});

describe('the demo’s name server', () => {
  let server: NameServer;
  beforeAll(async () => {
    server = await startNameServer({ signed: ['signed.example'] });
  });
  afterAll(() => server.stop());

  test('proves the domains that sign their servers, and no other', async () => {
    const resolver = { host: '127.0.0.1', port: server.port };
    expect(await checkResolver(resolver, [])).toBe('checks');
    const look = async (domain: string) =>
      (await lookUpTransport(domain, { resolver, roots: [], previous: null, now: now.getTime() })).dane;
    expect(await look('signed.example')).toMatchObject({ state: 'secure', hosts: ['mx.signed.example'] });
    expect(await look('other.example')).toMatchObject({ state: 'absent' });
  });
});
