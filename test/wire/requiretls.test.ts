import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../main/engine/base/secret.ts';
import { type SendJob, sendBytes, smtpCapabilities } from '../../main/engine/wire/smtp-send.ts';
import { createAuthority } from '../support/certificate-authority.ts';
import { type LineServer, startLineServer } from '../support/mail-servers/line-server.ts';
import { type RequireTlsServer, startRequireTlsServer } from '../support/mail-servers/requiretls-server.ts';

const authority = createAuthority();
const certificate = authority.issue({ names: ['localhost'] });
const login = { user: 'desk@clinic.test', password: new Secret('a password') };
const roots = [authority.root];

const job = (requireTls: SendJob['requireTls']): SendJob => ({
  envelopeFrom: 'desk@clinic.test',
  envelopeTo: ['ana@home.test'],
  bytes: Buffer.from('Subject: Hello\r\n\r\nHello.\r\n'),
  roots,
  ...(requireTls === undefined ? {} : { requireTls }),
});

describe('REQUIRETLS (RFC 8689)', () => {
  let server: RequireTlsServer;
  beforeAll(async () => {
    server = await startRequireTlsServer(certificate);
  });
  afterEach(() => server.offer(false));
  afterAll(() => server.stop());

  const settings = () => ({ host: 'localhost', port: server.port, security: 'implicit' }) as const;
  const send = (requireTls: SendJob['requireTls']) => sendBytes(settings(), login, job(requireTls));
  const last = () => server.taken.at(-1)?.requireTls;

  it('is known to be offered, or not, without signing in', async () => {
    expect(await smtpCapabilities(settings(), roots)).toMatchObject({ requireTls: false });
    server.offer(true);
    expect(await smtpCapabilities(settings(), roots)).toMatchObject({ requireTls: true });
  });

  it.each(['when-offered', 'must'] as const)('goes with the message where the server offers it (%s)', async (wish) => {
    server.offer(true);
    expect(await send(wish)).toMatchObject({ outcome: 'accepted', requireTls: true });
    expect(last()).toBe(true);
  });

  it('goes with no message that did not ask for it', async () => {
    server.offer(true);
    for (const wish of ['never', undefined] as const) {
      expect(await send(wish)).toMatchObject({ outcome: 'accepted', requireTls: false });
      expect(last()).toBe(false);
    }
  });

  it('is left out where the server lacks it and the message rests on something else', async () => {
    expect(await send('when-offered')).toMatchObject({ outcome: 'accepted', requireTls: false });
    expect(last()).toBe(false);
  });

  it('keeps a message at home that may not go without, to be tried again', async () => {
    const before = server.taken.length;
    expect(await send('must')).toMatchObject({
      outcome: 'not-sent',
      retry: true,
      code: 'requiretls-missing',
      facts: { host: 'localhost' },
    });
    expect(server.taken).toHaveLength(before);
  });
});

describe('REQUIRETLS of a server that says it in the wrong place', () => {
  let server: LineServer;
  afterEach(() => server.stop());
  const answering = async (lines: readonly string[]) => {
    server = await startLineServer(
      '220 hello\r\n',
      (line) => {
        if (line.startsWith('EHLO')) {
          return lines.map((each, at) => `250${at + 1 < lines.length ? '-' : ' '}${each}\r\n`).join('');
        }
        if (line.startsWith('AUTH')) return '235 welcome\r\n';
        if (line === 'DATA') return '354 go on\r\n';
        if (line === '.') return '250 taken\r\n';
        return /^(MAIL|RCPT|QUIT)/.test(line) ? '250 ok\r\n' : '';
      },
      certificate,
    );
    return sendBytes({ host: 'localhost', port: server.port, security: 'implicit' }, login, job('must'));
  };

  it.each([
    ['in its greeting line', ['localhost REQUIRETLS', 'AUTH PLAIN']],
    ['among the ways to sign in', ['localhost', 'AUTH PLAIN REQUIRETLS']],
    ['with something behind it', ['localhost', 'REQUIRETLS no', 'AUTH PLAIN']],
  ])('%s does not count', async (_where, lines) => {
    expect(await answering(lines)).toMatchObject({ outcome: 'not-sent', code: 'requiretls-missing' });
    expect(server.heard()).not.toContain('MAIL FROM');
  });

  it('on a line of its own it does', async () => {
    expect(await answering(['localhost', 'REQUIRETLS', 'AUTH PLAIN'])).toMatchObject({ requireTls: true });
    expect(server.heard()).toMatch(/MAIL FROM:<desk@clinic\.test>[^\r]* REQUIRETLS\r\n/);
  });
});
