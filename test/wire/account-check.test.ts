import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../main/engine/base/secret.ts';
import { checkAccount } from '../../main/engine/wire/account-check.ts';
import type { ServerSettings } from '../../main/engine/wire/server-settings.ts';
import { createAuthority, expired, selfSigned } from '../support/certificate-authority.ts';
import { type LineServer, startLineServer } from '../support/mail-servers/line-server.ts';
import { findFreePorts } from '../support/mail-servers/loopback-ports.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { openPractice, type Practice } from './open-practice.ts';

const password = 'Wr0ng "pass" wörd';
const login = { user: 'desk@clinic.test', password: new Secret(password) };
const implicit = (server: { host: string; port: number }): ServerSettings => ({
  host: server.host,
  port: server.port,
  security: 'implicit',
});
const starttls = (server: { host: string; port: number }): ServerSettings => ({
  host: server.host,
  port: server.port,
  security: 'starttls',
});
const quick = { connect: 1_500, greeting: 1_500, session: 4_000 };
/** Refuses at once, for when only the other server is looked at. */
const nobody = implicit({ host: '127.0.0.1', port: 1 });

/** The password as it could stand in a text: plain, or inside the base64 of the usual sign-ins. */
const traces = [
  password,
  'Wr0ng',
  ...[`\0${login.user}\0${password}`, `${login.user}\0${login.user}\0${password}`, password].map((text) =>
    Buffer.from(text).toString('base64').slice(-14, -4),
  ),
];
const expectNoTrace = (value: unknown) => {
  const text = inspect(value, { depth: 12, showHidden: true });
  for (const trace of traces) expect(text).not.toContain(trace);
};

describe.skipIf(!(await needMailServers()))('the check of an account against real servers', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await openPractice();
  });
  afterAll(() => practice.stop());

  it('passes with both kinds of TLS', async () => {
    const { login: right, roots } = practice;
    const secure = { ok: true, tls: { protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) } };
    expect(await checkAccount({ imap: practice.imap, smtp: practice.smtp, login: right, roots })).toEqual({
      imap: secure,
      smtp: secure,
    });
    expect(
      await checkAccount({ imap: practice.imapStartTls, smtp: practice.smtpStartTls, login: right, roots }),
    ).toEqual({ imap: secure, smtp: secure });
  });

  it('tells a refused sign-in from everything else, and no password', async () => {
    const result = await checkAccount({
      imap: practice.imap,
      smtp: practice.smtpStartTls,
      login,
      roots: practice.roots,
    });
    expect(result).toMatchObject({
      imap: { ok: false, code: 'sign-in-refused', facts: { reason: 'refused' } },
      smtp: { ok: false, code: 'sign-in-refused', facts: { reason: 'refused' } },
    });
    expectNoTrace(result);
  });

  it('does not trust an issuer nobody knows, and says whose certificate it was', async () => {
    const result = await checkAccount({ imap: practice.imap, smtp: practice.smtpStartTls, login, roots: [] });
    const facts = { reason: 'unknown-issuer', subject: 'localhost, 127.0.0.1', issuer: 'Postern test root' };
    expect(result).toMatchObject({
      imap: { ok: false, code: 'server-certificate', facts },
      smtp: { ok: false, code: 'server-certificate', facts },
    });
  });

  it('says that a port speaks no TLS', async () => {
    const wrong = { imap: implicit(practice.imapStartTls), smtp: implicit(practice.smtpStartTls) };
    const facts = { reason: 'no-tls-here' };
    expect(await checkAccount({ ...wrong, login, roots: practice.roots })).toMatchObject({
      imap: { ok: false, code: 'server-no-tls', facts },
      smtp: { ok: false, code: 'server-no-tls', facts },
    });
  });

  it.each([
    ['self-signed', () => selfSigned({ names: ['localhost'] }), { subject: 'localhost', issuer: 'localhost' }],
    [
      'expired',
      (authority: ReturnType<typeof createAuthority>) => expired(authority, ['localhost']),
      { subject: 'localhost', validTo: expect.stringMatching(/^20\d\d-\d\d-\d\dT/) },
    ],
    [
      'wrong-name',
      (authority: ReturnType<typeof createAuthority>) => authority.issue({ names: ['mail.other.example', '10.0.0.1'] }),
      { subject: 'mail.other.example, 10.0.0.1', issuer: 'Postern test root' },
    ],
  ] as const)('refuses a certificate that is %s, whichever way TLS starts', async (reason, certificate, facts) => {
    const servers = await startMailServers({ users: [{ user: 'desk', password }], domain: 'clinic.test', certificate });
    try {
      for (const pair of [
        { imap: implicit(servers.imap), smtp: implicit(servers.smtp) },
        { imap: starttls(servers.imapStartTls), smtp: starttls(servers.smtpStartTls) },
      ]) {
        const result = await checkAccount({ ...pair, login, roots: [servers.root] });
        const refused = { ok: false, code: 'server-certificate', facts: { reason, ...facts } };
        expect(result).toMatchObject({ imap: refused, smtp: refused });
      }
      expect(servers.dovecot.log()).not.toContain('Login');
    } finally {
      await servers.stop();
    }
  });
});

