import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type CertificateAuthority, expired, selfSigned } from '../support/certificate-authority.ts';
import { policyFile } from '../support/dns/policy-host.ts';
import type { TestZone } from '../support/dns/sign-zones.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const tlsa = (usage = 3, match = 1, data = digest('key')) => `IN TLSA ${usage} 1 ${match} ${data}`;
/** A mail domain with one server of its name, and an MTA-STS record. */
const publishes = (name: string, id = 'id=20261124T09', mx = `mx.${name}`) => [
  `${name} IN MX 10 ${mx}`,
  `mx.${name} IN A 127.0.0.1`,
  `_mta-sts.${name} IN TXT "v=STSv1; ${id};"`,
  `mta-sts.${name} IN A 127.0.0.1`,
];
const signedServer = (name: string, record: string) => [
  `${name} IN MX 10 mx.${name}`,
  `mx.${name} IN A 127.0.0.1`,
  `_25._tcp.mx.${name} ${record}`,
];

const withPolicy = [
  'enforce',
  'testing',
  'none',
  'wild',
  'deep',
  'other-host',
  'some-hosts',
  'expired',
  'wrong-name',
  'no-name',
  'self-signed',
  'redirect',
  'missing',
  'large',
  'endless',
  'slow',
  'silent',
  'html',
  'nonsense',
  'no-mx',
  'old-version',
  'twice',
];

/** The domains by what they publish; their names say what is odd about them. */
export const publishingZones: readonly TestZone[] = [
  {
    name: 'sts.example',
    signing: 'unsigned',
    records: [
      ...withPolicy.flatMap((name) => publishes(name)),
      'some-hosts IN MX 20 backup.elsewhere.example.',
      ...publishes('bad-id', 'id=not an id'),
      ...publishes('several'),
      '_mta-sts.several IN TXT "v=STSv1; id=2;"',
      ...publishes('other-text'),
      '_mta-sts.other-text IN TXT "v=spf1 -all"',
      ...publishes('unreachable').map((line) => line.replace(/^mta-sts\.(.*) A .*$/, 'mta-sts.$1 TXT "no address"')),
      'plain IN MX 10 mx.plain',
      'mx.plain IN A 127.0.0.1',
      'null-mx IN MX 0 .',
      '_mta-sts.null-mx IN TXT "v=STSv1; id=1;"',
      '_mta-sts.no-mx-record IN TXT "v=STSv1; id=1;"',
      'no-mx-record IN A 127.0.0.1',
      'mta-sts.no-mx-record IN A 127.0.0.1',
      'alias-record IN MX 10 mx.alias-record',
      '_mta-sts.alias-record IN CNAME _mta-sts.enforce',
      'mta-sts.alias-record IN A 127.0.0.1',
    ],
  },
  {
    name: 'dane.example',
    signing: 'signed',
    records: [
      ...signedServer('good', tlsa()),
      ...signedServer('anchor', tlsa(2, 2, digest('a') + digest('b'))),
      ...signedServer('whole-key', tlsa(3, 0, '3059')),
      ...signedServer('pkix', tlsa(1)),
      ...signedServer('odd-digest', tlsa(3, 1, 'abcd')),
      'bare IN MX 10 mx.bare',
      'mx.bare IN A 127.0.0.1',
      ...signedServer('half', tlsa()),
      'half IN MX 20 mx.bare',
      'elsewhere IN MX 10 mx.good.unsigned.example.',
      ...signedServer('broken', tlsa()),
      'broken IN MX 20 mx.good.bogus.example.',
      'alias IN MX 10 mail.alias',
      'mail.alias IN CNAME mx.good',
      'implicit IN A 127.0.0.1',
      `_25._tcp.implicit ${tlsa()}`,
      'crowd IN MX 10 mx.good',
      ...Array.from({ length: 30 }, (_, at) => `crowd IN MX 20 mx${at}.crowd`),
      'strange IN MX 10 mx.good',
      'strange IN MX 20 a\\010b.strange',
      'null-mx IN MX 0 .',
      ...signedServer('both', tlsa()),
      ...publishes('both').slice(2),
      // Longer than a UDP packet may be.
      ...signedServer('long', tlsa()),
      ...Array.from({ length: 40 }, (_, at) => `_25._tcp.mx.long ${tlsa(3, 1, digest(`key ${at}`))}`),
    ],
  },
  { name: 'unsigned.example', signing: 'unsigned', records: signedServer('good', tlsa()) },
  {
    name: 'bogus.example',
    signing: 'bogus',
    records: [...signedServer('good', tlsa()), ...publishes('sts'), `_25._tcp.mx.sts ${tlsa()}`],
  },
];

/** A name without a dot is one under `sts.example`. */
export const domainOf = (name: string) => (name.includes('.') ? name : `${name}.sts.example`);

type Answer = readonly [
  answer: string | ((response: ServerResponse) => void),
  certificate?: (name: string) => ReturnType<typeof selfSigned>,
];

/** What each domain's policy host does, and the certificate it shows where that is not simply right. */
export function policyAnswers(authority: CertificateAuthority): Record<string, Answer> {
  const mx = (name: string) => `mx.${domainOf(name)}`;
  const text = { 'content-type': 'text/plain' };
  const enforce = (name: string) => policyFile('enforce', [mx(name)]);
  return {
    enforce: [enforce('enforce')],
    testing: [policyFile('testing', [mx('testing')])],
    none: [policyFile('none', [])],
    wild: [policyFile('enforce', ['*.wild.sts.example'])],
    deep: [policyFile('enforce', ['*.sts.example'])],
    'other-host': [policyFile('enforce', ['mx.elsewhere.example'])],
    'some-hosts': [enforce('some-hosts')],
    'alias-record': [enforce('alias-record')],
    'no-mx-record': [policyFile('enforce', ['no-mx-record.sts.example'])],
    'other-text': [enforce('other-text')],
    twice: [`${enforce('twice')}mode: none\r\nmax_age: 1\r\nfuture_field: 7\r\n`],
    expired: [enforce('expired'), (name) => expired(authority, [name])],
    'wrong-name': [enforce('wrong-name'), () => authority.issue({ names: ['wrong-name.sts.example'] })],
    'no-name': [enforce('no-name'), () => authority.issue({ names: ['127.0.0.1'] })],
    'self-signed': [enforce('self-signed'), (name) => selfSigned({ names: [name] })],
    redirect: [
      (response) =>
        void response.writeHead(302, { location: 'https://mta-sts.enforce.sts.example/.well-known/mta-sts.txt' }).end(),
    ],
    missing: [(response) => void response.writeHead(404, text).end(enforce('missing'))],
    large: [`${enforce('large')}${'# filling\r\n'.repeat(6_500)}`],
    endless: [
      (response) => {
        response.writeHead(200, text);
        const more = () => {
          while (!response.destroyed && response.write(enforce('endless').repeat(50)));
        };
        response.on('drain', more);
        more();
      },
    ],
    slow: [
      (response) => {
        response.writeHead(200, text);
        const timer = setInterval(() => response.write('version: STSv1\r\n'), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
    silent: [() => {}],
    html: [(response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(enforce('html'))],
    nonsense: ['<!doctype html><title>Not found</title>'],
    'no-mx': [policyFile('enforce', [])],
    'old-version': [enforce('old-version').replace('STSv1', 'STSv2')],
    'both.dane.example': [policyFile('enforce', ['mx.both.dane.example'])],
    'sts.bogus.example': [policyFile('enforce', ['mx.sts.bogus.example'])],
  };
}
