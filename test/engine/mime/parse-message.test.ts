import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { messageOf, parseLines } from './message-of.ts';

const words = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the header', () => {
  it('gives addresses, subject, ids and date', async () => {
    const message = await parseLines(
      'From: =?utf-8?B?w4FuYSBSdWl6?= <Ana@Mail.Example>',
      'To: "Desk, Front" <desk@clinic.example>, Team: a@clinic.example, b@clinic.example;',
      'Cc: c@clinic.example',
      'Reply-To: Home <home@mail.example>',
      'Subject: =?utf-8?Q?Blood_?= =?utf-8?Q?pressure_=E2=9D=A4?=',
      'Message-ID: <1@mail.example>',
      'In-Reply-To: <0@clinic.example>',
      'References: <a@clinic.example>',
      '\t<0@clinic.example>',
      'Date: Mon, 24 Nov 2025 10:30:00 +0100 (CET)',
      '',
      'Hello',
    );
    expect(message).toMatchObject({
      from: [{ name: 'Ána Ruiz', address: 'Ana@Mail.Example' }],
      to: [
        { name: 'Desk, Front', address: 'desk@clinic.example' },
        { name: '', address: 'a@clinic.example' },
        { name: '', address: 'b@clinic.example' },
      ],
      cc: [{ name: '', address: 'c@clinic.example' }],
      replyTo: [{ name: 'Home', address: 'home@mail.example' }],
      subject: 'Blood pressure ❤',
      messageIdHeader: '<1@mail.example>',
      inReplyTo: '<0@clinic.example>',
      references: ['<a@clinic.example>', '<0@clinic.example>'],
      date: Date.UTC(2025, 10, 24, 9, 30),
      text: 'Hello',
      html: null,
      warnings: [],
      automatic: false,
    });
    expect(message.headers[5]).toEqual({ name: 'message-id', value: '<1@mail.example>' });
  });

  it.each([
    ['24 Nov 2025 10:30 GMT', Date.UTC(2025, 10, 24, 10, 30)],
    ['Mon, 24 Nov 25 10:30:59 PST', Date.UTC(2025, 10, 24, 18, 30, 59)],
    ['Monday, 24-Nov-2025 10:30:00 -0030', Date.UTC(2025, 10, 24, 11, 0)],
    ['2025-11-24T10:30:00Z', Date.UTC(2025, 10, 24, 10, 30)],
    ['99 Nov 2025 10:30:00 +0000', null],
    ['24 Foo 2025 10:30:00 +0000', null],
    ['soon', null],
    ['', null],
  ])('reads the date %j', async (field, date) => {
    expect((await parseLines('From: a@b.example', `Date: ${field}`, '', '')).date).toBe(date);
  });

  it('reads UTF-8 and Windows-1252 written without encoding', async () => {
    const utf8 = await parseMessage(Buffer.from('From: Á <a@b.example>\r\nSubject: Größe\r\n\r\n', 'utf8'));
    expect(utf8).toMatchObject({ subject: 'Größe', from: [{ name: 'Á' }] });
    expect(await parseLines('From: a@b.example', 'Subject: Gr\xf6\xdfe \x80', '', '')).toMatchObject({
      subject: 'Größe €',
    });
  });

  it('puts control characters of an encoded subject on one line', async () => {
    const { subject } = await parseLines('From: a@b.example', 'Subject: =?utf-8?Q?a=0D=0ABcc:_x=00y?=', '', '');
    expect(subject).toBe('a Bcc: x y');
  });

  it('passes over a line that somebody wrapped without indenting, and keeps the body of text without headers', async () => {
    const wrapped = await parseLines(
      'From: a@b.example',
      'Subject: long',
      'wrapped rest',
      'To: c@d.example',
      '',
      'body',
    );
    expect(wrapped).toMatchObject({ subject: 'long', to: [{ address: 'c@d.example' }], text: 'body' });
    const bare = await parseLines('This is only text.', 'Second line', '', 'Third');
    expect(bare).toMatchObject({
      text: 'This is only text.\nSecond line\n\nThird',
      warnings: ['no-headers', 'no-from'],
    });
  });

  it('reads an empty message and bytes of no kind', async () => {
    expect(await parseMessage(new Uint8Array())).toMatchObject({
      text: '',
      parts: [],
      warnings: ['no-headers', 'no-from'],
    });
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256);
    expect((await parseMessage(noise)).from).toEqual([]);
  });

  it('does not take a name with a no-break space for a field', async () => {
    const raw = Buffer.from('\u00a0From: evil@x.example\r\nFrom: a@b.example\r\n\r\n', 'utf8');
    expect((await parseMessage(raw)).from).toEqual([{ name: '', address: 'a@b.example' }]);
  });
});

