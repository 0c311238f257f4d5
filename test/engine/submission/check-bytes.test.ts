import { createMessage, encrypt, generateKey, type Key, readKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildEncrypted, buildPayload } from '../../../main/engine/mime/build-message.ts';
import { encryptAndSign } from '../../../main/engine/protection/openpgp.ts';
import { checkBytes } from '../../../main/engine/submission/check-bytes.ts';
import { type ProtectJob, protect } from '../../../main/engine/submission/protect.ts';

/*
 * A build that leaks must not get past the last check, whoever broke it: each case takes bytes that are right and spoils them
 * by hand. The bytes before are the positive control.
 */

const signature = 'Elm Street Clinic\n+1 (217) 555-0137\ndesk@clinic.example';
const text = `Dear Ana, your thyroid values are fine.\nPlease take half a tablet until we meet.\n\n${signature}`;
const file = Buffer.from('%PDF-1.7 laboratory report of Ana Ruiz, born 1971, TSH 2.4 mU/l');
let job: ProtectJob;
let own: Key;

beforeAll(async () => {
  const make = async (email: string) => (await generateKey({ userIDs: [{ email }], format: 'object' })).privateKey;
  const practice = await make('desk@clinic.example');
  own = practice;
  const ana = await make('ana@clinic.example');
  job = {
    mail: {
      messageIdHeader: '<0123456789abcdef@clinic.example>',
      date: 1_795_500_000_000,
      from: { name: 'Elm Street Clinic', address: 'desk@clinic.example' },
      to: [{ name: 'Ana Ruiz', address: 'ana@clinic.example' }],
      cc: [],
      subject: 'Your thyroid values',
      text,
      html: `<div>${text.replace('\n', '<br>')}</div>`,
      attachments: [{ name: 'report.pdf', contentType: 'application/pdf', contentId: null, bytes: file }],
      inReplyTo: null,
      references: [],
      headers: [],
    },
    visibleSubject: 'Message from Elm Street Clinic',
    envelopeTo: ['ana@clinic.example'],
    ownPrivateKey: practice.armor(),
    ownPublicKey: practice.toPublic().write(),
    copy: false,
    now: Date.now(),
    protection: { mode: 'openpgp', recipientKeys: [ana.toPublic().write()] },
  };
});

const modes = {
  openpgp: () => job,
  open: (): ProtectJob => ({ ...job, visibleSubject: job.mail.subject, protection: { mode: 'open' } }),
  tls: (): ProtectJob => ({ ...job, visibleSubject: job.mail.subject, protection: { mode: 'tls' } }),
  sealed: (): ProtectJob => ({
    ...job,
    protection: {
      mode: 'sealed',
      form: 'page',
      paperFolder: '',
      link: null,
      template: '<title>%POSTERN_PRACTICE_NAME%</title><b>%POSTERN_TELEPHONE%</b>%POSTERN_DATA%',
      phrase: 'abacus abdomen abdominal abide abiding',
      letterId: 'lt_0123456789abcdef',
      replySecret: 'S'.repeat(43),
      language: 'en',
      practice: {
        name: 'Elm Street Clinic',
        address: 'desk@clinic.example',
        telephone: '+1 (217) 555-0137',
        sign: 'abacus abide',
      },
      cover: {
        text: 'Elm Street Clinic has written you a private letter.\n',
        html: null,
        fileName: 'letter.html',
      },
    },
  }),
};

const built = new Map<string, string>();
async function good(mode: keyof typeof modes): Promise<string> {
  const known = built.get(mode) ?? Buffer.from((await protect(modes[mode]())).bytes).toString('latin1');
  built.set(mode, known);
  return known;
}

async function verdict(raw: string, as: ProtectJob): Promise<string> {
  try {
    await checkBytes(Buffer.from(raw, 'latin1'), as);
    return 'passes';
  } catch (error) {
    const { code, facts } = error as { code?: string; facts?: { what?: string } };
    return code === 'protection-mismatch' ? String(facts?.what) : String(error);
  }
}

const addHeader = (line: string) => (raw: string) => raw.replace('\r\nMIME-Version', `\r\n${line}\r\nMIME-Version`);
const toBase64 = (content: string | Uint8Array) =>
  Buffer.from(content)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
