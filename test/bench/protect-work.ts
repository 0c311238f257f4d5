import { randomBytes } from 'node:crypto';
import { buildPayload } from '../../main/engine/mime/build-message.ts';
import type { Attachment, Mail } from '../../main/engine/mime/types.ts';
import { createPracticeKey } from '../../main/engine/protection/practice-key.ts';
import { fileCover } from '../../main/engine/submission/letter-cover.ts';
import type { ProtectJob } from '../../main/engine/submission/protect.ts';
import { createMailAuthority, type MailIdentity } from '../support/mail-authority.ts';
import type { RawSetup } from './raw-thread.ts';

/** One kind of letter: how we protect it, and what the library alone is given for the same bytes. */
export type Work = { readonly name: string; readonly batch: number; readonly job: ProtectJob; readonly raw: RawSetup };

const practice = { name: 'Elm Street Clinic', address: 'desk@clinic.example' };
const ana = { name: 'Ana Ruiz', address: 'ana@clinic.example' };
const visibleSubject = 'Message from Elm Street Clinic';
const phrase = 'abacus abdomen abdominal abide abiding';
/** 3 KB. */
const text = 'Please take half a tablet in the evening until we meet. '.repeat(54);
const megabyte = 1024 * 1024;

/** Letters of 3 KB, and of 3 KB with a file of 1 MB. `template` is the built page of sealed letters. */
export async function protectWork(template: string): Promise<readonly Work[]> {
  const now = Date.now();
  const made = now - 60_000;
  const [own, theirs] = await Promise.all([practice, ana].map((who) => createPracticeKey({ ...who, now: made })));
  if (own === undefined || theirs === undefined) throw new Error('no keys');
  const authority = createMailAuthority().below('Postern mail authority');
  const desk = authority.issue({ ...practice, key: 'rsa' });
  const patient = authority.issue({ ...ana, key: 'rsa' });
  const small = mailOf([]);
  const large = mailOf([fileOf(megabyte)]);

  const common = {
    visibleSubject,
    envelopeTo: [ana.address],
    ownPrivateKey: own.privateKey,
    ownPublicKey: own.publicKey,
    copy: false,
    now,
  };
  const openPgp = async (name: string, mail: Mail, batch: number): Promise<Work> => ({
    name,
    batch,
    job: { ...common, mail, protection: { mode: 'openpgp', recipientKeys: [theirs.publicKey] } },
    raw: {
      kind: 'openpgp',
      name,
      payload: await payloadOf(mail),
      privateKey: own.privateKey,
      publicKeys: [theirs.publicKey, own.publicKey],
    },
  });
  const smime = async (name: string, mail: Mail, batch: number): Promise<Work> => ({
    name,
    batch,
    job: {
      ...common,
      mail,
      protection: {
        mode: 'smime',
        recipients: [{ certificate: patient.certificate, capabilities: [] }],
        signing: plainIdentity(desk),
        receiving: plainIdentity(desk),
      },
    },
    raw: {
      kind: 'smime',
      name,
      payload: await payloadOf(mail),
      privateKey: desk.privateKey,
      certificate: desk.certificate,
      chain: desk.chain,
      recipients: [patient.certificate],
    },
  });
  const facts = { practiceName: practice.name, telephone: '555 0137', sign: 'abacus abide' };
  const sealed: Work = {
    name: 'sealed_3kb',
    batch: 4,
    job: {
      ...common,
      mail: small,
      protection: {
        mode: 'sealed',
        form: 'page',
        template,
        phrase,
        letterId: 'lt_0123456789abcdef',
        replySecret: 'S'.repeat(43),
        language: 'en',
        practice: { ...practice, telephone: facts.telephone, sign: facts.sign },
        cover: fileCover('en', 'page', facts),
        link: null,
        paperFolder: '',
      },
    },
    raw: { kind: 'sealed', name: 'sealed_3kb', payload: Buffer.from(JSON.stringify(small)), phrase },
  };
  return [
    await openPgp('openpgp_3kb', small, 60),
    await openPgp('openpgp_1mb', large, 8),
    await smime('smime_3kb', small, 60),
    await smime('smime_1mb', large, 8),
    sealed,
  ];
}

function mailOf(attachments: readonly Attachment[]): Mail {
  return {
    messageIdHeader: '<bench@clinic.example>',
    date: Date.now(),
    from: practice,
    to: [ana],
    cc: [],
    subject: 'Your question about the dose',
    text,
    html: `<div>${text}</div>`,
    attachments,
    inReplyTo: null,
    references: [],
  };
}

/** In memory that threads share, as drafts hand it over. */
function fileOf(size: number): Attachment {
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  bytes.set(randomBytes(size));
  return { name: 'scan.pdf', contentType: 'application/pdf', contentId: null, bytes };
}

/** What is to be protected, built: the library alone builds no mail. */
function payloadOf(mail: Mail): Promise<Uint8Array> {
  const attachments = mail.attachments.map((file) => ({ ...file, bytes: file.bytes.slice() }));
  return buildPayload({ ...mail, attachments }, { subject: visibleSubject });
}

function plainIdentity({ certificate, privateKey, chain }: MailIdentity) {
  return { certificate, privateKey, chain };
}