describe('the check of an account against servers that misbehave', () => {
  const authority = createAuthority();
  const roots = [authority.root];
  const certificate = authority.issue({ names: ['localhost'] });
  const open: { stop: () => Promise<void> }[] = [];
  const serve = async (...args: Parameters<typeof startLineServer>): Promise<LineServer> => {
    const server = await startLineServer(...args);
    open.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.stop()));
  });
  const check = (imap: ServerSettings, smtp: ServerSettings) => checkAccount({ imap, smtp, login, roots });

  const tagOf = (line: string) => line.split(' ')[0] ?? '';
  const plainImap = (greeting: string, capabilities: string) =>
    serve(greeting, (line) =>
      / CAPABILITY/i.test(line)
        ? `* CAPABILITY IMAP4rev1 ${capabilities}\r\n${tagOf(line)} OK done\r\n`
        : `${tagOf(line)} OK done\r\n`,
    );
  const plainSmtp = (extensions: readonly string[]) =>
    serve('220 mail.test ESMTP\r\n', (line) =>
      /^EHLO/.test(line)
        ? ['mail.test', ...extensions]
            .map((text, at, all) => `250${at + 1 < all.length ? '-' : ' '}${text}\r\n`)
            .join('')
        : '502 no\r\n',
    );

  it('sends nothing about us when STARTTLS has been stripped', async () => {
    const imap = await plainImap('* OK ready\r\n', 'AUTH=PLAIN');
    const smtp = await plainSmtp(['AUTH PLAIN LOGIN', 'SIZE 1000']);
    expect(await check(starttls(imap), starttls(smtp))).toMatchObject({
      imap: { ok: false, code: 'server-no-tls', facts: { reason: 'starttls-missing' } },
      smtp: { ok: false, code: 'server-no-tls' },
    });
    for (const heard of [imap.heard(), smtp.heard()]) {
      expect(heard).not.toMatch(/LOGIN|AUTHENTICATE|AUTH |desk|clinic/i);
      expectNoTrace(heard);
    }
  });

  it('does not take a session that starts signed in, in clear', async () => {
    const imap = await plainImap('* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\r\n', 'STARTTLS');
    const { imap: result } = await check(starttls(imap), nobody);
    expect(result).toMatchObject({ ok: false, code: 'server-no-tls', facts: { reason: 'preauth' } });
    expect(imap.heard()).not.toMatch(/LIST|SELECT|NAMESPACE|LOGIN|AUTHENTICATE/i);
  });

  it('says that nobody listens there', async () => {
    const [port = 0] = await findFreePorts(1);
    const closed = implicit({ host: '127.0.0.1', port });
    expect(await check(closed, closed)).toMatchObject({
      imap: { ok: false, code: 'server-refused', facts: { reason: 'connection', host: '127.0.0.1', port } },
      smtp: { ok: false, code: 'server-refused' },
    });
  });

  it.each([implicit, starttls])('gives up on a server that never speaks (%o)', async (kind) => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const settings = kind({ host: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 });
    const start = Date.now();
    expect(await checkAccount({ imap: settings, smtp: settings, login, roots, timeouts: quick })).toMatchObject({
      imap: { ok: false, code: 'server-timeout' },
      smtp: { ok: false, code: 'server-timeout' },
    });
    expect(Date.now() - start).toBeLessThan(12_000);
    silent.close();
  });

  it('says that a name does not exist, or that there is no network to ask', async () => {
    const nowhere = implicit({ host: 'mail.nowhere.invalid', port: 993 });
    const { imap, smtp } = await check(nowhere, nowhere);
    for (const result of [imap, smtp]) {
      expect(result).toMatchObject({ ok: false, code: expect.stringMatching(/^(server-name-not-found|offline)$/) });
    }
  });

  it.each([
    ['as it was sent', (line: string) => line],
    [
      'decoded',
      (line: string) =>
        Buffer.from(line.split(' ').at(-1) ?? '', 'base64')
          .toString('utf8')
          .replaceAll('\0', ' '),
    ],
    ['decoded as Latin-1', (line: string) => Buffer.from(line.split(' ').at(-1) ?? '', 'base64').toString('latin1')],
  ])('shows no password that a server echoes %s', async (_, echo) => {
    let tag = '';
    const imap = await serve(
      '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n',
      (line) => {
        if (!line.includes(' ')) return `${tag} NO what is ${echo(line)}?\r\n`;
        tag = tagOf(line);
        if (/ AUTHENTICATE /.test(line)) return '+ \r\n';
        return `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK done\r\n`;
      },
      certificate,
    );
    const smtp = await serve(
      '220 mail.test ESMTP\r\n',
      (line) => (/^EHLO/.test(line) ? '250-mail.test\r\n250 AUTH PLAIN\r\n' : `535 5.7.8 what is ${echo(line)}?\r\n`),
      certificate,
    );
    const result = await check(implicit(imap), implicit(smtp));
    expect(result).toMatchObject({
      imap: { ok: false, code: 'sign-in-refused' },
      smtp: { ok: false, code: 'sign-in-refused' },
    });
    expectNoTrace(result);
    // The positive control: the servers did get it, and the check for traces finds it.
    for (const heard of [imap.heard(), smtp.heard()]) {
      const sent = /[\w+/]{30,}=*/.exec(heard)?.[0] ?? '';
      expect(Buffer.from(sent, 'base64').toString()).toContain(password);
      expect(() => expectNoTrace(sent)).toThrow();
    }
  });

  it('shows no password that a server echoes after LOGIN', async () => {
    let tag = '';
    let waiting = false;
    const imap = await serve(
      '* OK [CAPABILITY IMAP4rev1] ready\r\n',
      (line) => {
        if (waiting || / LOGIN /.test(line)) {
          tag = waiting ? tag : tagOf(line);
          waiting = /\{\d+\}$/.test(line);
          return waiting ? '+ go on\r\n' : `${tag} NO what is ${line}?\r\n`;
        }
        return `* CAPABILITY IMAP4rev1\r\n${tagOf(line)} OK done\r\n`;
      },
      certificate,
    );
    const { imap: result } = await check(implicit(imap), nobody);
    expect(result).toMatchObject({ ok: false, code: 'sign-in-refused' });
    expect(imap.heard()).toContain('Wr0ng');
    expectNoTrace(result);
  });

  it('hears out of the answer that another way to sign in is needed', async () => {
    const smtpAnswering = (answer: string) =>
      serve(
        '220 mail.test ESMTP\r\n',
        (line) =>
          /^EHLO/.test(line)
            ? '250-mail.test\r\n250 AUTH LOGIN PLAIN\r\n'
            : /^AUTH/.test(line)
              ? `${answer}\r\n`
              : '250 OK\r\n',
        certificate,
      );
    const outcome = async (answer: string) => (await check(nobody, implicit(await smtpAnswering(answer)))).smtp;
    expect(
      await outcome('535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR]'),
    ).toMatchObject({ code: 'sign-in-needs-oauth' });
    expect(
      await outcome(
        '534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9 https://support.example',
      ),
    ).toMatchObject({ code: 'sign-in-refused', facts: { reason: 'app-password' } });
    expect(await outcome('454 4.7.0 Temporary authentication failure')).toMatchObject({
      code: 'server-refused',
      facts: { reason: 'busy' },
    });
  });

  it('needs OAuth where passwords are not offered at all', async () => {
    const smtp = await serve(
      '220 mail.test ESMTP\r\n',
      (line) => (/^EHLO/.test(line) ? '250-mail.test\r\n250 AUTH XOAUTH2 OAUTHBEARER\r\n' : '250 OK\r\n'),
      certificate,
    );
    expect((await check(nobody, implicit(smtp))).smtp).toMatchObject({ code: 'sign-in-needs-oauth' });
    expect(smtp.heard()).not.toContain('AUTH');
  });
});
