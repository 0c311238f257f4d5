import { strict as assert } from 'node:assert';
import { generateKey } from 'openpgp';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Attachment } from '../../../main/engine/mime/types.ts';
import { createPracticeKey, type PracticeKey, toPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { protect } from '../../../main/engine/submission/protect.ts';
import { needPackages } from '../../support/debian.ts';
import type { Cell, Suite } from './cell.ts';
import { gnupg } from './gnupg.ts';
import { contents, ourMail, practiceAddress, theirEntity, theirMail } from './mails.ts';
import { rnp } from './rnp.ts';
import { isOurLetter, isTheirLetter } from './same-letter.ts';
import { sequoia } from './sequoia.ts';
import type { Correspondent, Specialist } from './specialist.ts';
import { vectorCells } from './vectors.ts';

const minute = 60_000;

/** OpenPGP with GnuPG, Sequoia and RNP, and the vectors of what none of them has in Debian. */
export async function openPgpSuite(): Promise<Suite> {
  if (!(await needPackages(['gnupg', 'gpg-agent', 'sq', 'rnp']))) return { cells: [], close: () => {} };
  const specialists = [gnupg(), sequoia(), rnp()];
  const now = Date.now() - 5 * minute;
  const curve = await createPracticeKey({ name: 'Elm Street Clinic', address: practiceAddress, now });
  const rsa = await rsaPracticeKey(now);
  const cells = specialists.flatMap((specialist) => [
    ...specialist.kinds.flatMap((kind) => cellsOf(specialist, kind, curve, '')),
    // A practice may have taken over an RSA key from before.
    ...cellsOf(specialist, specialist.kinds[0] ?? '', rsa, ', our key RSA 3072'),
  ]);
  return {
    cells: [...cells, ...vectorCells()],
    close() {
      for (const specialist of specialists) specialist.close();
    },
  };
}

async function rsaPracticeKey(now: number): Promise<PracticeKey> {
  const { privateKey } = await generateKey({
    type: 'rsa',
    rsaBits: 3072,
    userIDs: [{ name: 'Elm Street Clinic', email: practiceAddress }],
    date: new Date(now),
    format: 'object',
  });
  return toPracticeKey(privateKey);
}

function cellsOf(specialist: Specialist, kind: string, practice: PracticeKey, note: string): Cell[] {
  let known: Correspondent | null = null;
  const correspondent = () => {
    if (known === null) {
      known = specialist.correspondent(kind, 'ana@mail.example');
      known.meet(practice.publicKey);
    }
    return known;
  };
  const cell = (way: Cell['way'], what: string, run: () => Promise<void>): Cell => ({
    program: specialist.name,
    key: kind,
    way,
    what: `${what}${note}`,
    run,
  });
  return Object.entries(contents).flatMap(([what, attachments]) => [
    cell('we write', what, () => weWrite(correspondent(), practice, attachments)),
    cell('they write', `encrypted: ${what}`, () => theyWrite(correspondent(), practice, attachments)),
    cell('they write', `signed: ${what}`, () => theySign(correspondent(), practice, attachments)),
  ]);
}

/** By the road that every message of ours takes, its last check included. */
async function weWrite(them: Correspondent, practice: PracticeKey, attachments: readonly Attachment[]): Promise<void> {
  const mail = ourMail(attachments);
  // A key is kept in binary, whatever its file was.
  const { bytes: recipientKey } = await readPublicKey(them.publicKey, Date.now());
  const { bytes } = await protect({
    mail,
    visibleSubject: 'Message from Elm Street Clinic',
    envelopeTo: mail.to.map(({ address }) => address),
    ownPrivateKey: practice.privateKey,
    ownPublicKey: practice.publicKey,
    copy: false,
    now: Date.now(),
    protection: { mode: 'openpgp', recipientKeys: [recipientKey] },
  });
  const outside = Buffer.from(bytes).toString('latin1');
  const armor = /-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----/.exec(outside)?.[0] ?? '';
  const inside = await parseMessage(them.open(`${armor}\n`));
  isOurLetter(inside, attachments);
}

async function theyWrite(
  them: Correspondent,
  practice: PracticeKey,
  attachments: readonly Attachment[],
): Promise<void> {
  const armor = them.write(theirEntity(attachments));
  await reads('encrypted', theirMail('encrypted', armor), them, practice, attachments);
}

async function theySign(them: Correspondent, practice: PracticeKey, attachments: readonly Attachment[]): Promise<void> {
  const entity = theirEntity(attachments);
  await reads('signed', theirMail('signed', them.sign(entity), entity), them, practice, attachments);
}

/** As the mailbox reads what comes in, with a key that somebody compared. */
async function reads(
  kind: 'encrypted' | 'signed',
  source: Uint8Array,
  them: Correspondent,
  practice: PracticeKey,
  attachments: readonly Attachment[],
): Promise<void> {
  const now = Date.now();
  const { fingerprint, addresses, bytes } = await readPublicKey(them.publicKey, now);
  const read = await readMessage({
    source,
    privateKeys: [practice.privateKey],
    candidates: [{ fingerprint, addresses, publicKey: bytes, compared: true }],
    ownAddress: practiceAddress,
    arrivedAt: now,
    now,
  });
  assert.deepEqual(read.status, { kind, signer: 'verified', fingerprint, compared: true, covers: 'message' });
  isTheirLetter(read, attachments);
}
