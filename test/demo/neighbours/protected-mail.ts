import { encryptAndSign } from '../../../main/engine/protection/openpgp.ts';
import type { PracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { dateField, messageIdOf } from '../../../resources/demo-practice/compose-letter.ts';
import { composeLabResults } from '../../../resources/demo-practice/letters/protected.ts';
import { contacts } from '../../../resources/demo-practice/people/contacts.ts';
import { office, type Person } from '../../../resources/demo-practice/practice.ts';
import { pemOf, runOpenssl } from '../../engine/smime/openssl.ts';
import { encrypted, opaque, signed } from '../../engine/smime/write-smime.ts';
import type { MailIdentity } from '../../support/mail-authority.ts';
import { encryptedEntity, protectedEntity } from '../../support/pgp-mail.ts';
import type { FiledMail } from '../imap-server.ts';
import { type Colleagues, hasOpenssl } from './colleagues.ts';

const minute = 60_000;
const hour = 60 * minute;

type Letter = { readonly id: string; readonly from: Person; readonly subject: string; readonly text: string };

/** Subjects of the protected letters, by what their status line shows. */
export const protectedSubjects = {
  uncompared: 'Report FI-88240',
  wrongSigner: 'Corrected results, please use these',
  partly: 'Progress after eight sessions',
  networkSigned: 'Stock list for next week',
  networkEncrypted: 'Your patient, echo of Friday',
  expired: 'Provider portal: new sign-in',
  unknownRoot: 'Order confirmation 30551',
} as const;

/**
 * Mail that came protected, good and bad, for a practice whose OpenPGP key is known by now. What is encrypted by S/MIME opens
 * once the practice's certificate is imported.
 */
export async function composeProtectedMail(
  colleagues: Colleagues,
  practiceKey: Uint8Array,
  now: Date,
): Promise<readonly FiledMail[]> {
  const pgp = (by: PracticeKey) => (payload: Uint8Array) =>
    encryptAndSign({
      payload,
      privateKey: by.privateKey,
      recipients: [practiceKey, by.publicKey],
      now: now.getTime() - 6 * hour,
    });
  const file = (letter: Letter, agoMs: number, entity: string | Uint8Array) => {
    const date = new Date(now.getTime() - agoMs);
    const head = [
      `From: ${named(letter.from)}`,
      `To: ${named(office)}`,
      `Subject: ${hidden.has(letter.id) ? '[...]' : letter.subject}`,
      `Date: ${dateField(date)}`,
      `Message-ID: ${messageIdOf(letter.id)}`,
      'MIME-Version: 1.0',
      '',
    ];
    const bytes = Buffer.concat([Buffer.from(head.join('\r\n')), Buffer.from(entity)]);
    return { mailbox: 'INBOX', flags: ['\\Seen'], date, bytes };
  };
  const entityOf = ({ from, subject, text }: Letter) =>
    Buffer.from(
      protectedEntity({
        from: named(from),
        to: named(office),
        subject,
        text,
        date: new Date(now.getTime() - 6 * hour),
      }),
    );
  const pgpFile = async (letter: Letter, agoMs: number, by: PracticeKey) =>
    file(letter, agoMs, encryptedEntity(await pgp(by)(entityOf(letter))));
  const { lab, imaging, physio, pharmacy, cardiology, insurer, supplier } = colleagues;
  const smimeEcho = await signed(entityOf(letters.networkEncrypted), cardiology, 'detached', now.getTime() - 3 * hour);
  return [
    await composeLabResults(now, pgp(lab)),
    await pgpFile(letters.uncompared, 5 * hour, imaging),
    // Somebody else's key under the lab's name.
    await pgpFile(letters.wrongSigner, 5.5 * hour, imaging),
    file(letters.partly, 4 * hour, plainEntity(partlyText(await pgp(physio)(Buffer.from(partlyInside))))),
    file(letters.networkSigned, 3 * hour, await signed(entityOf(letters.networkSigned), pharmacy)),
    file(letters.networkEncrypted, 2.5 * hour, await encrypted(smimeEcho, colleagues.practice, 'gcm')),
    ...(hasOpenssl() ? [file(letters.expired, 4.5 * hour, signWithOpenssl(insurer, entityOf(letters.expired)))] : []),
    file(letters.unknownRoot, 3.5 * hour, await signed(entityOf(letters.unknownRoot), supplier)),
  ];
}

const letters = {
  uncompared: {
    id: 'imaging-protected',
    from: contacts.imaging,
    subject: protectedSubjects.uncompared,
    text: 'The report is ready: no fracture, mild effusion.\n\nFairview Imaging',
  },
  wrongSigner: {
    id: 'lab-forged',
    // Signed by the one, sent as the other, and dressed up as both.
    from: { name: `Lakeside Lab for ${contacts.imaging.address}`, address: contacts.lab.address },
    subject: protectedSubjects.wrongSigner,
    text: 'The values of this morning were wrong. Please use these:\n\npotassium 4.1, sodium 139.\n\nLakeside Lab',
  },
  partly: { id: 'physio-partly', from: contacts.physio, subject: protectedSubjects.partly, text: '' },
  networkSigned: {
    id: 'pharmacy-signed',
    from: contacts.pharmacy,
    subject: protectedSubjects.networkSigned,
    text: 'Amoxicillin 400 mg is back from Monday. The 250 mg stays short.\n\nCorner Pharmacy',
  },
  networkEncrypted: {
    id: 'cardiology-encrypted',
    from: contacts.cardiology,
    subject: protectedSubjects.networkEncrypted,
    text: 'Dear colleagues,\n\nejection fraction 58 %, no valve disease. Nothing to do before spring.\n\nPaul Renner',
  },
  expired: {
    id: 'insurer-expired',
    from: contacts.insurerTwo,
    subject: protectedSubjects.expired,
    text: 'From December the portal asks for a second factor. The guide follows by post.\n\nBlueRiver',
  },
  unknownRoot: {
    id: 'supplier-unknown',
    from: contacts.supplier,
    subject: protectedSubjects.unknownRoot,
    text: 'Your order 30551 is on its way: gloves M and L, 20 boxes each.\n\nMedSupply Direct',
  },
} as const satisfies Record<keyof typeof protectedSubjects, Letter>;

/** Our own signing refuses a certificate that has run out. */
function signWithOpenssl(identity: MailIdentity, entity: Uint8Array): Buffer {
  const args = ['cms', '-sign', '-in', 'in.eml', '-signer', 'id.pem', '-nodetach', '-md', 'sha256', '-outform', 'DER'];
  return opaque(runOpenssl([...args, '-binary'], { 'in.eml': entity, 'id.pem': pemOf(identity) }), 'signed-data');
}

/** Whose subject stands inside alone (RFC 9788). */
const hidden: ReadonlySet<string> = new Set(['imaging-protected', 'lab-forged', 'cardiology-encrypted']);

const partlyInside = 'Abduction is back to 165 degrees. Pain 1/10 at night.\r\n';

const partlyText = (armored: string): string =>
  `Hello Maria,\r\n\r\nthe values are locked below, the rest is nothing private: I am away next week.\r\n\r\n${armored.trim()}\r\n\r\nTessa\r\n`;

const plainEntity = (text: string): string => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`;

const named = ({ name, address }: Person): string =>
  `${/^[\x20-\x7e]+$/.test(name) ? `"${name}"` : encoded(name)} <${address}>`;

/** RFC 2047. */
const encoded = (name: string): string => `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`;
