import { randomBytes } from 'node:crypto';
import { generateKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { longestLink } from '../../../main/contract/sealed/link.ts';
import type { SealedForm } from '../../../main/contract/sealed-form.ts';
import { buildSealed } from '../../../main/engine/mime/build-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Attachment } from '../../../main/engine/mime/types.ts';
import { checkBytes } from '../../../main/engine/submission/check-bytes.ts';
import { fileCover, linkCover } from '../../../main/engine/submission/letter-cover.ts';
import { type ProtectJob, protect } from '../../../main/engine/submission/protect.ts';
import { buildSealedPage } from '../../../renderer/sealed/build.ts';
import { pixel } from '../../renderer/sealed/sample-letter.ts';
import { emptyPdf } from '../../support/empty-pdf.ts';

/* As in `check-bytes.test.ts`: what was built right is spoiled by hand, and must not pass. Here the forms link and PDF. */

const facts = { practiceName: 'Elm Street Clinic', telephone: '+1 (217) 555-0137', sign: 'abacus abide' };
const text = 'Dear Ana, your thyroid values are fine.\n\nPlease take half a tablet until we meet. – ñ ½ 😀\n\nMaria';
const picture = { name: 'plan.png', contentType: 'image/png', contentId: null, bytes: pixel };
const scan = { name: 'scan.pdf', contentType: 'application/pdf', contentId: null, bytes: emptyPdf(3, '0 0 9 9 re f') };
const report = {
  name: 'report.txt',
  contentType: 'text/plain',
  contentId: null,
  bytes: Buffer.from('TSH 2.4 mU/l, fine'),
};
let plainJob: Omit<ProtectJob, 'protection'>;

beforeAll(async () => {
  await buildSealedPage();
  const { privateKey } = await generateKey({ userIDs: [{ email: 'desk@clinic.example' }], format: 'object' });
  plainJob = {
    mail: {
      messageIdHeader: '<0123456789abcdef@clinic.example>',
      date: 1_795_500_000_000,
      from: { name: 'Elm Street Clinic', address: 'desk@clinic.example' },
      to: [{ name: 'Ana Ruiz', address: 'ana@clinic.example' }],
      cc: [],
      subject: 'Your thyroid values',
      text,
      html: `<div>${text}</div>`,
      attachments: [],
      inReplyTo: null,
      references: [],
      headers: [],
    },
    visibleSubject: 'Message from Elm Street Clinic',
    envelopeTo: ['ana@clinic.example'],
    ownPrivateKey: privateKey.armor(),
    ownPublicKey: privateKey.toPublic().write(),
    copy: false,
    now: 1_795_500_000_000,
  };
});

function jobFor(
  form: SealedForm,
  attachments: readonly Attachment[] = [],
  phrase = 'abacus abdomen abdominal abide abiding',
) {
  const { mail } = plainJob;
  return {
    ...plainJob,
    mail: { ...mail, attachments },
    protection: {
      mode: 'sealed',
      form,
      template: '',
      phrase,
      letterId: 'lt_0123456789abcdef',
      replySecret: 'S'.repeat(43),
      language: 'en',
      practice: {
        name: facts.practiceName,
        address: 'desk@clinic.example',
        telephone: facts.telephone,
        sign: facts.sign,
      },
      cover: fileCover('en', form, facts),
      link: { address: 'https://clinic.example/letter.html', cover: linkCover('en', facts) },
      paperFolder: 'out/sealed',
    },
  } satisfies ProtectJob;
}

type Mail = { readonly text: string; readonly html: string | null; readonly file: Attachment | null };

async function take(job: ProtectJob): Promise<Mail> {
  const { text: written, html, parts } = await parseMessage((await protect(job)).bytes);
  expect(parts.length).toBeLessThan(2);
  return { text: written ?? '', html, file: parts[0] ?? null };
}

/** What the last check says of the mail with these changes. */
async function verdict(job: ProtectJob, mail: Mail): Promise<string> {
  const headers = { ...job.mail, subject: job.visibleSubject };
  const bytes = await buildSealed(headers, mail.text, mail.html, mail.file);
  return checkBytes(bytes, job).then(
    () => 'passes',
    ({ code, facts: found }: { code?: string; facts?: { what?: string } }) =>
      code === 'protection-mismatch' ? String(found?.what) : String(code),
  );
}

const everywhere = (mail: Mail, change: (words: string) => string): Mail => ({
  ...mail,
  text: change(mail.text),
  html: mail.html === null ? null : change(mail.html),
});
const withFile = (mail: Mail, change: (bytes: Uint8Array) => Uint8Array): Mail => ({
  ...mail,
  file: mail.file === null ? null : { ...mail.file, bytes: change(mail.file.bytes) },
});

describe('the last check of a letter in a link', () => {
  it('passes what was built, and refuses every change to it', async () => {
    const job = jobFor('link');
    const mail = await take(job);
    const url = /https:\S+/.exec(mail.text)?.[0] ?? '';
    expect(mail.file).toBeNull();
    expect(url).toMatch(/^https:\/\/clinic\.example\/letter\.html#1\.en\.abacus-20abide\.[\w-]+$/);
    expect(url.length).toBeLessThan(longestLink);
    expect(mail.html).toContain(`href="${url}"`);
    expect(await verdict(job, mail)).toBe('passes');
    const other = await take(jobFor('link', [], 'abacus abdomen abdominal abide ability'));
    const otherUrl = /https:\S+/.exec(other.text)?.[0] ?? '';
    const cases: readonly (readonly [what: string, mail: Mail])[] = [
      ['link', everywhere(mail, (words) => words.replaceAll('clinic.example/letter', 'bad.example/letter'))],
      ['link', everywhere(mail, (words) => words.replaceAll('#1.en', '?x=1#1.en'))],
      ['link', everywhere(mail, (words) => words.replaceAll('abacus-20abide', 'abacus-20able'))],
      ['link', everywhere(mail, (words) => words.replaceAll(url, url.split('#')[0] ?? ''))],
      ['not-encrypted', everywhere(mail, (words) => words.replaceAll(url, url.slice(0, -40)))],
      [
        'not-encrypted',
        everywhere(mail, (words) =>
          words.replaceAll(url, `${url.split('.').slice(0, -1).join('.')}.${Buffer.from(text).toString('base64url')}`),
        ),
      ],
      ['wrong-keys', everywhere(mail, (words) => words.replaceAll(url, otherUrl))],
      ['cover', { ...mail, text: `${mail.text}\nHIV` }],
      ['cover', { ...mail, html: `${mail.html}<p>HIV</p>` }],
      ['cover', { ...mail, html: mail.html?.replace('href="https://clinic', 'href="https://bad') ?? null }],
      ['clear-text', { ...mail, html: null }],
      ['cover', { ...mail, file: report }],
    ];
    for (const [what, spoiled] of cases) expect([what, await verdict(job, spoiled)]).toEqual([what, what]);
    const edited: ProtectJob = { ...job, mail: { ...job.mail, text: `${text} And more.` } };
    expect(await verdict(edited, mail)).toBe('text');
  });

  it('is a file for the reading page where it is too long for a link', async () => {
    const job = jobFor('link', [report, { ...report, name: 'long.bin', bytes: randomBytes(9_000) }]);
    const mail = await take(job);
    expect(mail.file?.name).toBe('locked-letter.asc');
    expect(mail.text).toContain('https://clinic.example/letter.html#1.en.abacus-20abide\n');
    expect(await verdict(job, mail)).toBe('passes');
    expect(await verdict(job, { ...mail, file: null })).toBe('link');
    expect(
      await verdict(
        job,
        withFile(mail, (bytes) => Buffer.concat([bytes, Buffer.from(text)])),
      ),
    ).toBe('not-encrypted');
    expect(
      await verdict(
        job,
        withFile(mail, (bytes) => bytes.subarray(0, 900)),
      ),
    ).toBe('not-encrypted');
    expect(
      await verdict(
        job,
        everywhere(mail, (words) => `${words}\nHIV`),
      ),
    ).toBe('cover');
    const fewer: ProtectJob = { ...job, mail: { ...job.mail, attachments: [report] } };
    expect(await verdict(fewer, mail)).toBe('attachments');
  });
});

describe('the last check of what a patient’s answer rests on', () => {
  it('passes what was built, and refuses what was decided otherwise: key, address, name, secret, day, file', async () => {
    const job = jobFor('link', [report]);
    const mail = await take(job);
    expect(await verdict(job, mail)).toBe('passes');
    const eve = (await generateKey({ userIDs: [{ email: 'eve@bad.example' }], format: 'object' })).publicKey.write();
    const { practice } = job.protection;
    const sealed = (more: object): ProtectJob => ({ ...job, protection: { ...job.protection, ...more } });
    // One letter, held against decisions that differ in one thing each: every letter made costs a stretched phrase.
    const cases: readonly (readonly [what: string, decided: ProtectJob])[] = [
      ['text', { ...job, ownPublicKey: eve }],
      ['text', sealed({ practice: { ...practice, address: 'eve@bad.example' } })],
      ['text', sealed({ practice: { ...practice, name: 'Elm Street Clinics' } })],
      ['text', sealed({ replySecret: 'E'.repeat(43) })],
      ['text', { ...job, now: job.now - 86_400_000 }],
      ['attachments', { ...job, mail: { ...job.mail, attachments: [{ ...report, name: 'another.txt' }] } }],
    ];
    for (const [what, decided] of cases) expect([what, await verdict(decided, mail)]).toEqual([what, what]);
  });
});

describe('the last check of a letter as a PDF', () => {
  it('passes what was built, and refuses another text, phrase, file or an unlocked one', async () => {
    const job = jobFor('pdf', [picture, scan]);
    const mail = await take(job);
    expect(mail.file?.name).toBe('letter.pdf');
    expect(await verdict(job, mail)).toBe('passes');
    const of = async (change: Partial<ProtectJob['mail']>, phrase?: string) => {
      const other = jobFor('pdf', [picture, scan], phrase);
      return take({ ...other, mail: { ...other.mail, ...change } });
    };
    const cases: readonly (readonly [what: string, mail: Mail])[] = [
      ['text', await of({ text: text.replace('half a', 'a whole') })],
      ['text', await of({ subject: 'Other values' })],
      ['text', await of({ attachments: [picture, picture, scan] })],
      // Pages of somebody else's file under the same name, in the same number.
      ['attachments', await of({ attachments: [picture, { ...scan, bytes: emptyPdf(3, '0 0 8 9 re f') }] })],
      ['attachments', await of({ attachments: [{ ...picture, bytes: emptyPdf() }, scan] })],
      ['wrong-keys', await of({}, 'abacus abdomen abdominal abide ability')],
      ['wrong-keys', withFile(mail, (bytes) => bytes.subarray(0, bytes.length / 2))],
      ['wrong-keys', withFile(mail, () => emptyPdf())],
      ['pdf', { ...mail, file: mail.file && { ...mail.file, contentType: 'text/html' } }],
      ['clear-text', { ...mail, file: null }],
      ['cover', { ...mail, text: `${mail.text}\nHIV` }],
    ];
    for (const [what, spoiled] of cases) expect([what, await verdict(job, spoiled)]).toEqual([what, what]);
  });

  it.each([
    ['file-kind', [report]],
    ['damaged-file', [{ ...report, bytes: Buffer.from('%PDF-1.7 cut') }]],
    ['damaged-file', [{ ...picture, bytes: pixel.subarray(0, 20) }]],
  ])('is not made where a file cannot become pages: %s', async (reason, attachments) => {
    await expect(protect(jobFor('pdf', attachments))).rejects.toMatchObject({
      code: 'pdf-impossible',
      facts: { reason, number: 1 },
    });
  });

  it.each(['李', 'שלום', '👩‍⚕️'])('is not made where the fonts lack a character: %s', async (word) => {
    const job = jobFor('pdf');
    const unshowable: ProtectJob = { ...job, mail: { ...job.mail, text: `Dear ${word}` } };
    await expect(protect(unshowable)).rejects.toMatchObject({
      code: 'pdf-impossible',
      facts: { reason: 'characters' },
    });
  });
});
