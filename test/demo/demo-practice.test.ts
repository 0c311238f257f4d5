import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../main/engine/base/secret.ts';
import { encryptAndSign, openEncrypted } from '../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../main/engine/protection/practice-key.ts';
import { connectImap } from '../../main/engine/wire/imap-connection.ts';
import { composeDemoMailbox } from '../../resources/demo-practice/demo-mailbox.ts';
import type { DemoMail } from '../../resources/demo-practice/letter.ts';
import { composeLabResults } from '../../resources/demo-practice/letters/protected.ts';
import { contacts } from '../../resources/demo-practice/people/contacts.ts';
import { demoPatients } from '../../resources/demo-practice/people/patients.ts';
import { practice } from '../../resources/demo-practice/practice.ts';
import { startDemoMailServer } from './demo-mail-server.ts';

const now = new Date('2026-11-24T15:42:10Z');
const binary = (mail: { bytes: Uint8Array } | undefined) => Buffer.from(mail?.bytes ?? []).toString('latin1');

let mails: readonly DemoMail[] = [];
let parsed: ReadonlyMap<string, Awaited<ReturnType<typeof PostalMime.parse>>> = new Map();

beforeAll(async () => {
  mails = await composeDemoMailbox({ now });
  parsed = new Map(
    await Promise.all(mails.map(async (mail) => [mail.id, await PostalMime.parse(mail.bytes)] as const)),
  );
});

const inbox = () => mails.filter((mail) => mail.mailbox === 'INBOX');