describe('the sender', () => {
  it.each([
    ['two From fields', ['From: a@b.example', 'From: c@d.example'], 'several-from'],
    ['two addresses in one', ['From: a@b.example, c@d.example'], 'several-addresses-in-from'],
    ['no address', ['From: somebody'], 'no-from'],
    ['a name that is another address', ['From: "ceo@bank.example" <a@b.example>'], 'name-looks-like-address'],
    [
      'an encoded name that is another address',
      ['From: =?utf-8?Q?ceo=40bank.example?= <a@b.example>'],
      'name-looks-like-address',
    ],
    ['NUL in an encoded word', ['From: =?utf-8?Q?ceo=00?= <a@b.example>'], 'encoded-word-trick'],
    ['a line end in an encoded word', ['From: =?utf-8?Q?x=0AFrom:_c?= <a@b.example>'], 'encoded-word-trick'],
    [
      'an address made of encoded words (Mailsploit)',
      ['From: =?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?==?utf-8?Q?=00?=@evil.example'],
      'encoded-word-trick',
    ],
    ['a turned reading direction', ['From: =?utf-8?Q?x=E2=80=AEy?= <a@b.example>'], 'hidden-characters'],
  ])('warns of %s', async (_name, fields, warning) => {
    expect((await parseLines(...fields, '', '')).warnings).toContain(warning);
  });

  it('does not warn of a name that repeats the address, or of an ordinary encoded name', async () => {
    const repeated = await parseLines('From: "a@b.example" <A@b.example>', '', '');
    const encoded = await parseLines('From: =?utf-8?Q?Jos=C3=A9_D=C3=ADaz?= <a@b.example>', '', '');
    expect([repeated.warnings, encoded.warnings]).toEqual([[], []]);
  });

  it('never takes an address out of an encoded word', async () => {
    const only = await parseLines('From: =?utf-8?B?PGNlb0BiYW5rLmV4YW1wbGU+?=', '', '');
    expect(only.from.some(({ address }) => address.includes('bank.example'))).toBe(false);
  });
});

