import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import type { ProtectJob } from '../../../main/engine/submission/protect.ts';
import type { MailIdentity } from '../../support/mail-authority.ts';

const aes256Gcm = '2.16.840.1.101.3.4.1.46';
const rsaOaep = '1.2.840.113549.1.1.7';

export const secretText = 'The thyroid value is 2.4 mU/l, which is fine. Grüße aus der Praxis.';
export const secretSubject = 'Your thyroid values';
export const secretFile = Buffer.from('%PDF-1.7 thyroid values of Ana Ruiz, page one of one');

/** A letter with a file, from the practice to some people, as submission hands it to a worker. */
export async function letterJob(
  practice: MailIdentity,
  recipients: readonly { readonly address: string; readonly identity: MailIdentity }[],
  readsGcm: boolean,
): Promise<ProtectJob> {
  const now = Date.now();
  const key = await createPracticeKey({ name: 'Elm Street Clinic', address: 'desk@clinic.example', now });
  return {
    mail: {
      messageIdHeader: '<letter@clinic.example>',
      date: now,
      from: { name: 'Elm Street Clinic', address: 'desk@clinic.example' },
      to: recipients.map(({ address }) => ({ name: 'Ana Ruiz', address })),
      cc: [],
      subject: secretSubject,
      text: secretText,
      html: `<div>${secretText}</div>`,
      attachments: [{ name: 'lab report.pdf', contentType: 'application/pdf', bytes: secretFile, contentId: null }],
      inReplyTo: null,
      references: [],
    },
    visibleSubject: 'Message from Elm Street Clinic',
    envelopeTo: recipients.map(({ address }) => address),
    ownPrivateKey: key.privateKey,
    ownPublicKey: key.publicKey,
    copy: true,
    now,
    protection: {
      mode: 'smime',
      recipients: recipients.map(({ identity }) => ({
        certificate: identity.certificate,
        capabilities: readsGcm ? [aes256Gcm, rsaOaep] : [],
      })),
      signing: practice,
      receiving: practice,
    },
  };
}
