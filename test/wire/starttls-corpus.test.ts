import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { type EngineError, isEngineError } from '../../main/engine/base/errors.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import { connectImap } from '../../main/engine/wire/imap-connection.ts';
import type { ServerSettings } from '../../main/engine/wire/server-settings.ts';
import { sendBytes } from '../../main/engine/wire/smtp-send.ts';
import { createAuthority, expired, type KeyWithCertificate } from '../support/certificate-authority.ts';
import { describeCorpus } from '../support/corpora.ts';
import { type ScriptedServer, startScriptedServer } from '../support/mail-servers/scripted-server.ts';
import { listVariants, readServerScript, type ServerScript } from '../support/mail-servers/server-script.ts';

const authority = createAuthority();
const certificates: Record<ServerScript['certificate'], KeyWithCertificate> = {
  good: authority.issue({ names: ['localhost'] }),
  'wrong-name': authority.issue({ names: ['other.example.org'] }),
  expired: expired(authority, ['localhost']),
  'unknown-issuer': createAuthority('Somebody else').issue({ names: ['localhost'] }),
};
const password = 'c0rpus-Passw0rd';
const login = { user: 'nurse@clinic.test', password: new Secret(password) };
const body = Buffer.from('From: nurse@clinic.test\r\nSubject: c4nary-subject\r\n\r\nc4nary-body\r\n');
/** Long, so that a busy computer changes no outcome: only one case waits for its end. */
const timeouts = { connect: 12_000, greeting: 12_000, session: 15_000, silence: 15_000, finalAnswer: 15_000 };
/** What may never be seen outside of TLS, however it is written. */
const canaries = [
  password,
  'nurse',
  'clinic',
  'c4nary',
  ...[0, 1, 2].flatMap((pad) => base64Canaries('_'.repeat(pad))),
];

/** `connected`: signed in inside TLS; otherwise the error's code and reason. */
type Outcome = { readonly end: string; readonly told: unknown };

function nameEnd({ code, facts: { reason } }: Pick<EngineError, 'code' | 'facts'>): string {
  return reason === undefined ? code : `${code} (${reason})`;
}

/** Connects to an IMAP server and looks around, so that whatever was slipped in earlier would show. */
async function tryImap(settings: ServerSettings): Promise<Outcome> {
  try {
    const connection = await connectImap(settings, login, { roots: [authority.root], timeouts });
    const news: unknown[] = [];
    for (const name of ['exists', 'expunge', 'flags'] as const) connection.events.on(name, (event) => news.push(event));
    const listed = await connection.listMailboxes();
    const selected = await connection.select('INBOX');
    const uids = await connection.listUids();
    await connection.close();
    expect(listed.map(({ path }) => path)).toEqual(['INBOX']);
    expect(selected).toMatchObject({ exists: 0, uidValidity: 77n, uidNext: 1 });
    expect(uids).toEqual([]);
    expect(news).toEqual([]);
    return { end: 'connected', told: listed };
  } catch (error) {
    if (!isEngineError(error)) throw error;
    return { end: nameEnd(error), told: error };
  }
}

async function trySmtp(settings: ServerSettings): Promise<Outcome> {
  const job = {
    envelopeFrom: login.user,
    envelopeTo: ['anna@home.test'],
    bytes: body,
    roots: [authority.root],
    timeouts,
  };
  const result = await sendBytes(settings, login, job);
  expect(result.outcome).not.toBe('unsure');
  if (result.outcome !== 'not-sent') return { end: 'connected', told: result };
  return { end: nameEnd(result), told: result };
}

/** The commands before TLS: nothing but the way to it, and goodbye. */
function expectOnlyTheWayToTls(script: ServerScript, server: ScriptedServer): void {
  const clear = server.heard.clear();
  for (const canary of canaries) expect(clear).not.toContain(canary);
  const [text = ''] = clear.split('\x16\x03');
  const allowed =
    script.protocol === 'imap' ? /^\w+ (CAPABILITY|STARTTLS|LOGOUT)$/i : /^(EHLO \[127\.0\.0\.1\]|STARTTLS|QUIT)$/i;
  for (const line of text.split('\r\n').filter((part) => part !== '')) expect(line).toMatch(allowed);
}