describe('the body', () => {
  it('offers both alternatives, and lists the file', async () => {
    const message = await parseLines(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary="out"',
      '',
      '--out',
      'Content-Type: multipart/alternative; boundary=in',
      '',
      '--in',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=C3=BC=C3=9Fe =',
      'und mehr  ',
      '--in',
      'Content-Type: text/html',
      '',
      '<p>Hi</p>',
      '--in--',
      '--out',
      'Content-Type: application/pdf; name="=?utf-8?Q?Befund_=C3=BC.pdf?="',
      'Content-Transfer-Encoding: base64',
      "Content-Disposition: attachment; filename*0*=utf-8''Befund%20; filename*1*=%C3%BC; filename*2=.pdf",
      '',
      'AQID',
      '--out--',
      'epilogue',
    );
    expect(message).toMatchObject({ text: 'Grüße und mehr', html: '<p>Hi</p>', warnings: [] });
    expect(message.parts).toEqual([
      {
        path: '2',
        name: 'Befund ü.pdf',
        contentType: 'application/pdf',
        disposition: 'attachment',
        contentId: null,
        bytes: new Uint8Array([1, 2, 3]),
      },
    ]);
  });

  it('shows a text footer in both forms, so that neither hides it', async () => {
    const message = await parseLines(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Letter</p>',
      '--b',
      'Content-Type: text/plain',
      '',
      'a < b',
      '--b--',
    );
    expect(message.text).toBe('Letter\na < b');
    expect(message.html).toBe('<p>Letter</p>\n<p>a &lt; b</p>');
  });

  it('keeps a text file with a name out of the text, and pictures by their id', async () => {
    const message = await parseLines(
      'From: a@b.example',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="cid:x1">',
      '--b',
      'Content-Type: image/png',
      'Content-ID: <x1>',
      'Content-Disposition: inline',
      '',
      'png',
      '--b',
      'Content-Type: text/plain; name=notes.txt',
      '',
      'notes',
      '--b--',
    );
    expect(message.parts.map(({ name, contentId, disposition }) => [name, contentId, disposition])).toEqual([
      ['part-2.png', 'x1', 'inline'],
      ['notes.txt', null, null],
    ]);
  });

  it('lists an attached message by its subject, byte for byte, and does not read it into the text', async () => {
    const inner = 'From: x@y.example\r\nSubject: Old letter\r\n\r\nold words  \r\n';
    const message = await parseLines(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'see attached',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `${inner}`,
      '--b--',
    );
    expect(message.text).toBe('see attached');
    expect(message.parts.map(({ name, bytes }) => [name, words(bytes)])).toEqual([['Old letter.eml', inner]]);
  });

  it('reads 8-bit text, flowed text, and old charsets', async () => {
    const body = (type: string, text: string) => parseLines('From: a@b.example', `Content-Type: ${type}`, '', text);
    expect((await body('text/plain; charset=iso-8859-1', 'Gr\xfc\xdfe')).text).toBe('Grüße');
    expect((await body('text/plain; charset=x-sjis', '\x82\xb1')).text).toBe('こ');
    expect((await body('text/plain; charset=utf-7', 'Hi +AOQ-!')).text).toBe('Hi ä!');
    expect((await body('text/plain', 'Gr\xc3\xbc\xc3\x9fe')).text).toBe('Grüße');
    expect((await body('text/plain; format=flowed', 'one \r\ntwo\r\n>quo \r\n>ted\r\n-- \r\nsig')).text).toBe(
      'one two\n> quo ted\n-- \nsig',
    );
  });

  it('decodes an unknown charset as best it can, and says so', async () => {
    const latin = await parseLines('From: a@b.example', 'Content-Type: text/plain; charset=klingon', '', 'Gr\xfc\xdfe');
    const utf8 = await parseLines(
      'From: a@b.example',
      'Content-Type: text/plain; charset=klingon',
      '',
      'Gr\xc3\xbc\xc3\x9fe',
    );
    expect([latin.text, utf8.text]).toEqual(['Grüße', 'Grüße']);
    expect([latin.warnings, utf8.warnings]).toEqual([['unknown-charset'], ['unknown-charset']]);
  });

  it('decodes base64 that is padded in the middle or has foreign characters', async () => {
    const body = (text: string) => parseLines('From: a@b.example', 'Content-Transfer-Encoding: base64', '', text);
    expect((await body('SGk=\r\nSGk=')).text).toBe('HiHi');
    expect((await body('S G!k')).text).toBe('Hi');
  });

  it('keeps quoted-printable that is none as it is', async () => {
    const message = await parseLines(
      'From: a@b.example',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'a=b =3D=ZZ=',
    );
    expect(message.text).toBe('a=b ==ZZ');
  });

  it('is text where a multipart has no part', async () => {
    const message = await parseLines('From: a@b.example', 'Content-Type: multipart/mixed; boundary=b', '', 'words');
    expect(message.text).toBe('words');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\Users\\\\me\\\\scan.pdf', 'scan.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\u0007.txt', 'ab.txt'],
    ['...', 'part-2.txt'],
    [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ])('makes the file name %j fit to be saved', async (given, name) => {
    const raw = Buffer.from(
      `From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="${given}"\n\ny\n--b--`,
      'utf8',
    );
    expect((await parseMessage(raw)).parts.map((part) => part.name)).toEqual([name]);
  });
});

describe('automatic mail', () => {
  it.each([
    ['Auto-Submitted: auto-replied'],
    ['Auto-Submitted: auto-generated (rejected)'],
    ['Precedence: bulk'],
    ['Precedence: list'],
    ['List-Id: News <news.example>'],
    ['Return-Path: <>'],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
  ])('is known by %j', async (field) => {
    expect((await parseLines('From: a@b.example', field, '', '')).automatic).toBe(true);
  });

  it.each([
    ['Auto-Submitted: no'],
    ['Precedence: first-class'],
    ['Return-Path: <a@b.example>'],
    ['Subject: Out of office'],
  ])('is not known by %j', async (field) => {
    expect((await parseLines('From: a@b.example', field, '', '')).automatic).toBe(false);
  });
});

it('reads a message that is a window into larger bytes, and does not change it', async () => {
  const raw = messageOf('From: a@b.example', 'Subject: x', '', 'body');
  const larger = new Uint8Array(raw.length + 20).fill(0x41);
  larger.set(raw, 10);
  const window = larger.subarray(10, 10 + raw.length);
  expect(await parseMessage(window)).toMatchObject({ subject: 'x', text: 'body' });
  expect([...window]).toEqual([...raw]);
});