const splitHead = (raw: string) => {
  const at = raw.indexOf('\r\n\r\n');
  return { head: raw.slice(0, at), body: raw.slice(at + 4) };
};
/** The whole message as the first part of another one, with `more` beside it. */
const wrap = (more: string) => (raw: string) => {
  const { head, body } = splitHead(raw);
  const type = /Content-Type:[\s\S]*?(?=\r\n\S)/.exec(`${head}\r\nX`)?.[0] ?? '';
  const outer = head.replace(type, 'Content-Type: multipart/mixed; boundary=outer');
  return `${outer}\r\n\r\n--outer\r\n${type}\r\n\r\n${body}\r\n--outer\r\n${more}\r\n--outer--\r\n`;
};
const preamble = (words: string) => (raw: string) => {
  const { head, body } = splitHead(raw);
  return `${head}\r\n\r\n${words}\r\n${body}`;
};
const clearPart = (content: string) => `Content-Type: text/plain\r\n\r\n${content}\r\n`;

type Case = readonly [name: string, spoil: (raw: string) => string, what: string];
const everyMode: readonly Case[] = [
  ['another recipient', (raw) => raw.replace(/^To:.*$/m, 'To: ana@clinic.example, eve@bad.example\r'), 'recipients'],
  ['a recipient instead', (raw) => raw.replace(/^To:.*$/m, 'To: eve@bad.example\r'), 'recipients'],
  ['a copy to somebody', addHeader('Cc: eve@bad.example'), 'recipients'],
  ['a blind copy', addHeader('Bcc: eve@bad.example'), 'bcc'],
  ['a resent blind copy', addHeader('Resent-Bcc: eve@bad.example'), 'bcc'],
  ['another sender', (raw) => raw.replace(/^From:.*$/m, 'From: other@clinic.example\r'), 'from'],
  ['a second sender', addHeader('From: other@clinic.example'), 'from'],
  ['two addresses in From', (raw) => raw.replace(/^From:.*$/m, 'From: desk@clinic.example, eve@bad.example\r'), 'from'],
  [
    'another Message-ID',
    (raw) => raw.replace(/^Message-ID:.*$/m, 'Message-ID: <other@clinic.example>\r'),
    'message-id',
  ],
  ['another subject', (raw) => raw.replace(/^Subject:.*$/m, 'Subject: Something else\r'), 'subject'],
];

const protectedModes: readonly Case[] = [
  ['the real subject', (raw) => raw.replace(/^Subject:.*$/m, 'Subject: Your thyroid values\r'), 'subject'],
  ['the real subject in a field of its own', addHeader('X-Subject: Your thyroid values'), 'header'],
  ['a field with anything in it', addHeader('X-Patient-Number: 20418'), 'header'],
  ['the text before the first part', preamble(text), 'clear-text'],
  ['a short word before the first part', preamble('HIV'), 'clear-text'],
  ['the text after the last part', (raw) => `${raw}\r\n${text}\r\n`, 'clear-text'],
  [
    'the text in a field that may be there',
    addHeader('References: <please take half a tablet until we meet.@x>'.replace('please', 'Please')),
    'clear-text',
  ],
  ['the name of a file in a field that may be there', addHeader('References: <report.pdf@x>'), 'clear-text'],
];

const readableModes: readonly Case[] = [
  ...everyMode,
  ['more text than was allowed', (raw) => raw.replace('until we meet.', 'until we meet. And your HIV test'), 'text'],
  ['more in the HTML than was allowed', (raw) => raw.replace('</div>', '<p>And your HIV test</p></div>'), 'text'],
  [
    'a second file',
    (raw) =>
      raw.replace(/\r\n(--\S+)--\s*$/, `\r\n$1\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nother\r\n$1--\r\n`),
    'attachments',
  ],
  [
    'another file of the same name and length',
    (raw) => raw.replace(toBase64(file), toBase64(Buffer.alloc(file.length, 88))),
    'attachments',
  ],
  ['a file of another name', (raw) => raw.replaceAll('report.pdf', 'other.pdf'), 'attachments'],
  ['a word that frees servers of TLS', addHeader('TLS-Required: No'), 'header'],
];

