import { strict as assert } from 'node:assert';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Attachment } from '../../../main/engine/mime/types.ts';
import { createPracticeKey, type PracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { aes256Gcm, rsaOaep } from '../../../main/engine/protection/smime-algorithms.ts';
import { protect } from '../../../main/engine/submission/protect.ts';
import { readSmime } from '../../engine/smime/read-smime.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority, type MailIdentity } from '../../support/mail-authority.ts';
import type { Cell, Suite } from './cell.ts';
import { gpgsm } from './gpgsm.ts';
import { contents, correspondentAddress, ourMail, practiceAddress, theirEntity, theirSmimeMail } from './mails.ts';
import { opensslCms } from './openssl-cms.ts';
import { isOurLetter, isTheirLetter } from './same-letter.ts';
import type { SmimeAuthorities, SmimeCipher, SmimeCorrespondent, SmimeSpecialist } from './smime-specialist.ts';

const name = 'Elm Street Clinic';
/** What a program that reads authenticated encryption says of itself in its signatures. */
const capabilities = { CBC: [], GCM: [aes256Gcm, rsaOaep] } as const;

type Ours = {
  readonly authorities: SmimeAuthorities;
  readonly identity: MailIdentity;
  /** Every practice has one, whatever it sends. */
  readonly pgp: PracticeKey;
  /** Stands behind the names of cells of all but the usual key. */
  readonly note: string;
};

/** S/MIME with OpenSSL and GnuPG, our certificate and theirs on RSA and on curves. */
export async function smimeSuite(): Promise<Suite> {
  if (!(await needPackages(['openssl', 'gpgsm', 'gpg-agent', 'gpgconf']))) return { cells: [], close: () => {} };
  const root = createMailAuthority();
  const authorities = { root, middle: root.below('Postern mail authority') };
  const pgp = await createPracticeKey({ name, address: practiceAddress, now: Date.now() - 60_000 });
  const ourOwn = (key: 'rsa' | 'p256', note: string): Ours => {
    const identity = authorities.middle.issue({ address: practiceAddress, name, key });
    return { authorities, identity, pgp, note };
  };
  const owns = [ourOwn('rsa', ''), ourOwn('p256', ', our key EC P-256')];
  const specialists = [opensslCms(authorities), gpgsm(authorities)];
  return {
    cells: specialists.flatMap((specialist) =>
      Object.keys(specialist.kinds).flatMap((kind) => owns.flatMap((ours) => cellsOf(specialist, kind, ours))),
    ),
    close() {
      for (const specialist of specialists) specialist.close();
    },
  };
}

function cellsOf(specialist: SmimeSpecialist, kind: string, ours: Ours): Cell[] {
  const meet = meeting(specialist, kind, ours);
  const cell = (way: Cell['way'], what: string, run: (them: Met) => Promise<void>): Cell => ({
    program: specialist.name,
    key: kind,
    way,
    what: `${what}${ours.note}`,
    run: () => run(meet()),
  });
  return Object.entries(contents).flatMap(([what, attachments]) => [
    ...(['CBC', 'GCM'] as const).map((cipher) =>
      cell('we write', `${cipher}: ${what}`, (them) => weWrite(them, ours, cipher, attachments)),
    ),
    ...specialist.ciphers.map((cipher) =>
      cell('they write', `encrypted, ${cipher}: ${what}`, (them) => theyWrite(them, ours, cipher, attachments)),
    ),
    // Our own certificate has no part in these.
    ...(ours.note === '' ? (['detached', 'opaque'] as const) : []).map((form) =>
      cell('they write', `signed, ${form}: ${what}`, (them) => theySign(them, ours, form, attachments)),
    ),
  ]);
}

type Met = SmimeCorrespondent & { readonly certificate: Uint8Array };

/** Their program is set up once, when first needed; where it fails at that, each cell does. */
function meeting(specialist: SmimeSpecialist, kind: string, { authorities, identity }: Ours): () => Met {
  let met: Met | Error | null = null;
  const setUp = (): Met | Error => {
    try {
      const key = specialist.kinds[kind] ?? 'rsa';
      const them = authorities.middle.issue({ address: correspondentAddress, name: 'Ana Ruiz', key });
      return { ...specialist.correspondent(them, identity), certificate: them.certificate };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };
  return () => {
    met ??= setUp();
    if (met instanceof Error) throw met;
    return met;
  };
}

/** By the road that every message of ours takes, its last check included. */
async function weWrite(
  them: Met,
  { identity, pgp }: Ours,
  cipher: SmimeCipher,
  attachments: readonly Attachment[],
): Promise<void> {
  const mail = ourMail(attachments);
  const { bytes } = await protect({
    mail,
    visibleSubject: `Message from ${name}`,
    envelopeTo: mail.to.map(({ address }) => address),
    ownPrivateKey: pgp.privateKey,
    ownPublicKey: pgp.publicKey,
    copy: false,
    now: Date.now(),
    protection: {
      mode: 'smime',
      recipients: [{ certificate: them.certificate, capabilities: capabilities[cipher] }],
      signing: identity,
      receiving: identity,
    },
  });
  isOurLetter(await parseMessage(them.open(bytes)), attachments);
}

async function theyWrite(them: Met, ours: Ours, cipher: SmimeCipher, attachments: readonly Attachment[]) {
  const entity = them.write(theirEntity(attachments), cipher);
  await reads('encrypted', cipher === 'GCM' ? 'encryption' : 'signature', entity, ours, attachments);
}

async function theySign(them: Met, ours: Ours, form: 'detached' | 'opaque', attachments: readonly Attachment[]) {
  await reads('signed', 'signature', them.sign(theirEntity(attachments), form), ours, attachments);
}

/** As the mailbox reads what comes in, from somebody never seen before whose authority the owner trusts. */
async function reads(
  kind: 'encrypted' | 'signed',
  integrity: 'encryption' | 'signature',
  entity: Uint8Array,
  { authorities, identity }: Ours,
  attachments: readonly Attachment[],
): Promise<void> {
  const ownRoots = [authorities.root.certificate];
  const read = await readSmime(theirSmimeMail(kind, entity), { identities: [identity], ownRoots });
  const { status } = read;
  assert.equal(status.kind, kind);
  if (status.kind !== 'encrypted' && status.kind !== 'signed') return;
  const { signer, covers, smime } = status;
  assert.deepEqual(
    { signer, covers, integrity: smime?.integrity, trust: smime?.signer?.trust },
    { signer: 'verified', covers: 'message', integrity, trust: 'trusted' },
  );
  isTheirLetter(read, attachments);
}
