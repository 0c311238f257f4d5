import { describe, expect, it } from 'vitest';
import { answerLimits } from '../../../main/contract/sealed/letter.ts';
import { findAnswerArmor } from '../../../main/engine/protection/answer-armor.ts';
import { encryptAndSign } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readAnswer } from '../../../main/engine/protection/sealed-answer.ts';
import { generateReplySecret } from '../../../main/engine/protection/sealed-letter.ts';
import { lockAnswer } from '../../../renderer/sealed/lock-answer.ts';
import { answerMailtoUrl } from '../../../renderer/sealed/mailto.ts';
import { openAnswer } from '../../support/open-answer.ts';

const sentAt = Date.UTC(2026, 10, 24, 9, 58);
const now = sentAt + 3_600_000;
const practice = await createPracticeKey({ name: 'Elm Street Clinic', address: 'clinic@elm.example', now: sentAt });
const letter = {
  letterId: 'L-2026-11-24-1',
  replySecret: generateReplySecret(),
  publicKey: Buffer.from(practice.publicKey).toString('base64'),
  sentAt,
};
const text = 'Thank you. Thursday is fine.\n\n¿Llevo las pastillas? 💊';
const armored = await lockAnswer({ letter, text, files: [], now });
const open = (found: string | null) => openAnswer({ armored: found ?? '', privateKey: practice.privateKey, now });

const wrap = (columns: number) => armored.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), '$&\n');
const quote = (content: string, mark = '> ') =>
  content
    .split('\n')
    .map((line) => mark + line)
    .join('\n');
const asHtml = (content: string) => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const footer = '\n-- \nAna Ruiz\nSent from my phone. Visit https://mail.example/get?app=1 for more.\n';

describe('finding the answer in the text of a mail', () => {
  it.each<[string, string]>([
    ['as it was', armored],
    ['with CRLF', armored.replace(/\n/g, '\r\n')],
    ['with CR alone', armored.replace(/\n/g, '\r')],
    ['words before and a signature below', `Dear clinic,\n\n${armored}${footer}`],
    ['wrapped at 72 columns', wrap(72)],
    ['wrapped at 40 columns', wrap(40)],
    ['wrapped in the middle of its first line', armored.replace('BEGIN PGP ', 'BEGIN PGP\n')],
    ['quoted', quote(armored)],
    ['quoted three deep', quote(quote(quote(armored)), '>')],
    ['quoted, then wrapped', quote(wrap(60))],
    ['quoted with a name', quote(armored, 'AR> ')],
    ['quoted with a bar', quote(armored, '| ')],
    ['quoted below words of the practice', `On Tuesday the clinic wrote:\n${quote(`Hello\n${armored}`)}${footer}`],
    ['without the empty line after the first', armored.replace('-----\n\n', '-----\n')],
    ['with headers of armor', armored.replace('-----\n\n', '-----\nVersion: x 1.0\nComment: https://x.example\n\n')],
    ['headers and no empty line', armored.replace('-----\n\n', '-----\nVersion: x 1.0\n')],
    ['an empty line after each line', armored.replace(/\n/g, '\n\n')],
    ['spaces at the ends of lines (format=flowed)', armored.replace(/\n/g, ' \n')],
    ['space-stuffed (format=flowed)', quote(armored, ' ')],
    ['tabs before each line', quote(armored, '\t')],
    ['no-break spaces for spaces', armored.replace(/ /g, '\u00a0')],
    ['zero-width characters in it', armored.replace(/\n/g, '\u200b\n\ufeff')],
    ['everything in one line', armored.replace(/\n/g, ' ')],
    ['long dashes for two hyphens', armored.replace(/--/g, '\u2014')],
    ['a checksum', armored.replace(/(?:\n=....)?\n-----END/, '\n=abcd\n-----END')],
    ['no checksum', armored.replace(/\n=....\n-----END/, '\n-----END')],
    ['twice, as answer and as quote', `${armored}\n\n${quote(armored)}`],
  ])('%s', async (_, mail) => {
    expect((await open(findAnswerArmor({ text: mail, html: null, attachments: [] }))).text).toBe(text);
  });

  it.each<[string, string]>([
    ['a mail without any', 'Dear clinic, thank you.'],
    ['a beginning without an end', armored.slice(0, 300)],
    ['a middle that was cut out', armored.replace(/\n.{60}\n/, '\nxy!z\n')],
    ['another kind of block', armored.replaceAll('PGP MESSAGE', 'PGP SIGNATURE')],
    ['many dashes', '-'.repeat(200_000)],
    ['many beginnings', '-----BEGIN PGP MESSAGE-----'.repeat(20_000)],
    ['many quote marks', '>'.repeat(500_000)],
  ])('finds nothing to open in %s, and not slowly', async (_, mail) => {
    const start = performance.now();
    const found = findAnswerArmor({ text: mail, html: mail, attachments: [Buffer.from(mail)] });
    expect(performance.now() - start).toBeLessThan(1_500);
    if (found !== null) await expect(open(found)).rejects.toMatchObject({ code: 'message-unreadable' });
  });
});

