import { createPracticeKey, type PracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { contacts } from '../../../resources/demo-practice/people/contacts.ts';
import { practice } from '../../../resources/demo-practice/practice.ts';
import { pemOf, runOpenssl } from '../../engine/smime/openssl.ts';
import { createMailAuthority, type MailAuthority, type MailIdentity } from '../../support/mail-authority.ts';

const day = 86_400_000;
/** Of the practice's .p12 file; printed nowhere, since the tour types it. */
export const certificatePassword = 'elm-street-certificate';

/** Whom the practice exchanges protected mail with, with the keys and certificates of their own programs. */
export type Colleagues = {
  /** The clinic network's own authority, which the practice's owner comes to trust. */
  readonly network: MailAuthority;
  readonly lab: PracticeKey;
  readonly imaging: PracticeKey;
  readonly physio: PracticeKey;
  readonly cardiology: MailIdentity;
  readonly pharmacy: MailIdentity;
  readonly insurer: MailIdentity;
  /** Of an authority that nobody knows. */
  readonly supplier: MailIdentity;
  readonly practice: MailIdentity;
};

/** Makes everybody's keys; all of it is thrown away with the demo. */
export async function makeColleagues(now: number): Promise<Colleagues> {
  const key = (person: { readonly name: string; readonly address: string }) =>
    createPracticeKey({ ...person, now: now - 40 * day });
  const network = createMailAuthority('Fairview Health Network CA');
  const identity = (person: { readonly name: string; readonly address: string }, until?: Date) =>
    network.issue({
      ...person,
      key: 'rsa',
      ...(until === undefined ? {} : { from: new Date(now - 300 * day), until }),
    });
  const [lab, imaging, physio] = await Promise.all([key(contacts.lab), key(contacts.imaging), key(contacts.physio)]);
  return {
    network,
    lab,
    imaging,
    physio,
    cardiology: identity(contacts.cardiology),
    pharmacy: identity(contacts.pharmacy),
    insurer: identity(contacts.insurerTwo, new Date(now - 20 * day)),
    supplier: createMailAuthority('MedSupply in-house CA').issue({ ...contacts.supplier, key: 'rsa' }),
    practice: identity({ name: practice.name, address: practice.address }),
  };
}

/** Whether there is an `openssl`, which makes what Postern itself refuses to. */
export function hasOpenssl(): boolean {
  try {
    runOpenssl(['version'], {});
    return true;
  } catch {
    return false;
  }
}

/** The practice's certificate and key as its authority hands them over. */
export function practiceFile({ practice: identity }: Colleagues): Uint8Array {
  const args = ['pkcs12', '-export', '-in', 'all.pem', '-passout', `pass:${certificatePassword}`];
  return new Uint8Array(runOpenssl(args, { 'all.pem': pemOf(identity) }));
}
