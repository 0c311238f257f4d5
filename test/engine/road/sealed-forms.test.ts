import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../../main/contract/patients.ts';
import { armorOf, readFragment } from '../../../main/contract/sealed/link.ts';
import { pdfPassword } from '../../../main/contract/sealed/pdf-password.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { readPdf } from '../../../main/engine/paper/read-pdf.ts';
import { openLockedLetter } from '../../../main/engine/protection/open-letter.ts';
import { createAuthority } from '../../support/certificate-authority.ts';
import { emptyPdf } from '../../support/empty-pdf.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { shiftedClock } from '../../support/shifted-clock.ts';

const authority = createAuthority('root of the website');
const letter = { subject: 'Half a tablet', html: '<div>Please take half a tablet.</div>' };

/** The practice's website: whatever `body` is at the moment, and every request it got. */
async function startWebsite() {
  const site = { body: null as Uint8Array | null, redirect: false, requests: [] as string[], pose };
  const own = authority.issue({ names: ['127.0.0.1'] });
  const server: Server = createServer(own, (request, response) => {
    site.requests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    if (site.redirect) response.writeHead(302, { Location: '/elsewhere' }).end();
    else if (site.body === null) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end(site.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/letter.html`;
  /** A certificate for another name, or its own again. */
  function pose(yes: boolean): void {
    server.setSecureContext(yes ? authority.issue({ names: ['elsewhere.example'] }) : own);
    server.closeAllConnections();
  }
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { site, address, stop };
}

describe.skipIf(!(await needMailServers()))('the form of a sealed letter', { timeout: 120_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let website: Awaited<ReturnType<typeof startWebsite>>;
  let folder: string;
  const time = shiftedClock();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reader-'));
    website = await startWebsite();
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...['ana', 'ben', 'eva'].map((user) => ({ user, password: 'password of a patient' })),
      ],
    });
    practice = await startPractice(servers, {
      root: `${servers.root}\n${authority.root}`,
      clock: time.clock,
      host: { chooseSavePath: async ({ name }) => join(folder, name) },
    });
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    await website.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function patient(name: string, address: string, device: Device) {
    const { patientId } = await practice.addPatient({ name, address });
    const { words } = await practice.call('patients.makePhrase', { patientId, language: 'en' });
    await practice.call('patients.givePhrase', { patientId, how: 'at-the-desk', device });
    const detail = await practice.call('patients.get', { patientId });
    expect(detail.device).toBe(device);
    return { patientId, address, phrase: words.join(' ') };
  }
  async function write(patientId: string) {
    const draft = await practice.writeNew(patientId, letter);
    await practice.choose(draft.threadId ?? '', 'sealed');
    return draft;
  }
  async function arrived(address: string, count: number) {
    await practice.call('outbox.sendNow', {});
    const mails = await practice.until(
      () => servers.readMailbox(address),
      (list) => list.length >= count,
      20_000,
    );
    return parseMessage(mails.at(-1)?.bytes ?? Buffer.alloc(0));
  }
  const formOf = async (draftId: string) =>
    (await practice.call('drafts.preview', { draftId })).sealed?.letters.map(({ form }) => form);

  it('follows the device: a page for a computer, a PDF for an iPhone while the website has no reading page', async () => {
    const ben = await patient('Ben Cole', 'ben@clinic.example', 'computer');
    const page = await write(ben.patientId);
    expect(await formOf(page.id)).toEqual(['page']);
    await practice.send(page);
    expect((await arrived(ben.address, 1)).parts.map(({ name }) => name)).toEqual(['letter.html']);

    const ana = await patient('Ana Ruiz', 'ana@clinic.example', 'iphone');
    const draft = await write(ana.patientId);
    expect(await formOf(draft.id)).toEqual(['pdf']);
    const { sealed } = await practice.call('drafts.preview', { draftId: draft.id });
    expect(sealed?.options.map(({ form, reason }) => [form, reason])).toEqual([
      ['page', null],
      ['link', 'no-reader'],
      ['pdf', null],
    ]);
    await practice.attach(draft.id, 'notes.txt', Buffer.from('notes'));
    expect(await practice.refusals(draft)).toEqual(['form-file-kind']);
    const [file] = (await practice.call('drafts.get', { draftId: draft.id })).attachments;
    await practice.call('drafts.removeAttachment', { attachmentId: file?.id ?? '' });
    await practice.send(draft);
    const mail = await arrived(ana.address, 1);
    const [pdf, another] = mail.parts;
    expect([pdf?.name, pdf?.contentType, another]).toEqual(['letter.pdf', 'application/pdf', undefined]);
    expect(mail.text).toContain('your answer is an ordinary mail and not locked');
    const bytes = pdf?.bytes ?? new Uint8Array();
    const read = { bytes, files: [], folder: 'out/sealed' };
    expect(await readPdf({ ...read, password: 'another phrase of five words' })).toBeNull();
    const found = await readPdf({ ...read, password: pdfPassword(ana.phrase) });
    expect(found?.locked).toBe(true);
    expect(found?.texts.join()).toContain('Please take half a tablet.');
  });

  it('is a link once the exported page was seen on the website, and never while another stands there', async () => {
    const { call } = practice;
    const { savedAs, view } = await call('reader.export', {});
    expect(savedAs).toBe('letter.html');
    expect(view).toMatchObject({ state: 'none', outdated: false, check: null });
    const exported = await readFile(join(folder, 'letter.html'));
    for (const wrong of [
      'http://127.0.0.1/letter.html',
      `${website.address}?a=1`,
      `${website.address}#x`,
      'https://localhost/',
    ])
      await expect(call('reader.setAddress', { address: wrong })).rejects.toMatchObject({ code: 'bad-request' });
    await call('reader.setAddress', { address: website.address });
    const look = async () => {
      const { state, check } = await call('reader.checkNow', {});
      return [check?.result, state];
    };
    expect(await look()).toEqual(['missing', 'differs']);
    website.site.redirect = true;
    expect(await look()).toEqual(['redirected', 'differs']);
    website.site.redirect = false;
    website.site.body = exported;
    expect(await look()).toEqual(['same', 'ready']);
    for (const request of website.site.requests) expect(request).not.toMatch(/cookie|referer|ana|ruiz|elm/i);

    const eva = await patient('Eva Lund', 'eva@clinic.example', 'iphone');
    const draft = await write(eva.patientId);
    expect(await formOf(draft.id)).toEqual(['link']);
    await practice.send(draft);
    const mail = await arrived(eva.address, 1);
    expect(mail.parts).toEqual([]);
    const url = /https:\S+/.exec(mail.text ?? '')?.[0] ?? '';
    expect(url.startsWith(`${website.address}#`)).toBe(true);
    const armored = armorOf(readFragment(new URL(url).hash)?.message ?? '');
    expect((await openLockedLetter({ armored, phrase: eva.phrase })).header.text).toContain('half a tablet');

    website.site.body = Buffer.concat([exported, Buffer.from('<script>/* counts visitors */</script>')]);
    expect(await look()).toEqual(['different', 'differs']);
    website.site.body = exported;
    website.site.pose(true);
    expect(await look()).toEqual(['different', 'differs']);
    website.site.pose(false);
    expect(await look()).toEqual(['same', 'ready']);
    time.forward(7 * 24 * 3_600_000);
    expect((await call('reader.get', {})).state).toBe('none');
    expect(await look()).toEqual(['same', 'ready']);
    website.site.body = Buffer.from('<p>Another</p>');
    expect(await look()).toEqual(['different', 'differs']);
    const next = await write(eva.patientId);
    expect(await formOf(next.id)).toEqual(['pdf']);
    const wished = await practice.edit(next, { sealedForm: 'link' });
    expect(await practice.refusals(wished)).toEqual(['form-reader-differs']);
    await website.stop();
    // Silence says nothing about the page, and changes nothing.
    expect(await look()).toEqual(['unreachable', 'differs']);
  });

  it('can be another for one message, also for one that left', async () => {
    const { rows } = await practice.call('patients.list', { text: 'Ben', offset: 0, limit: 5 });
    const patientId = rows[0]?.id ?? '';
    const draft = await practice.edit(await write(patientId), { sealedForm: 'pdf' });
    await practice.attach(draft.id, 'plan.pdf', emptyPdf(2));
    await practice.send(draft);
    expect((await arrived('ben@clinic.example', 2)).parts.map(({ name }) => name)).toEqual(['letter.pdf']);
    const { messages } = await practice.call('threads.get', { threadId: draft.threadId ?? '' });
    const { delivery } = messages.at(-1) ?? {};
    expect(delivery?.form).toBe('pdf');
    await practice.until(
      async () =>
        (await practice.call('threads.get', { threadId: draft.threadId ?? '' })).messages.at(-1)?.delivery?.state,
      (state) => state === 'sent',
      20_000,
    );
    const { draftId } = await practice.call('outbox.inOtherForm', { outboxId: delivery?.outboxId ?? '', form: 'page' });
    const again = await practice.call('drafts.get', { draftId });
    expect(again).toMatchObject({ subject: 'Half a tablet', sealedForm: 'page', threadId: draft.threadId });
    expect(again.attachments.map(({ name, complete }) => [name, complete])).toEqual([['plan.pdf', true]]);
    // What left sealed is sealed again, or not sent: also from a conversation that is in the clear by now.
    const threadId = draft.threadId ?? '';
    const open = await practice.edit(again, { strongerMode: null, subject: 'Another subject' });
    await practice.choose(threadId, 'open', 'the patient asked for it');
    expect(await practice.refusals(open)).toContain('text-would-leak');
    await practice.choose(threadId, 'sealed');
    await practice.send(open);
    expect((await arrived('ben@clinic.example', 3)).parts.map(({ name }) => name)).toEqual(['letter.html']);
  });
});