describe('finding the answer in a mail that is HTML only', () => {
  const lines = asHtml(armored).split('\n');

  it.each<[string, string]>([
    ['with <br>', `<html><body>${lines.join('<br>\r\n')}</body></html>`],
    ['with <br/> and no line feeds', `<p>${lines.join('<br/>')}</p>`],
    ['a <div> a line', lines.map((line) => `<div>${line || '<br>'}</div>`).join('')],
    ['a <p> with styles a line', lines.map((line) => `<p class="x" style="margin:0">${line}</p>`).join('\n')],
    ['in <pre>', `<pre>${lines.join('\n')}</pre>`],
    ['in <pre>, with headers', `<pre>${lines.join('\n').replace('-----\n\n', '-----\nVersion: 1\n\n')}</pre>`],
    ['with quote marks as entities', lines.map((line) => `&gt;&nbsp;${line}`).join('<br>')],
    ['in nested blockquotes', `<blockquote><blockquote type="cite">${lines.join('<br>')}</blockquote></blockquote>`],
    [
      'with entities for its signs',
      lines.join('<br>').replace(/\+/g, '&#43;').replace(/\//g, '&#x2F;').replace(/=/g, '&equals;'),
    ],
    [
      'with <wbr> and soft hyphens',
      lines.join('<br>').replace(/(.{20})/g, (part) => (part.includes('<') ? part : `${part}<wbr>`)),
    ],
    [
      'with a style sheet and a signature',
      `<style>p > a { color: red }</style>${lines.join('<br>')}<br>-- <br><a href="https://x.example">Ana</a>`,
    ],
    ['with spans around each line', lines.map((line) => `<span dir="ltr">${line}</span>`).join('<br>')],
  ])('%s', async (_, html) => {
    expect((await open(findAnswerArmor({ text: null, html, attachments: [] }))).text).toBe(text);
    expect((await open(findAnswerArmor({ text: 'see HTML', html, attachments: [] }))).text).toBe(text);
  });

  it('does not hang on HTML made to be slow', () => {
    for (const html of [
      '<'.repeat(2_000_000),
      '&#'.repeat(500_000),
      '<br '.repeat(500_000),
      '<style>'.repeat(300_000),
    ]) {
      const start = performance.now();
      expect(findAnswerArmor({ text: null, html, attachments: [] })).toBeNull();
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});

describe('an answer as a file', () => {
  it('is found by its content among other files, before the text', async () => {
    const other = await lockAnswer({ letter, text: 'other', files: [], now });
    const attachments = [Buffer.from('%PDF-1.4'), Buffer.from(armored.replace(/\n/g, '\r\n'))];
    expect((await open(findAnswerArmor({ text: other, html: null, attachments }))).text).toBe(text);
  });
});

describe('opening an answer', () => {
  it('gives everything back, photos byte by byte', async () => {
    const bytes = new Uint8Array(50_000).map((_, at) => (at * 7) % 256);
    const files = [
      { name: 'photo-1.jpg', contentType: 'image/jpeg', bytes },
      { name: 'photo-2.jpg', contentType: 'image/jpeg', bytes: new Uint8Array([10]) },
    ];
    const answer = await open(await lockAnswer({ letter, text, files, now: now + 999 }));
    expect(answer).toMatchObject({
      letterId: letter.letterId,
      replySecret: letter.replySecret,
      text,
      writtenAt: now,
      attachments: files,
    });
    expect(answer.answerId).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it('gives each answer an id of its own', async () => {
    const [first, second] = await Promise.all([
      open(armored),
      open(await lockAnswer({ letter, text, files: [], now })),
    ]);
    expect(first.answerId).not.toBe(second.answerId);
  });

  it('works when the clock of the phone is years off', async () => {
    const answer = await open(await lockAnswer({ letter, text, files: [], now: Date.UTC(1990, 0, 1) }));
    expect(answer.writtenAt).toBe(Date.UTC(1990, 0, 1));
  });

  it('says which OpenPGP message is none', async () => {
    const { privateKey, publicKey } = practice;
    const payload = Buffer.from('Content-Type: text/plain\r\n\r\nhello');
    const message = await encryptAndSign({ payload, privateKey, recipients: [publicKey], now });
    await expect(open(message)).rejects.toMatchObject({ facts: { reason: 'not-an-answer' } });
  });

  it('says which one is for somebody else', async () => {
    const other = await createPracticeKey({ name: 'Other', address: 'other@elm.example', now: sentAt });
    await expect(openAnswer({ armored, privateKey: other.privateKey, now })).rejects.toMatchObject({
      facts: { reason: 'not-for-us' },
    });
  });

  it('refuses one changed character', async () => {
    const at = armored.length - 120;
    const changed = armored.slice(0, at) + (armored[at] === 'A' ? 'B' : 'A') + armored.slice(at + 1);
    await expect(open(changed)).rejects.toMatchObject({ code: 'message-unreadable' });
  });
});

describe('the content of an answer is a stranger’s', () => {
  const good = { v: 1, l: 'L1', s: 'A'.repeat(43), a: 'B'.repeat(22), w: 1, t: 'hi' };
  const bytesOf = (header: unknown, rest = '') => new Uint8Array(Buffer.from(JSON.stringify(header) + rest));

  it('takes a good one', () => {
    expect(readAnswer(bytesOf(good)).text).toBe('hi');
    expect(
      readAnswer(bytesOf({ ...good, f: [{ n: 'a', c: 'image/png', b: 2 }] }, '\n\n\n')).attachments[0]?.bytes,
    ).toEqual(new Uint8Array([10, 10]));
  });

  it.each<[string, Uint8Array]>([
    ['no JSON', Buffer.from('hello')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['another version', bytesOf({ ...good, v: 2 })],
    ['a field too many', bytesOf({ ...good, x: 1 })],
    ['a field too few', bytesOf({ ...good, s: undefined })],
    ['a short secret', bytesOf({ ...good, s: 'A' })],
    ['an id with a path in it', bytesOf({ ...good, l: '../../x' })],
    ['text that is no text', bytesOf({ ...good, t: ['x'] })],
    ['text too long', bytesOf({ ...good, t: 'x'.repeat(answerLimits.text + 1) })],
    ['a header too long', bytesOf({ ...good, t: ' '.repeat(300_000) })],
    ['a time from nowhere', bytesOf({ ...good, w: -1 })],
    ['fewer bytes than said', bytesOf({ ...good, f: [{ n: 'a', c: 'image/png', b: 2 }] }, '\n1')],
    ['more bytes than said', bytesOf(good, '\nmore')],
    ['a file of nothing', bytesOf({ ...good, f: [{ n: 'a', c: 'image/png', b: 0 }] })],
    [
      'too many files',
      bytesOf({ ...good, f: Array.from({ length: 9 }, () => ({ n: 'a', c: 'image/png', b: 1 })) }, '\n123456789'),
    ],
    ['a type with a header in it', bytesOf({ ...good, f: [{ n: 'a', c: 'image/png\r\nX: y', b: 1 }] }, '\n1')],
    ['a nested bomb', Buffer.from('['.repeat(150_000))],
  ])('refuses %s', (_, payload) => {
    expect(() => readAnswer(payload)).toThrow('message-unreadable');
  });
});

describe('the mailto: URL', () => {
  const urlFor = async (length: number) => {
    const sentence = 'Thank you for the letter, I will take half a tablet and come on Thursday at 8:30. ';
    const long = sentence.repeat(40).slice(0, length);
    return answerMailtoUrl(
      'clinic@elm.example',
      'Locked answer',
      await lockAnswer({ letter, text: long, files: [], now }),
    );
  };

  it('holds 700 characters of text within 1,900', async () => {
    const url = await urlFor(700);
    expect(url?.length).toBeLessThanOrEqual(1_900);
    const { searchParams, pathname } = new URL(url ?? '');
    expect(pathname).toBe('clinic@elm.example');
    expect(
      (await open(findAnswerArmor({ text: searchParams.get('body'), html: null, attachments: [] }))).text,
    ).toHaveLength(700);
  });

  it('is none when the answer is too long for it', async () => {
    expect(await urlFor(2_000)).toBeNull();
  });

  it('has no sign that a mail program could read in two ways', async () => {
    expect(await urlFor(300)).toMatch(/^mailto:clinic@elm\.example\?subject=Locked%20answer&body=[A-Za-z0-9%/.-]+$/);
  });
});
