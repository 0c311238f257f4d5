import { decrypt, readMessage } from 'openpgp';
import type { CampaignView } from '../../main/contract/campaigns.ts';
import type { Mode } from '../../main/contract/fields.ts';
import { parseMessage } from '../../main/engine/mime/parse-message.ts';
import { openSealedPage } from './patient.ts';
import { newPgpPerson, type PgpPerson } from './pgp-mail.ts';
import type { Practice } from './practice.ts';
import type { TestEngine } from './start-engine.ts';

/** Somebody on file, with the one thing that says in which mode a run writes to them. */
export type Somebody = {
  readonly patientId: string;
  readonly name: string;
  readonly address: string;
  /** Stands in their letter and in nobody else's. */
  readonly recordNumber: string;
  readonly mode: Mode | null;
  readonly phrase: string | null;
  readonly pgp: PgpPerson | null;
};

export type PatientWish = {
  readonly name: string;
  readonly address: string | null;
  readonly mode: Mode | null;
  readonly recordNumber?: string;
  readonly birthDate?: string;
};

/** Puts a patient on file and makes the mode possible: a compared key, a given phrase, a consent. */
export async function addSomebody(practice: Practice, wish: PatientWish): Promise<Somebody> {
  const { name, address, mode } = wish;
  const recordNumber = wish.recordNumber ?? `canary-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  const { patientId } = await practice.call('patients.add', {
    name,
    birthDate: wish.birthDate ?? '1971-03-14',
    recordNumber,
    telephone: '',
    addresses: address === null ? [] : [address],
    device: 'computer',
    note: '',
  });
  let phrase: string | null = null;
  let pgp: PgpPerson | null = null;
  if (mode === 'sealed') phrase = await practice.givePhrase(patientId);
  if (mode === 'open') await practice.recordConsent(patientId);
  if (mode === 'openpgp' && address !== null) {
    pgp = await newPgpPerson(name, address);
    const kept = await practice.call('keys.keep', { address, key: pgp.publicKey, source: 'file' });
    await practice.call('keys.compare', { fingerprint: kept.fingerprint, address });
  }
  return { patientId, name, address: address ?? '', recordNumber, mode, phrase, pgp };
}

/** What the patient reads, and in which mode it came. */
export async function openLetter(
  mail: Uint8Array,
  patient: Somebody,
): Promise<{ readonly mode: Mode; readonly text: string; readonly subject: string }> {
  const outside = Buffer.from(mail).toString('latin1');
  const armored = /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/.exec(outside)?.[0];
  if (patient.phrase !== null) {
    const { header, page } = await openSealedPage(mail, patient.phrase);
    return { mode: page === '' ? 'open' : 'sealed', text: JSON.stringify(header), subject: header.subject };
  }
  if (patient.pgp !== null && armored !== undefined) {
    const { data } = await decrypt({
      message: await readMessage({ armoredMessage: armored }),
      decryptionKeys: patient.pgp.key,
      format: 'binary',
    });
    const inside = await parseMessage(data as Uint8Array);
    return { mode: 'openpgp', text: inside.text ?? '', subject: inside.subject };
  }
  const parsed = await parseMessage(mail);
  return { mode: patient.mode === 'tls' ? 'tls' : 'open', text: parsed.text ?? '', subject: parsed.subject };
}

/** Saves a template and a segment of everybody on file, and a campaign of both. */
export async function saveCampaign(
  { call }: Pick<TestEngine, 'call'>,
  wish: Partial<Parameters<typeof contentOf>[0]> & {
    readonly html?: string;
    readonly contentKind?: 'general' | 'health' | 'sensitive';
  } = {},
): Promise<string> {
  const purpose = wish.purpose ?? 'treatment';
  const html = wish.html ?? '<div>Dear {{ first_name }},</div><div>your record is {{ record_number }}.</div>';
  const { templateId } = await call('templates.save', {
    templateId: null,
    version: 0,
    content: {
      name: 'Letter',
      purpose,
      contentKind: wish.contentKind ?? 'health',
      subject: 'For {{ last_name }}',
      html,
    },
  });
  const { segmentId } = await call('segments.save', {
    segmentId: null,
    version: 0,
    name: 'Everybody',
    rule: { is: 'all', rules: [] },
  });
  const { campaignId } = await call('campaigns.save', {
    campaignId: null,
    content: contentOf({ segmentId, templateId, purpose, ...wish }),
  });
  return campaignId;
}

function contentOf(wish: {
  readonly segmentId: string;
  readonly templateId: string;
  readonly purpose?: 'treatment' | 'payment' | 'operations' | 'marketing';
  readonly sender?: 'practice' | 'own-doctor';
  readonly startAt?: number | null;
  readonly perHour?: number | null;
}) {
  const { segmentId, templateId, purpose = 'treatment', sender = 'practice', startAt = null, perHour = null } = wish;
  return { name: 'Recall', segmentId, templateId, purpose, sender, startAt, perHour };
}

/** Makes the plan and waits until it is complete. */
export async function makePlan(engine: Pick<TestEngine, 'call' | 'until'>, campaignId: string): Promise<CampaignView> {
  await engine.call('campaigns.plan', { campaignId });
  return engine.until(
    () => engine.call('campaigns.get', { campaignId }),
    ({ plannedAt, planning }) => plannedAt !== null && planning === null,
    20_000,
  );
}

/** A person approves the plan as it stands. */
export async function approve(engine: Pick<TestEngine, 'call'>, { id, plannedAt }: CampaignView): Promise<void> {
  await engine.call('campaigns.start', { campaignId: id, plannedAt: plannedAt ?? 0 });
}
