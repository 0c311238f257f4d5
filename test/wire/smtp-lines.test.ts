import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../main/engine/base/secret.ts';
import type { Login, ServerSettings } from '../../main/engine/wire/server-settings.ts';
import { createSmtpLines, type SmtpLines } from '../../main/engine/wire/smtp-lines.ts';
import { type SendResult, sendBytes } from '../../main/engine/wire/smtp-send.ts';
import { createAuthority } from '../support/certificate-authority.ts';
import { type LineServer, startLineServer } from '../support/mail-servers/line-server.ts';

const authority = createAuthority();
const login: Login = { user: 'desk@clinic.test', password: new Secret('a password') };

/** Answers that it has the message at its first line, and reads on slowly. */
async function startHasty(): Promise<LineServer> {
  const answers: Readonly<Record<string, string>> = {
    EHLO: '250-mail.test\r\n250 AUTH PLAIN',
    AUTH: '235 ok',
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go on',
    Subject: '250 taken',
  };
  return startLineServer(
    '220 mail.test ESMTP\r\n',
    (line, socket) => {
      const answer = answers[line.split(/[ :]/)[0] ?? ''];
      if (answer === '250 taken') {
        socket.pause();
        setTimeout(() => socket.resume(), 300);
      }
      return answer === undefined ? '' : `${answer}\r\n`;
    },
    authority.issue({ names: ['localhost'] }),
  );
}

/** What the server does with the next MAIL FROM, or with the next message at its final dot. */
type Whim = 'take' | 'busy' | 'hang-up-at-dot' | 'refuse';

describe('connections that are kept', () => {
  let server: SMTPServer;
  let settings: ServerSettings;
  let lines: SmtpLines;
  let connections: Set<Socket>;
  let opened = 0;
  let taken: string[] = [];
  let whims: Whim[] = [];

  beforeAll(async () => {
    connections = new Set();
    server = new SMTPServer({
      secure: true,
      ...authority.issue({ names: ['localhost'] }),
      disableReverseLookup: true,
      closeTimeout: 200,
      onAuth: (auth, _session, done) => done(null, { user: auth.username }),
      onMailFrom: (_address, _session, done) => {
        if (whims[0] !== 'busy') return done();
        whims.shift();
        done(Object.assign(new Error('4.7.0 closing'), { responseCode: 421 }));
      },
      onData: (stream, { envelope }, done) => {
        stream.resume();
        stream.on('end', () => {
          const whim = whims.shift() ?? 'take';
          if (whim === 'hang-up-at-dot') return hangUp();
          if (whim === 'refuse') return done(Object.assign(new Error('5.7.1 no'), { responseCode: 550 }));
          taken.push(envelope.rcptTo[0]?.address ?? '');
          done(null, `taken as ${taken.length}`);
        });
      },
    });
    server.on('error', () => {});
    server.server.on('connection', (socket: Socket) => {
      opened += 1;
      connections.add(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    settings = { host: 'localhost', port: address.port, security: 'implicit' };
  });
  beforeEach(() => {
    lines = createSmtpLines();
    opened = 0;
    taken = [];
    whims = [];
  });
  afterEach(() => lines.close());
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

  function hangUp(): void {
    for (const socket of connections) socket.destroy();
    connections.clear();
  }
  const usual = Buffer.from('Subject: Hello\r\n\r\nHello.\r\n');
  const send = (to: string, as: Login = login, bytes: Uint8Array = usual): Promise<SendResult> =>
    sendBytes(
      settings,
      as,
      {
        envelopeFrom: 'desk@clinic.test',
        envelopeTo: [to],
        bytes,
        roots: [authority.root],
      },
      lines,
    );

  it('carry one message after the other, each with an answer of its own', async () => {
    for (const to of ['ana@home.test', 'ben@home.test', 'eva@home.test']) {
      const result = await send(to);
      expect(result).toMatchObject({ outcome: 'accepted', tls: { protocol: 'TLSv1.3' }, server: 'localhost' });
      expect(result.outcome === 'accepted' && result.response).toContain(`taken as ${taken.length}`);
    }
    expect(taken).toEqual(['ana@home.test', 'ben@home.test', 'eva@home.test']);
    expect(opened).toBe(1);
  });

  it('are one for each message that is on the wire at the same time', async () => {
    await Promise.all(['ana@home.test', 'ben@home.test', 'eva@home.test'].map((to) => send(to)));
    expect(taken.toSorted()).toEqual(['ana@home.test', 'ben@home.test', 'eva@home.test']);
    expect(opened).toBe(3);
  });

  it('are replaced unseen where the server ended one at rest, or does so before it was asked for anything', async () => {
    await send('ana@home.test');
    hangUp();
    expect(await send('ben@home.test')).toMatchObject({ outcome: 'accepted' });
    whims = ['busy'];
    expect(await send('eva@home.test')).toMatchObject({ outcome: 'accepted' });
    expect(taken).toEqual(['ana@home.test', 'ben@home.test', 'eva@home.test']);
    expect(opened).toBe(3);
  });

  it('never send again what may have been taken: a line lost at the final dot is unsure, kept or not', async () => {
    await send('ana@home.test');
    whims = ['hang-up-at-dot'];
    expect(await send('ben@home.test')).toMatchObject({ outcome: 'unsure' });
    expect(await send('eva@home.test')).toMatchObject({ outcome: 'accepted' });
    expect(taken).toEqual(['ana@home.test', 'eva@home.test']);
  });

  it('are kept after messages of any length, however soon the answer comes', async () => {
    for (let size = 20_000; size < 900_000; size += 20_000) {
      const result = await send(
        'ana@home.test',
        login,
        Buffer.from(`Subject: x\r\n\r\n${'Ten bytes\r\n'.repeat(size / 11)}`),
      );
      expect(result, `${size} bytes`).toMatchObject({ outcome: 'accepted' });
    }
    expect(opened).toBe(1);
  });

  it('are not kept where a message was called taken before it was there, and that is unsure', async () => {
    const hasty = await startHasty();
    const bytes = Buffer.from(`Subject: Hello\r\n\r\n${'Body of it.\r\n'.repeat(600_000)}`);
    const sendHasty = () =>
      sendBytes(
        { host: 'localhost', port: hasty.port, security: 'implicit' },
        login,
        { envelopeFrom: 'desk@clinic.test', envelopeTo: ['ana@home.test'], bytes, roots: [authority.root] },
        lines,
      );
    try {
      for (let time = 0; time < 2; time += 1) {
        expect(await sendHasty()).toEqual({ outcome: 'unsure', reason: 'answered-early' });
      }
      expect(hasty.heard().split('EHLO')).toHaveLength(3);
    } finally {
      await hasty.stop();
    }
  });

  it('are given up after a refusal, and are nobody else’s', async () => {
    await send('ana@home.test');
    whims = ['refuse'];
    expect(await send('ben@home.test')).toMatchObject({ outcome: 'not-sent', retry: false, code: 'mail-refused' });
    await send('eva@home.test');
    expect(opened).toBe(2);
    await send('ida@home.test', { user: 'other@clinic.test', password: login.password });
    expect(opened).toBe(3);
  });
});
