import { describe, expect, it } from 'vitest';
import { htmlToText, quoteText, textToHtml } from '../../../main/engine/mime/html-text.ts';
import { defaultLimits } from '../../../main/engine/mime/limits.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { snippet } from '../../../main/engine/mime/snippet.ts';
import { baseSubject } from '../../../main/engine/mime/subject.ts';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';

const longestMs = 2_000;
/** Time of the processor, not of the clock: other programs on the machine do not count. */
const workedMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
const from = 'From: a@b.example\n';
const mixed = `${from}Content-Type: multipart/mixed; boundary=b\n\n`;

const nested = (levels: number) =>
  Array.from(
    { length: levels },
    (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`,
  ).join('');

const messages: readonly (readonly [string, () => string, readonly string[]])[] = [
  ['1,000 levels', () => `${from}${nested(1_000)}\nhello`, ['too-deep']],
  ['100,000 levels', () => `${from}${nested(100_000)}\nhello`, ['too-deep']],
  [
    'levels of one boundary',
    () => from + 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(50_000),
    ['too-deep'],
  ],
  ['messages in messages', () => from + 'Content-Type: message/rfc822\n\n'.repeat(100_000), []],
  ['a million parts', () => mixed + '--b\n\nx\n'.repeat(1_000_000), ['too-many-parts']],
  ['lines that are nearly delimiters', () => mixed + '--\n'.repeat(2_000_000), []],
  ['a million fields', () => 'X-A: b\n'.repeat(1_000_000), ['headers-cut']],
  ['a million senders', () => 'From: a@b.example\n'.repeat(500_000), ['headers-cut', 'several-from']],
  ['a field of 10 MB', () => `${from}Subject: ${'a'.repeat(10_000_000)}\n\n`, ['headers-cut']],
  ['a field of 3 million folds', () => `${from}Subject: ${'a\n '.repeat(3_000_000)}\n\n`, ['headers-cut']],
  ['4 MB of line ends', () => `${from}\n${'\n'.repeat(4_000_000)}`, []],
  ['base64 that pads each letter', () => `${from}Content-Transfer-Encoding: base64\n\n${'A='.repeat(5_000_000)}`, []],
  [
    'soft line breaks only',
    () => `${from}Content-Transfer-Encoding: quoted-printable\n\n${'=\n'.repeat(4_000_000)}`,
    [],
  ],
  [
    'nearly soft line breaks',
    () => `${from}Content-Transfer-Encoding: quoted-printable\n\n${'=    '.repeat(800_000)}`,
    [],
  ],
  ['open comments', () => `${from}Content-Type: text/plain; ${'('.repeat(250_000)}\n\n`, []],
  ['open comments in words', () => `${from}Content-Type: text/plain; ${'a('.repeat(120_000)}\n\n`, []],
  [
    '10,000 sections of a name',
    () => `${from}Content-Type: a/b; ${Array.from({ length: 10_000 }, (_, n) => `name*${n}=x`).join(';')}\n\n`,
    [],
  ],
  ['half encoded words', () => `${from}Subject: ${'=?utf-8?Q?'.repeat(25_000)}\n\n`, []],
  ['25,000 encoded words', () => `${from}Subject: ${'=?a?Q?b?= '.repeat(25_000)}\n\n`, []],
  ['40,000 recipients', () => `${from}To: ${'a@b.c,'.repeat(40_000)}\n\n`, []],
  ['groups in groups', () => `${from}To: ${'g:'.repeat(100_000)}\n\n`, []],
  ['open quotes', () => `${from}To: ${'"'.repeat(250_000)}\n\n`, []],
  ['a name of dots', () => `From: ${'a.'.repeat(120_000)} <a@b.example>\n\n`, []],
  ['a name of signs', () => `From: ${'a@'.repeat(120_000)} <a@b.example>\n\n`, []],
  [
    '20,000 references',
    () => `${from}References: ${Array.from({ length: 20_000 }, (_, n) => `<${n}@x>`).join(' ')}\n\n`,
    [],
  ],
  ['flowed text', () => `${from}Content-Type: text/plain; format=flowed\n\n${'a \n'.repeat(500_000)}`, []],
  ['UTF-7', () => `${from}Content-Type: text/plain; charset=utf-7\n\n${'+A'.repeat(1_000_000)}`, []],
];

describe('a hostile message', () => {
  it.each(messages)('of %s is read within two seconds', async (_name, write, warnings) => {
    const raw = Buffer.from(write(), 'latin1');
    const start = workedMs();
    const message = await parseMessage(raw);
    readTopLayer(raw);
    expect(workedMs() - start).toBeLessThan(longestMs);
    expect(message.warnings).toEqual(expect.arrayContaining([...warnings]));
    expect(message.warnings).not.toContain('unreadable');
    expect(message.warnings).not.toContain('out-of-time');
  });

  it('of a deep multipart still gives its subject and what is inside as a file', async () => {
    const message = await parseMessage(Buffer.from(`${from}Subject: deep\n${nested(1_000)}\nhello`));
    expect(message).toMatchObject({ subject: 'deep', text: null });
    expect(message.parts).toHaveLength(1);
    expect(Buffer.from(message.parts[0]?.bytes ?? []).toString()).toContain('hello');
  });

  it('whose decoding takes too long is cut, with a warning', async () => {
    const message = await parseMessage(Buffer.from(`${mixed}--b\n\nx\n--b--`), { ...defaultLimits, milliseconds: -1 });
    expect(message).toMatchObject({ from: [{ address: 'a@b.example' }], text: '', warnings: ['out-of-time'] });
  });

  it('with more text than is shown is cut, and the whole is listed', async () => {
    const message = await parseMessage(Buffer.from(`${from}\n${'words '.repeat(20)}`), {
      ...defaultLimits,
      textBytes: 11,
    });
    expect(message).toMatchObject({ text: 'words words', warnings: ['text-cut'], parts: [{ path: '1' }] });
    expect(message.parts[0]?.bytes.length).toBe(120);
  });

  it('of any bytes never makes the parser throw', async () => {
    const seeds = [
      mixed,
      'Content-Type: ',
      'From: ',
      '=?utf-8?B?',
      '--b',
      '\r\n\r\n',
      '(',
      '"',
      '<',
      ';',
      '\0',
      '\xff',
      ' ',
      'base64',
    ];
    let state = 42;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const text = Array.from({ length: next(40) }, () => seeds[next(seeds.length)]).join('');
      const raw = Buffer.from(text, 'latin1');
      const message = await parseMessage(raw);
      expect(message.warnings).not.toContain('unreadable');
      readTopLayer(raw);
    }
  });
});

it('reads a message with an attachment of 30 MB within two seconds', async () => {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const raw = Buffer.from(
    `${mixed}--b\n\nscan\n--b\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\n${line.repeat(550_000)}--b--\n`,
  );
  const start = workedMs();
  const message = await parseMessage(raw);
  expect(workedMs() - start).toBeLessThan(longestMs);
  expect(message).toMatchObject({ text: 'scan', warnings: [], parts: [{ name: 'scan.pdf' }] });
  expect(message.parts[0]?.bytes.length).toBe(550_000 * 57);
});

describe('hostile text', () => {
  const pages: readonly (readonly [string, string])[] = [
    ['open elements', '<div>'.repeat(200_000)],
    ['elements opened and others closed', '<i>'.repeat(100_000) + '</b>'.repeat(100_000)],
    ['brackets', '<'.repeat(1_000_000)],
    ['ampersands', '&'.repeat(1_000_000)],
    ['half entities', '&#'.repeat(500_000)],
    ['open comments', '<!--'.repeat(200_000)],
    ['open quotes', '<a href="'.repeat(100_000)],
    ['attributes', `<a ${'a=b '.repeat(250_000)}>x`],
    ['quotes in quotes', '<blockquote>x'.repeat(100_000)],
    ['lists in lists', '<ol><li>'.repeat(100_000)],
    ['links', '<a href=http://x/y>z'.repeat(100_000)],
  ];
  it.each(pages)('of %s becomes plain within two seconds', (_name, html) => {
    const start = workedMs();
    htmlToText(html);
    expect(workedMs() - start).toBeLessThan(longestMs);
  });

  it('is quoted, shown and shortened within two seconds', () => {
    const start = workedMs();
    quoteText(`${'\n'.repeat(500_000)}x`, 'They wrote:');
    textToHtml('  \n'.repeat(300_000));
    snippet(`${'on '.repeat(300_000)}:`);
    snippet('https://'.repeat(100_000));
    baseSubject('Re:'.repeat(300_000));
    expect(workedMs() - start).toBeLessThan(longestMs);
  });
});
