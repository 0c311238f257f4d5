import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../main/contract/settings.ts';
import type { ModeOption, ThreadDetail } from '../../../main/contract/threads.ts';
import { type PolicyHost, policyFile, startPolicyHost } from '../../support/dns/policy-host.ts';
import type { TestZone } from '../../support/dns/sign-zones.ts';
import { needResolver, startResolver, type TestResolver } from '../../support/dns/start-resolver.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type RequireTlsServer, startRequireTlsServer } from '../../support/mail-servers/requiretls-server.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

const digest = createHash('sha256').update('key').digest('hex');
const mail = (name: string) => [`${name} IN MX 10 mx.${name}`, `mx.${name} IN A 127.0.0.1`];
const sts = (name: string) => [
  ...mail(name),
  `_mta-sts.${name} IN TXT "v=STSv1; id=1;"`,
  `mta-sts.${name} IN A 127.0.0.1`,
];
const zones: readonly TestZone[] = [
  {
    name: 'sts.example',
    signing: 'unsigned',
    records: ['enforce', 'testing', 'going', 'waiting'].flatMap(sts).concat(mail('plain')),
  },
  {
    name: 'dane.example',
    signing: 'signed',
    records: [...mail('good'), `_25._tcp.mx.good IN TLSA 3 1 1 ${digest}`],
  },
  {
    name: 'bogus.example',
    signing: 'bogus',
    records: [...mail('bad'), `_25._tcp.mx.bad IN TLSA 3 1 1 ${digest}`],
  },
];

const said = (kind: string) => ({ source: `https://provider.example/${kind}`, date: '2026-01-02' });

/** The list of providers, with ours in it: the test's own server, which honours what it is said to. */
function providersWith(honours: object): string {
  const server = (port: number) => ({ host: 'localhost', port, security: 'implicit' });
  const ours = {
    id: 'ours',
    name: 'Our provider',
    domains: [],
    mx: [],
    imap: server(993),
    smtp: server(465),
    signIn: 'password',
    filesSentCopies: false,
    honours,
  };
  return JSON.stringify([ours]);
}

const letter = { subject: 'Your appointment', html: '<div>Please come on Thursday at nine.</div>' };