const spoiled: Readonly<Record<keyof typeof modes, readonly Case[]>> = {
  openpgp: [
    ...everyMode,
    ...protectedModes,
    ['a clear copy beside it', wrap(clearPart(text)), 'not-encrypted'],
    [
      'nothing but clear text',
      (raw) =>
        `${splitHead(raw).head.replace(/Content-Type:[\s\S]*?(?=\r\n\S|$)/, 'Content-Type: text/plain')}\r\n\r\n${text}`,
      'clear-text',
    ],
    [
      'clear text inside the armor',
      (raw) => raw.replace(/(-----BEGIN PGP MESSAGE-----\r\n)[\s\S]*?(\r\n-----END)/, `$1\r\n${toBase64(text)}$2`),
      'not-encrypted',
    ],
    [
      'clear text before the armor',
      (raw) => raw.replace('-----BEGIN PGP', `Short note\r\n-----BEGIN PGP`),
      'not-encrypted',
    ],
    [
      'clear text after the armor',
      (raw) => raw.replace(/(-----END PGP MESSAGE-----)/, '$1\r\nShort note'),
      'not-encrypted',
    ],
    [
      'a comment in the armor',
      (raw) => raw.replace('MESSAGE-----\r\n', `MESSAGE-----\r\nComment: ${text.split('\n')[1]}\r\n`),
      'not-encrypted',
    ],
    [
      'a third part',
      (raw) => raw.replace(/\r\n(--\S+)--\s*$/, `\r\n$1\r\n${clearPart('note')}$1--\r\n`),
      'not-encrypted',
    ],
    ['a name that tells', (raw) => raw.replace(/encrypted\.asc/g, 'Your thyroid values.pdf'), 'clear-text'],
  ],
  sealed: [
    ...everyMode,
    ...protectedModes,
    [
      'the text in the cover',
      (raw) => raw.replace('a private letter.', `a private letter. ${text.split('\n')[0]}`),
      'cover',
    ],
    [
      'a second file',
      (raw) =>
        raw.replace(
          /\r\n(--\S+)--\s*$/,
          `\r\n$1\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${toBase64(file)}\r\n$1--\r\n`,
        ),
      'page',
    ],
    ['no page', (raw) => raw.replaceAll('text/html', 'text/plain'), 'page'],
    ['the reply secret in a field that may be there', addHeader(`References: <${'S'.repeat(43)}@x>`), 'clear-text'],
    [
      'the phrase in a field that may be there',
      addHeader('References: <abacus abdomen abdominal abide abiding@x>'),
      'clear-text',
    ],
    ['the text in the page', inPage((html) => `${html}<p>${text.split('\n')[0]}</p>`), 'page'],
    ['the text in the page, in base64', inPage((html) => `${html}<i>${toBase64(`x${text}`)}</i>`), 'page'],
    ['the file in the page, in base64', inPage((html) => `${html}<i>${toBase64(file)}</i>`), 'page'],
    ['the phrase in the page', inPage((html) => `${html}<!-- abacus abdomen abdominal abide abiding -->`), 'page'],
    ['the reply secret in the page', inPage((html) => `${html}<!-- ${'S'.repeat(43)} -->`), 'page'],
    ['a short word in the page', inPage((html) => `${html}<p>HIV: positive</p>`), 'page'],
    ['a picture from elsewhere in the page', inPage((html) => `${html}<img src="https://x.example/p.gif">`), 'page'],
    ['a page without a letter', inPage(() => '<p>nothing here</p>'), 'not-encrypted'],
    [
      'a letter that is only armored',
      inPage((html) => html.replace(/(MESSAGE-----\r?\n)[\s\S]*?(\r?\n-----END)/, `$1\n${toBase64(text)}$2`)),
      'not-encrypted',
    ],
  ],
  tls: readableModes,
  open: readableModes,
};

/** Changes the page inside its base64. */
function inPage(change: (html: string) => string): (raw: string) => string {
  return (raw) => {
    const found = /(Content-Type: text\/html[\s\S]*?\r\n\r\n)([A-Za-z0-9+/=\r\n]+?)(\r\n--)/.exec(raw);
    if (found === null) throw new Error('no page in base64');
    const html = Buffer.from(found[2] ?? '', 'base64').toString('utf8');
    return raw.replace(found[0], () => `${found[1]}${toBase64(change(html))}${found[3]}`);
  };
}