describe('the demo practice', () => {
  test('has some 300 mails, most of them in the inbox, twelve unread there once the lab has written', () => {
    expect(mails.length).toBeGreaterThanOrEqual(290);
    expect(mails.length).toBeLessThanOrEqual(320);
    expect(inbox().length).toBeGreaterThan(120);
    expect(inbox().filter((mail) => !mail.flags.includes('\\Seen'))).toHaveLength(11);
    for (const mailbox of ['Sent', 'Archive', 'Junk', 'Trash']) {
      expect(mails.some((mail) => mail.mailbox === mailbox)).toBe(true);
    }
  });

  test('shows the people of the main job on top of the inbox', () => {
    const newest = inbox().slice(-6).toReversed();
    expect(newest.map((mail) => parsed.get(mail.id)?.from?.name)).toEqual([
      'Ana Ruiz',
      'Leo Brandt',
      'Grace Lindqvist',
      'Samuel Achterberg-Whitmore',
      'Tomás Herrera',
      'Nora Petrov',
    ]);
  });

  test('gives the same bytes for the same moment and seed, and others for another seed', async () => {
    const again = await composeDemoMailbox({ now });
    expect(again.map(binary)).toEqual(mails.map(binary));
    const other = await composeDemoMailbox({ now, seed: 7 });
    expect(other.map(binary)).not.toEqual(mails.map(binary));
  });

  test('is composed of lines that end with CRLF, with no NUL, in order of time, none of it in the future', () => {
    for (const [index, mail] of mails.entries()) {
      expect(binary(mail)).not.toMatch(/[^\r]\n|\r[^\n]|\0/);
      expect(mail.date.getTime()).toBeLessThan(now.getTime());
      expect(mail.date.getTime()).toBeGreaterThanOrEqual(mails[index - 1]?.date.getTime() ?? 0);
    }
  });

  test('has one Message-ID a mail, and every answer names a mail that is there', () => {
    const ids = [...parsed.values()].flatMap((mail) => mail.messageId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(mails.length - 1);
    for (const mail of parsed.values()) {
      for (const id of mail.references?.split(/\s+/) ?? []) expect(ids).toContain(id);
    }
    expect([...parsed.values()].filter((mail) => mail.inReplyTo).length).toBeGreaterThan(100);
  });

  test('names no host and no telephone number that could be real', () => {
    for (const mail of mails) {
      const clear = `${binary(mail)}\n${parsed.get(mail.id)?.text}\n${parsed.get(mail.id)?.html}`;
      const hosts = clear.matchAll(/(?:@|\/\/)((?:[a-z0-9-]+\.)+[a-z]{2,})\b/gi);
      for (const [, host = ''] of hosts) expect(host).toMatch(/(^|\.)example(\.(com|net|org))?$/i);
    }
    for (const patient of demoPatients) expect(patient.telephone).toMatch(/^\(555\) 555-01\d\d$/);
    expect(practice.telephone).toMatch(/555-01\d\d$/);
  });

  test('holds every kind of mail that a practice has to live with', () => {
    const kinds = new Set(mails.map((mail) => mail.kind));
    const wanted =
      'dose-question appointment invoice-question spanish conversation our-answer professional insurer supplier authority ' +
      'invitation newsletter auto-reply bounce receipt-wanted charset phishing junk photo files shared-address carer forwarded ' +
      'long html-only active-html right-to-left emoji empty deep-quote reply-to several-recipients no-message-id deleted';
    expect(wanted.split(' ').filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  test('writes old character sets so that they can be read', () => {
    const textOf = (id: string) => parsed.get(id)?.text ?? '';
    expect(textOf('charset-latin1')).toContain('¿el análisis de mañana es en ayunas?');
    expect(textOf('charset-windows')).toContain('I’ve had a “second” bill for the same visit – why? It says $84…');
    expect(textOf('charset-latin9')).toContain('I paid 45 € for the TBE shot in Göteborg');
    expect(textOf('charset-koi8')).toContain('Здравствуйте, можно рецепт на английском?');
    expect(parsed.get('charset-koi8')?.from?.name).toBe('Дмитрий Волков');
    expect(parsed.get('charset-koi8')?.subject).toBe('Рецепт');
  });

  test('attaches PDFs and pictures that are what they say', () => {
    const files = [...parsed.values()].flatMap((mail) => mail.attachments);
    const head = (content: string | ArrayBuffer | Uint8Array) =>
      Buffer.from(typeof content === 'string' ? content : new Uint8Array(content)).toString('latin1', 0, 5);
    const pdfs = files.filter((file) => file.mimeType === 'application/pdf');
    const pictures = files.filter((file) => file.mimeType === 'image/png');
    expect(pdfs.length).toBeGreaterThan(10);
    expect(pictures.length).toBeGreaterThan(3);
    for (const file of pdfs) expect(head(file.content)).toBe('%PDF-');
    for (const file of pictures) expect(head(file.content)).toBe('\x89PNG\r');
  });

  test('knows forty patients, some of whom share an address', () => {
    expect(demoPatients).toHaveLength(40);
    expect(new Set(demoPatients.map((patient) => patient.name)).size).toBe(40);
    expect(new Set(demoPatients.map((patient) => patient.recordNumber)).size).toBe(40);
    expect(demoPatients.filter((patient) => patient.address === 'familia.delgado@example.org')).toHaveLength(3);
  });

  test('adds the header fields asked for to the mail of one address', async () => {
    const headersOf = (address: string): Record<string, string> =>
      address === 'tomas.herrera@example.org' ? { Autocrypt: 'addr=tomas.herrera@example.org; keydata=AAAA' } : {};
    const withKey = await composeDemoMailbox({ now, headersOf });
    const bearing = withKey.filter(
      (mail) => binary(mail).includes('\r\nAutocrypt:') || binary(mail).startsWith('Autocrypt:'),
    );
    expect(bearing.length).toBeGreaterThan(0);
    for (const mail of bearing) expect(parsed.get(mail.id)?.from?.address).toBe('tomas.herrera@example.org');
  });

  test('hands the lab results over encrypted and signed, with everything that matters inside', async () => {
    const at = now.getTime();
    const [ours, lab] = await Promise.all([
      createPracticeKey({ name: practice.name, address: practice.address, now: at }),
      createPracticeKey({ name: 'Lakeside Lab', address: contacts.lab.address, now: at }),
    ]);
    const mail = await composeLabResults(now, (payload) =>
      encryptAndSign({ payload, privateKey: lab.privateKey, recipients: [ours.publicKey, lab.publicKey], now: at }),
    );
    const outside = binary(mail);
    expect(outside).toMatch(/^Content-Type: multipart\/encrypted; protocol="application\/pgp-encrypted"/m);
    expect(outside).not.toMatch(/Results, batch|14 documents/);
    const outer = await PostalMime.parse(mail.bytes);
    expect(outer.subject).toBe('[...]');

    const ciphertext = outside.slice(outside.indexOf('-----BEGIN PGP'), outside.indexOf('--lakeside-lab-results--'));
    const { payload } = await openEncrypted({ ciphertext, privateKey: ours.privateKey, candidates: [], now: at });
    const inner = await PostalMime.parse(payload);
    expect(inner.subject).toBe('Results, batch of 23 November');
    expect(inner.attachments).toHaveLength(14);
    expect(inner.messageId).toBe(outer.messageId);
    expect(binary({ bytes: payload })).toMatch(/^Content-Type: multipart\/mixed;(?:[^\r]|\r\n[ \t])*hp="cipher"/m);
    expect(binary({ bytes: payload })).toContain('HP-Outer: Subject: [...]');
  });
});

test('the demo mail server serves the whole practice to the app, byte for byte', async () => {
  const server = await startDemoMailServer({ address: practice.address, mails, outboundFolder: null });
  try {
    const login = { user: server.user, password: new Secret(server.password) };
    const connection = await connectImap(server.imap, login, { roots: [server.root] });
    for (const mailbox of ['INBOX', 'Sent', 'Archive', 'Junk', 'Trash']) {
      const expected = mails.filter((mail) => mail.mailbox === mailbox);
      expect((await connection.select(mailbox)).exists).toBe(expected.length);
      const seen: string[] = [];
      await connection.fetchSources(
        (await connection.listUids()).map((each) => each.uid),
        (message) => {
          const mail = expected[message.uid - 1];
          expect(message.flags).toEqual(mail?.flags);
          expect(Math.floor(message.internalDate.getTime() / 1000)).toBe(
            Math.floor((mail?.date.getTime() ?? 0) / 1000),
          );
          seen.push(Buffer.from(message.source).toString('latin1'));
        },
      );
      expect(seen).toEqual(expected.map(binary));
    }
    await connection.close();
  } finally {
    await server.stop();
  }
});
