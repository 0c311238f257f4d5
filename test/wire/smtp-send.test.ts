import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../main/engine/base/secret.ts';
import { type SendJob, sendBytes, smtpCapabilities } from '../../main/engine/wire/smtp-send.ts';
import { createAuthority } from '../support/certificate-authority.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type LineServer, startLineServer } from '../support/mail-servers/line-server.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { anna, desk, eventually, openPractice, type Practice } from './open-practice.ts';

const sizeLimit = 20_000_000;
const answers = {
  'grey@clinic.test': '450 4.2.0 Greylisted, try again later',
  'refused@clinic.test': '554 5.7.1 We do not take this',
  'full@clinic.test': '552 5.2.3 Message too long for this mailbox',
};

describe.skipIf(!(await needMailServers()))('sending through a real Postfix', () => {
  let practice: Practice;
  let proxy: FaultProxy;

  beforeAll(async () => {
    practice = await openPractice({ messageSizeLimit: sizeLimit, answers });
    proxy = await startFaultProxy({
      target: practice.smtp,
      tls: { certificate: practice.servers.authority.issue({ names: ['localhost'] }), root: practice.servers.root },
    });
  });
  afterEach(() => proxy.setFault({ kind: 'none' }));
  afterAll(async () => {
    await proxy.stop();
    await practice.stop();
  });

  const job = (bytes: Uint8Array, to: string | readonly string[] = anna): SendJob => ({
    envelopeFrom: desk,
    envelopeTo: typeof to === 'string' ? [to] : to,
    bytes,
    roots: practice.roots,
  });
  const send = (wishes: SendJob) => sendBytes(practice.smtp, practice.login, wishes);
  const sendThroughProxy = (wishes: SendJob) =>
    sendBytes({ host: proxy.host, port: proxy.port, security: 'implicit' }, practice.login, wishes);
  /** The message with this subject once it lies in Anna's inbox. */
  const arrived = (subject: string) =>
    eventually(async () => {
      const messages = await practice.servers.readMailbox(anna);
      return messages.find(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`)) ?? null;
    });
  const countOf = async (subject: string) =>
    (await practice.servers.readMailbox(anna)).filter(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`)).length;

  it('says what the server can do, without signing in', async () => {
    expect(await smtpCapabilities(practice.smtp, practice.roots)).toEqual({
      size: sizeLimit,
      requireTls: false,
      auth: ['PLAIN', 'LOGIN'],
    });
  });

  it.each(['smtp', 'smtpStartTls'] as const)('hands the bytes over unchanged (%s)', async (kind) => {
    const body = '.\r\n..dots\r\n\r\n.\r\nFrom here\r\nlast';
    const bytes = practice.message(`unchanged-${kind}`, body);
    const result = await sendBytes(practice[kind], practice.login, job(bytes));
    expect(result).toMatchObject({
      outcome: 'accepted',
      response: expect.stringMatching(/^250 2\.0\.0 Ok: queued as/),
      refused: [],
      server: 'localhost',
      tls: { protocol: expect.stringMatching(/^TLSv1\.[23]$/) },
    });
    const stored = await arrived(`unchanged-${kind}`);
    expect(stored.bytes.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(`${body}\r\n`);
  });

  it('says of each kind of refusal whether to come back', async () => {
    const outcome = async (to: string) => {
      const result = await send(job(practice.message('refusal'), to));
      return result.outcome === 'not-sent' ? [result.code, result.retry, result.response.slice(0, 9)] : result;
    };
    expect(await outcome('grey@clinic.test')).toEqual(['mail-deferred', true, '450 4.2.0']);
    expect(await outcome('refused@clinic.test')).toEqual(['recipient-refused', false, '554 5.7.1']);
    expect(await outcome('nobody@clinic.test')).toEqual(['recipient-refused', false, '550 5.1.1']);
    expect(await outcome('full@clinic.test')).toEqual(['message-too-large', false, '552 5.2.3']);
    expect(await countOf('refusal')).toBe(0);
  });

  it('tells which of several recipients were refused', async () => {
    const result = await send(job(practice.message('several'), [anna, 'nobody@clinic.test']));
    expect(result).toMatchObject({
      outcome: 'accepted',
      refused: [{ address: 'nobody@clinic.test', response: expect.stringMatching(/^550/) }],
    });
  });

  it('keeps a message that is too large at home, and says the limit', async () => {
    const result = await sendThroughProxy(job(Buffer.alloc(sizeLimit + 1, 'a')));
    expect(result).toMatchObject({
      outcome: 'not-sent',
      retry: false,
      code: 'message-too-large',
      facts: { limit: sizeLimit, size: sizeLimit + 1 },
    });
    expect(proxy.sent().includes('MAIL FROM')).toBe(false);
  });

  it('refuses NUL, and addresses that would be two commands', async () => {
    expect(await send(job(Buffer.from('Subject: x\r\n\r\n\0')))).toMatchObject({
      code: 'header-invalid',
      retry: false,
    });
    for (const to of ['a@b.test>\r\nRCPT TO:<c@d.test', 'a@b.test> SIZE=1', '']) {
      expect(await send(job(practice.message('smuggled'), to))).toMatchObject({
        outcome: 'not-sent',
        code: 'recipient-invalid',
        retry: false,
      });
    }
  });

  it('is unsure when the answer after the final dot is lost, and the message did arrive', async () => {
    proxy.setFault({ kind: 'lose-final-answer' });
    expect(await sendThroughProxy(job(practice.message('lost-answer')))).toEqual({
      outcome: 'unsure',
      reason: 'connection-lost',
    });
    await arrived('lost-answer');
    expect(await countOf('lost-answer')).toBe(1);
  });

  it('is unsure, too, when the final dot itself was lost: it cannot know', async () => {
    proxy.setFault({ kind: 'swallow-final-dot' });
    expect(await sendThroughProxy(job(practice.message('lost-dot')))).toEqual({
      outcome: 'unsure',
      reason: 'connection-lost',
    });
    expect(await countOf('lost-dot')).toBe(0);
  });

  it('is unsure when the answer does not come in time', async () => {
    const small = practice.message('late');
    // Long enough for the sign-in, short of the answer to the final dot.
    proxy.setFault({ kind: 'lose-final-answer', stall: true });
    const result = await sendThroughProxy({ ...job(small), timeouts: { finalAnswer: 5_000 } });
    expect(result).toEqual({ outcome: 'unsure', reason: 'timeout' });
  });

  it('is sure that nothing was sent when the line goes before the end', async () => {
    const large = practice.message('cut', 'y'.repeat(60).concat('\r\n').repeat(300_000));
    const cuts = [0, 200, 700, 3_000, 200_000].map(
      (afterBytes) => ({ kind: 'cut', direction: 'up', afterBytes }) as const,
    );
    for (const fault of cuts) {
      proxy.setFault(fault);
      const result = await sendThroughProxy(job(large));
      expect(result, `cut after ${fault.afterBytes}`).toMatchObject({ outcome: 'not-sent', retry: true });
    }
    proxy.setFault({ kind: 'none' });
    expect(await countOf('cut')).toBe(0);
  });

  it('never says "not sent" of a message that was taken, wherever the line is cut', async () => {
    const faults = [
      ...Array.from({ length: 36 }, (_, at) => ({ kind: 'cut', direction: 'up', afterBytes: 40 + at * 97 }) as const),
      ...Array.from({ length: 14 }, (_, at) => ({ kind: 'cut', direction: 'down', afterBytes: 20 + at * 37 }) as const),
    ];
    const outcomes: string[] = [];
    for (const [at, fault] of faults.entries()) {
      proxy.setFault(fault);
      const bytes = practice.message(`cut-${at}`, 'z'.repeat(60).concat('\r\n').repeat(50));
      outcomes.push((await sendThroughProxy(job(bytes))).outcome);
    }
    expect(new Set(outcomes)).toEqual(new Set(['not-sent', 'unsure', 'accepted']));
    await arrived(`cut-${outcomes.lastIndexOf('accepted')}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const [at, outcome] of outcomes.entries()) {
      const count = await countOf(`cut-${at}`);
      expect(count, `${outcome} ${JSON.stringify(faults[at])}`).toBeLessThanOrEqual(outcome === 'not-sent' ? 0 : 1);
      if (outcome === 'accepted') expect(count).toBe(1);
    }
  });

  it('gives up on a server that says nothing more', async () => {
    proxy.setFault({ kind: 'stall', direction: 'down', afterBytes: 0 });
    expect(await sendThroughProxy({ ...job(practice.message('stalled')), timeouts: { greeting: 500 } })).toMatchObject({
      outcome: 'not-sent',
      retry: true,
      code: 'server-timeout',
    });
    // Up to the answer to EHLO, then silence where the answer to the sign-in is due.
    proxy.setFault({ kind: 'stall', direction: 'down', afterBytes: 150 });
    expect(await sendThroughProxy({ ...job(practice.message('stalled')), timeouts: { session: 900 } })).toMatchObject({
      outcome: 'not-sent',
      retry: true,
      code: 'server-timeout',
    });
  });

  it('copes with answers that come one byte at a time', async () => {
    proxy.setFault({ kind: 'split', bytes: 1 });
    expect(await sendThroughProxy(job(practice.message('split')))).toMatchObject({ outcome: 'accepted' });
    await arrived('split');
  });

  it('keeps a message when the sign-in is refused, and tells no password', async () => {
    const login = { user: desk, password: new Secret('Wr0ng-password') };
    const result = await sendBytes(practice.smtp, login, job(practice.message('wrong')));
    expect(result).toMatchObject({ outcome: 'not-sent', retry: true, code: 'sign-in-refused' });
    expect(JSON.stringify(result)).not.toContain('Wr0ng');
  });

  it('sends many at once without mixing them up', async () => {
    const subjects = Array.from({ length: 12 }, (_, index) => `many-${index}`);
    const results = await Promise.all(subjects.map((subject) => send(job(practice.message(subject, subject)))));
    expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    for (const subject of subjects)
      expect((await arrived(subject)).bytes.toString()).toContain(`\r\n\r\n${subject}\r\n`);
  });
});

describe('sending to a server with answers of its own', () => {
  const authority = createAuthority();
  const certificate = authority.issue({ names: ['localhost'] });
  let server: LineServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  /** Obliging, but for the answers given here: by command, and `.` for the final dot. */
  const sendTo = async (answers: Readonly<Record<string, string | null>>, timeouts: SendJob['timeouts'] = {}) => {
    let inData = false;
    const usual: Readonly<Record<string, string>> = {
      EHLO: '250-mail.test\r\n250 AUTH PLAIN',
      AUTH: '235 ok',
      DATA: '354 go on',
    };
    server = await startLineServer(
      '220 mail.test ESMTP\r\n',
      (line) => {
        const command = inData ? line : (line.split(/[ :]/)[0] ?? '');
        if (inData && line !== '.') return '';
        inData = command === 'DATA';
        const answer = command in answers ? answers[command] : (usual[command] ?? '250 ok');
        return answer === null || answer === undefined ? null : answer === '' ? '' : `${answer}\r\n`;
      },
      certificate,
    );
    const settings = { host: server.host, port: server.port, security: 'implicit' } as const;
    const login = { user: desk, password: new Secret('x-password') };
    const bytes = Buffer.from('Subject: x\r\n\r\nx\r\n');
    return sendBytes(settings, login, {
      envelopeFrom: desk,
      envelopeTo: [anna],
      bytes,
      roots: [authority.root],
      timeouts,
    });
  };

  it.each([
    [{}, { outcome: 'accepted', response: '250 ok' }],
    [
      { MAIL: '451 4.3.0 busy' },
      { outcome: 'not-sent', retry: true, code: 'mail-deferred', response: '451 4.3.0 busy' },
    ],
    [{ MAIL: '550 5.7.1 not you' }, { outcome: 'not-sent', retry: false, code: 'mail-refused' }],
    [{ RCPT: '550 5.1.1 who?' }, { outcome: 'not-sent', retry: false, code: 'recipient-refused' }],
    [{ DATA: '503 5.5.1 not now' }, { outcome: 'not-sent', retry: true, code: 'mail-deferred' }],
    [{ DATA: null }, { outcome: 'not-sent', retry: true, code: 'offline' }],
    [{ '.': '451 4.7.1 try again' }, { outcome: 'not-sent', retry: true, code: 'mail-deferred' }],
    [{ '.': '421 4.3.2 going down' }, { outcome: 'not-sent', retry: true, code: 'mail-deferred' }],
    [{ '.': '554 5.6.0 spam' }, { outcome: 'not-sent', retry: false, code: 'mail-refused' }],
    [{ '.': '552 5.3.4 too big' }, { outcome: 'not-sent', retry: false, code: 'message-too-large' }],
    [{ '.': 'good morning' }, { outcome: 'unsure', reason: 'unreadable-answer' }],
    [{ '.': '354 more please' }, { outcome: 'unsure', reason: 'unreadable-answer' }],
    [{ '.': null }, { outcome: 'unsure', reason: 'connection-lost' }],
    [{ DATA: '354 go on\r\n250 taken' }, { outcome: 'unsure', reason: 'answered-early' }],
  ] as const)('%j gives %j', async (answers, expected) => {
    expect(await sendTo(answers)).toMatchObject(expected);
  });

  it('waits a short time for most answers and a long one for the last', async () => {
    const start = Date.now();
    expect(await sendTo({ MAIL: '' }, { silence: 500, finalAnswer: 15_000 })).toMatchObject({
      outcome: 'not-sent',
      retry: true,
      code: 'server-timeout',
    });
    expect(Date.now() - start).toBeLessThan(10_000);
    await server?.stop();
    expect(await sendTo({ '.': '' }, { finalAnswer: 4_000 })).toEqual({ outcome: 'unsure', reason: 'timeout' });
  });
});