describe.skipIf(!(await needMailServers()) || !(await needResolver()))(
  'a message by verified TLS',
  { timeout: 60_000 },
  () => {
    let servers: MailServers;
    let submission: RequireTlsServer;
    let resolver: TestResolver;
    let host: PolicyHost;
    let time: ShiftedClock;
    let practice: Practice;
    let number = 0;

    async function open(honours: object): Promise<Practice> {
      time = shiftedClock();
      const opened = await startPractice(servers, {
        smtpPort: submission.port,
        providers: providersWith(honours),
        lookUps: { policyPort: host.port, patience: { dns: 1_000, policy: 1_000 } },
        clock: time.clock,
      });
      await opened.call('settings.change', { resolver: { host: resolver.host, port: resolver.port } });
      return opened;
    }

    beforeAll(async () => {
      servers = await startMailServers({
        domain: 'clinic.example',
        users: [{ user: practiceAddress, password: practicePassword }],
      });
      const certificate = servers.authority.issue({ names: ['localhost'] });
      [submission, resolver, host] = await Promise.all([
        startRequireTlsServer(certificate),
        startResolver(zones, certificate),
        startPolicyHost(),
      ]);
      for (const name of ['enforce', 'testing', 'going', 'waiting']) {
        const domain = `${name}.sts.example`;
        setPolicy(domain, policyFile(name === 'testing' ? 'testing' : 'enforce', [`mx.${domain}`]));
      }
      practice = await open({ mtaSts: said('mta-sts'), dane: said('dane') });
    });
    afterAll(async () => {
      await practice.stop();
      await Promise.all([submission.stop(), resolver.stop(), host.stop()]);
      await servers.stop();
    });

    function setPolicy(domain: string, answer: string): void {
      host.set(domain, { answer, certificate: servers.authority.issue({ names: [`mta-sts.${domain}`] }) });
    }

    /** A new message to somebody at this domain, and its conversation once the domain was looked up. */
    async function begin(domain: string, by: Practice = practice) {
      number += 1;
      const address = `ana${number}@${domain}`;
      const { patientId } = await by.addPatient({ name: `Ana ${number}`, address });
      const draft = await by.writeNew(patientId, letter);
      const threadId = draft.threadId ?? '';
      await by.call('transport.lookUp', { addresses: [address] });
      return { address, draft, threadId };
    }

    const tlsOption = (thread: ThreadDetail): ModeOption | undefined =>
      thread.options.find(({ mode }) => mode === 'tls');
    const lookedUp = async (threadId: string, by: Practice = practice) =>
      tlsOption(
        await by.until(
          () => by.call('threads.get', { threadId }),
          (thread) => tlsOption(thread)?.reason !== 'tls-unknown',
        ),
      );
    const change = (patch: Partial<SettingsView>) => practice.call('settings.change', patch);
    const deliveryOf = async (threadId: string) =>
      (await practice.call('threads.get', { threadId })).messages.at(-1)?.delivery ?? null;
    const arrived = (address: string) =>
      practice.until(
        async () => submission.taken.filter(({ to }) => to.includes(address)),
        (list) => list.length === 1,
      );

    it('leaves with what it rests on, as exactly the text that was allowed, and keeps that', async () => {
      const { address, draft, threadId } = await begin('enforce.sts.example');
      expect(await lookedUp(threadId)).toMatchObject({
        available: true,
        suggested: true,
        reason: 'tls-mta-sts',
        detail: 'Our provider',
      });
      await practice.choose(threadId, 'tls');
      const preview = await practice.call('drafts.preview', { draftId: draft.id });
      expect(preview.visibleSubject).toBe(letter.subject);
      await practice.send(draft);
      await practice.call('outbox.sendNow', {});
      const [sent] = await arrived(address);
      expect(sent).toMatchObject({ requireTls: false });
      expect(sent?.text).toContain('Please come on Thursday at nine.');
      expect(sent?.text).toContain(`Subject: ${letter.subject}`);
      const delivery = await practice.until(
        () => deliveryOf(threadId),
        (found) => found?.state === 'sent',
      );
      expect(delivery?.transport).toEqual({
        requireTls: false,
        evidence: [
          {
            kind: 'mta-sts',
            domain: 'enforce.sts.example',
            hosts: ['mx.enforce.sts.example'],
            policyId: '1',
            checkedAt: expect.any(Number),
            validUntil: expect.any(Number),
            provider: 'Our provider',
            source: 'https://provider.example/mta-sts',
            sourceDate: '2026-01-02',
          },
        ],
      });
      const { rows } = await practice.call('journal.list', { before: null, limit: 20 });
      expect(rows.find(({ kind }) => kind === 'message.submitted')?.facts).toMatchObject({
        mode: 'tls',
        evidence: 'mta-sts',
      });
      // The copy on the server is readable for us alone, as of every message.
      const [copy] = await practice.until(
        () => servers.readMailbox(practiceAddress, 'Sent'),
        (list) => list.length > 0,
        20_000,
      );
      expect(copy?.bytes.toString('latin1')).not.toContain('Thursday at nine');
    });

    it('rests on DANE where the servers are signed for', async () => {
      const { threadId } = await begin('good.dane.example');
      expect(await lookedUp(threadId)).toMatchObject({ available: true, reason: 'tls-dane' });
    });

    it.each([
      ['testing.sts.example', 'tls-testing'],
      ['plain.sts.example', 'tls-not-published'],
      ['bad.bogus.example', 'tls-untrusted'],
    ])('stays grey with its reason: %s, %s', async (domain, reason) => {
      const { draft, threadId } = await begin(domain);
      expect(await lookedUp(threadId)).toMatchObject({ mode: 'tls', available: false, reason });
      await practice.choose(threadId, 'tls');
      const { decision } = await practice.call('drafts.preview', { draftId: draft.id });
      expect(decision).toMatchObject({ outcome: 'refuse', reasons: [{ code: 'tls-unproven', detail: reason }] });
    });

    it('takes no sensitive content', async () => {
      const { draft, threadId } = await begin('enforce.sts.example');
      await practice.choose(threadId, 'tls');
      const sensitive = await practice.edit(draft, { contentKind: 'sensitive' });
      expect(await practice.refusals(sensitive)).toEqual(['sensitive-needs-encryption']);
    });

    it('to a domain that somebody vouches for is called listed, never verified', async () => {
      await practice.call('transport.listDomain', { domain: 'Plain.STS.example', note: 'Contract of March 3.' });
      expect(await practice.call('transport.listed', {})).toMatchObject([
        { domain: 'plain.sts.example', by: 'Maria', note: 'Contract of March 3.' },
      ]);
      const { address, draft, threadId } = await begin('plain.sts.example');
      expect(await lookedUp(threadId)).toMatchObject({ available: true, reason: 'tls-listed', detail: 'Maria' });
      await practice.choose(threadId, 'tls');
      expect(await practice.call('threads.get', { threadId })).toMatchObject({ listedBy: 'Maria' });
      await practice.send(draft);
      const [row] = (await practice.call('outbox.list', {})).filter(({ to }) => to[0]?.address === address);
      expect(row).toMatchObject({ mode: 'tls', listedBy: 'Maria' });
      await practice.call('outbox.sendNow', {});
      await arrived(address);
      expect((await deliveryOf(threadId))?.transport?.evidence).toMatchObject([
        { kind: 'listed', domain: 'plain.sts.example', by: 'Maria', note: 'Contract of March 3.' },
      ]);
      await practice.call('transport.unlistDomain', { domain: 'plain.sts.example' });
      expect((await lookedUp(threadId))?.available).toBe(false);
    });

    it('is held back when the domain stops demanding TLS while it waits', async () => {
      const { address, draft, threadId } = await begin('going.sts.example');
      await lookedUp(threadId);
      await practice.choose(threadId, 'tls');
      const [outboxId = ''] = await practice.send(draft);
      setPolicy('going.sts.example', policyFile('none', []));
      // Long enough for the policy that is known to have run out.
      time.forward(2 * 86_400_000);
      await practice.call('outbox.sendNow', {});
      await practice.until(
        () => practice.row(outboxId),
        (row) => row?.overdue === true || row?.state === 'failed',
      );
      await practice.call('outbox.sendAgain', { outboxId });
      expect(
        await practice.until(
          () => practice.row(outboxId),
          (row) => row?.state === 'failed',
        ),
      ).toMatchObject({ code: 'tls-unproven' });
      expect(submission.taken.some(({ to }) => to.includes(address))).toBe(false);
    });

    it('goes with REQUIRETLS where our server offers it, to any domain', async () => {
      submission.offer(true);
      await practice.stop();
      practice = await open({});
      const { address, draft, threadId } = await begin('plain.sts.example');
      const thread = await practice.until(
        () => practice.call('threads.get', { threadId }),
        (each) => tlsOption(each)?.available === true,
      );
      expect(tlsOption(thread)).toMatchObject({ reason: 'tls-requiretls', detail: 'localhost' });
      await practice.choose(threadId, 'tls');
      await practice.send(draft);
      await practice.call('outbox.sendNow', {});
      expect(await arrived(address)).toMatchObject([{ requireTls: true }]);
      await practice.until(
        () => deliveryOf(threadId),
        (delivery) => delivery?.transport?.requireTls === true,
      );
    });

    it('waits, and says why, while the server lacks the REQUIRETLS it rests on; then it leaves', async () => {
      const { address, draft, threadId } = await begin('plain.sts.example');
      await practice.choose(threadId, 'tls');
      const [outboxId = ''] = await practice.send(draft);
      submission.offer(false);
      await practice.call('outbox.sendNow', {});
      const row = await practice.until(
        () => practice.row(outboxId),
        (each) => each?.code === 'requiretls-missing',
      );
      expect(row).toMatchObject({ state: 'queued', attempts: 1 });
      expect(await deliveryOf(threadId)).toMatchObject({ state: 'queued', code: 'requiretls-missing' });
      expect(submission.taken.some(({ to }) => to.includes(address))).toBe(false);
      submission.offer(true);
      time.forward(60_000);
      await practice.call('account.syncNow', {});
      expect(await arrived(address)).toMatchObject([{ requireTls: true }]);
    });

    it('waits where the owner demands REQUIRETLS and the server lacks it, and can be made a draft again', async () => {
      submission.offer(false);
      await practice.stop();
      practice = await open({ mtaSts: said('mta-sts') });
      await change({ requireTls: 'always' });
      const { address, draft, threadId } = await begin('enforce.sts.example');
      const thread = await practice.until(
        () => practice.call('threads.get', { threadId }),
        (each) => tlsOption(each)?.reason === 'tls-waits',
      );
      expect(tlsOption(thread)).toMatchObject({ available: true, suggested: false });
      await practice.choose(threadId, 'tls');
      const [outboxId = ''] = await practice.send(draft);
      await practice.call('outbox.sendNow', {});
      await practice.until(
        () => practice.row(outboxId),
        (row) => row?.code === 'requiretls-missing',
      );
      const { draftId } = await practice.call('outbox.toDraft', { outboxId });
      expect(await practice.call('drafts.get', { draftId })).toMatchObject({ to: [{ address }] });
      await change({ requireTls: 'when-offered' });
    });

    it('cannot be had by a provider that is not known to honour what the domain demands', async () => {
      await practice.stop();
      practice = await open({ dane: said('dane') });
      const { threadId } = await begin('enforce.sts.example');
      expect(await lookedUp(threadId)).toMatchObject({
        available: false,
        reason: 'tls-provider',
        detail: 'Our provider',
      });
    });

    it('offline rests on what is known, with its age, until that runs out; then it is unknown', async () => {
      await practice.stop();
      practice = await open({ mtaSts: said('mta-sts') });
      const { threadId } = await begin('waiting.sts.example');
      const known = await lookedUp(threadId);
      expect(known).toMatchObject({ available: true, reason: 'tls-mta-sts' });
      await resolver.stop();
      time.forward(3_600_000);
      const { address } = (await practice.call('threads.get', { threadId })).correspondent;
      await practice.call('transport.lookUp', { addresses: [address] });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const later = tlsOption(await practice.call('threads.get', { threadId }));
      expect(later).toMatchObject({ available: true, at: known?.at });
      time.forward(86_400_000);
      expect(tlsOption(await practice.call('threads.get', { threadId }))).toMatchObject({
        available: false,
        reason: 'tls-expired',
        at: known?.at,
      });
      const stranger = await begin('enforce.sts.example');
      expect(tlsOption(await practice.call('threads.get', { threadId: stranger.threadId }))).toMatchObject({
        available: false,
        reason: 'tls-unknown',
      });
    });
  },
);