/** Words that the script says before TLS and nobody else does: none may come out at our end. */
function expectNothingBelieved(script: ServerScript, told: unknown): void {
  const before = [script.greeting, script.startTlsAnswer, ...script.answers.values()].join(' ');
  const shown = inspect(told, { depth: 10, showHidden: true });
  const words = before.match(/[A-Za-z0-9]{8,}/g) ?? [];
  const common = /^(CAPABILITY|STARTTLS|IMAP4REV1|LOGINDISABLED|starttls|connection|Injected)$/i;
  for (const word of words.filter((one) => !common.test(one))) expect(shown).not.toContain(word);
}

describeCorpus('starttls/fake-mail-server', (folder) => {
  const files = globSync('**/*.ron', { cwd: folder }).sort();
  const cases = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const protocol = file.includes('/imap/') ? ('imap' as const) : ('smtp' as const);
    const variants = listVariants(text).map((variant, at) => [`${file} (variant ${at + 1})`, variant] as const);
    return [[file, text] as const, ...variants].map(([name, script]) => ({
      name,
      script: readServerScript(script, protocol),
    }));
  });
  const ends = new Map<string, number>();
  const attempt = async (script: ServerScript, security: ServerSettings['security']) => {
    const server = await startScriptedServer(script, certificates[script.certificate]);
    try {
      const settings = { host: server.host, port: server.port, security };
      const start = Date.now();
      const outcome = await (script.protocol === 'imap' ? tryImap(settings) : trySmtp(settings));
      expect(Date.now() - start, 'it does not hang').toBeLessThan(25_000);
      expectOnlyTheWayToTls(script, server);
      expectNothingBelieved(script, outcome.told);
      return { ...outcome, server };
    } finally {
      await server.stop();
    }
  };

  it.concurrent.each(cases)('$name', async ({ script }) => {
    const { end, server } = await attempt(script, 'starttls');
    ends.set(end, (ends.get(end) ?? 0) + 1);
    // The positive control: where TLS stands, the sign-in is heard, inside it.
    expect(/LOGIN|AUTH/.test(server.heard.tls())).toBe(end === 'connected');
  });

  it.concurrent.each(cases)('$name, where TLS should start with the first byte', async ({ script }) => {
    const { end } = await attempt(script, 'implicit');
    expect(end).toBe('server-no-tls (no-tls-here)');
  });

  it('notices a client that signs in without TLS', async () => {
    const script = readServerScript('(caps: [Imap4Rev1], implicit_tls: false)', 'imap');
    const server = await startScriptedServer(script, certificates.good);
    try {
      const client = createConnection({ host: '127.0.0.1', port: server.port });
      client.write(`a LOGIN nurse@clinic.test ${password}\r\n`);
      await once(client, 'data');
      await once(client, 'data');
      client.destroy();
      expect(() => expectOnlyTheWayToTls(script, server)).toThrow();
    } finally {
      await server.stop();
    }
  });

  afterAll(() => {
    const figures = Object.fromEntries([...ends].sort(([a], [b]) => (a < b ? -1 : 1)));
    const table = Object.entries(figures).map(([end, count]) => `${String(count).padStart(4)}  ${end}`);
    console.log(
      `starttls/fake-mail-server: ${files.length} cases, ${cases.length} with their variants, both kinds of TLS each\n${table.join('\n')}`,
    );
    expect(figures).toEqual({
      connected: 32,
      'server-certificate (expired)': 2,
      'server-certificate (unknown-issuer)': 1,
      'server-certificate (wrong-name)': 2,
      'server-no-tls (injected)': 2,
      'server-no-tls (no-tls-here)': 1,
      'server-no-tls (preauth)': 4,
      'server-no-tls (starttls-missing)': 43,
      'server-protocol (unexpected-answer)': 12,
      'server-refused (busy)': 2,
      'server-timeout': 1,
    });
  });
});

function base64Canaries(before: string): string[] {
  return [password, 'nurse@clinic.test', 'c4nary'].map((text) => {
    const whole = Buffer.from(`${before}${text}`).toString('base64');
    return whole.slice(before.length === 0 ? 0 : 4, -4);
  });
}