describe.each(['openpgp', 'sealed', 'open'] as const)('the last check of a message that is to be %s', (mode) => {
  it('passes what was built as it was decided', async () => {
    expect(await verdict(await good(mode), modes[mode]())).toBe('passes');
  });

  it.each(spoiled[mode])('refuses %s', async (_, spoil, what) => {
    const raw = await good(mode);
    const bad = spoil(raw);
    expect(bad).not.toBe(raw);
    expect(await verdict(bad, modes[mode]())).toBe(what);
  });
});

describe('the last check of an encrypted message', () => {
  it('refuses one that opens for somebody else, too, or not for everybody', async () => {
    const eve = (await generateKey({ userIDs: [{ email: 'eve@bad.example' }], format: 'object' })).publicKey.write();
    const keys = job.protection.mode === 'openpgp' ? job.protection.recipientKeys : [];
    const wider: ProtectJob = { ...job, protection: { mode: 'openpgp', recipientKeys: [...keys, eve] } };
    const raw = Buffer.from((await protect(wider)).bytes).toString('latin1');
    expect(await verdict(raw, job)).toBe('wrong-keys');
    expect(await verdict(await good('openpgp'), wider)).toBe('wrong-keys');
    const ours: ProtectJob = { ...job, protection: { mode: 'openpgp', recipientKeys: [own.toPublic().write()] } };
    expect(await verdict(Buffer.from((await protect(ours)).bytes).toString('latin1'), job)).toBe('wrong-keys');
  });

  it('refuses one that somebody else signed, or nobody', async () => {
    const { privateKey: eve } = await generateKey({
      userIDs: [{ email: 'desk@clinic.example' }],
      date: new Date(job.now - 86_400_000),
      format: 'object',
    });
    const keys = job.protection.mode === 'openpgp' ? [...job.protection.recipientKeys, job.ownPublicKey] : [];
    const payload = await buildPayload(job.mail, { subject: job.visibleSubject });
    const around = async (armored: string) =>
      Buffer.from(await buildEncrypted({ ...job.mail, subject: job.visibleSubject }, armored)).toString('latin1');
    const by = async (privateKey: string) =>
      around(await encryptAndSign({ payload, privateKey, recipients: keys, now: job.now }));
    expect(await verdict(await by(job.ownPrivateKey), job)).toBe('passes');
    expect(await verdict(await by(eve.armor()), job)).toBe('signature');
    const unsigned = await encrypt({
      message: await createMessage({ binary: payload }),
      encryptionKeys: await Promise.all(keys.map((binaryKey) => readKey({ binaryKey }))),
    });
    expect(await verdict(await around(String(unsigned)), job)).toBe('signature');
  });

  it('refuses every message of another mode', async () => {
    for (const [mode, as] of [
      ['open', 'openpgp'],
      ['open', 'sealed'],
      ['openpgp', 'sealed'],
      ['sealed', 'openpgp'],
    ] as const) {
      const raw = (await good(mode)).replace(/^Subject:.*$/m, 'Subject: Message from Elm Street Clinic\r');
      expect(await verdict(raw, modes[as]())).not.toBe('passes');
    }
  });
});

describe('the last check of a sealed letter', () => {
  it('refuses one that the patient could not open with their phrase', async () => {
    const bytes = Buffer.from(await good('sealed'), 'latin1');
    const sealed = modes.sealed();
    const other = { ...sealed.protection, phrase: 'zoology zips zippy zipfile zit' } as ProtectJob['protection'];
    await expect(checkBytes(bytes, { ...sealed, protection: other })).rejects.toMatchObject({
      facts: { what: 'wrong-keys' },
    });
  });

  it('refuses one that says something else inside than what was written', async () => {
    const bytes = Buffer.from(await good('sealed'), 'latin1');
    const sealed = modes.sealed();
    const mail = { ...sealed.mail, text: `${sealed.mail.text} And more.` };
    await expect(checkBytes(bytes, { ...sealed, mail })).rejects.toMatchObject({ facts: { what: 'text' } });
  });

  it('opens an encrypted one too and compares what is inside', async () => {
    const bytes = Buffer.from(await good('openpgp'), 'latin1');
    const mail = { ...job.mail, text: `${job.mail.text} And more.` };
    await expect(checkBytes(bytes, { ...job, mail })).rejects.toMatchObject({ facts: { what: 'text' } });
  });
});
