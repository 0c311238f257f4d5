import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowReason } from '../../../main/contract/campaigns.ts';
import type { PatientProfile } from '../../../main/contract/patients.ts';
import { campaignRows, campaignView } from '../../../main/engine/campaigns/campaign-view.ts';
import {
  pauseCampaign,
  resumeCampaign,
  settleRestoredCampaigns,
  settleUnsure,
  startCampaign,
} from '../../../main/engine/campaigns/campaigns.ts';
import { lookUpUnsure } from '../../../main/engine/campaigns/look-up-unsure.ts';
import { noteReports } from '../../../main/engine/outbox/note-reports.ts';
import { mostLanes } from '../../../main/engine/outbox/outbox.ts';
import { consentNow, ledger } from '../../../main/engine/patients/consent.ts';
import { compareKey, keepKey } from '../../../main/engine/patients/keys.ts';
import { changePatient, getPatient } from '../../../main/engine/patients/patients.ts';
import { changeProfile, getProfile } from '../../../main/engine/patients/profile.ts';
import { chooseForThread } from '../../../main/engine/patients/thread-choices.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { mergePublicKeys } from '../../../main/engine/protection/public-keys.ts';
import { findCampaign, findPlan } from '../../../main/engine/store/tables/campaigns.ts';
import { putDeliveryReport } from '../../../main/engine/store/tables/delivery-reports.ts';
import { findDraftAttachment, insertDraftAttachment } from '../../../main/engine/store/tables/draft-attachments.ts';
import { deleteImportWork, insertImportWork } from '../../../main/engine/store/tables/import-pieces.ts';
import { addDraftAttachmentPiece, removeDraftAttachment } from '../../../main/engine/submission/draft-attachments.ts';
import { openDraft, saveDraft } from '../../../main/engine/submission/drafts.ts';
import { submit } from '../../../main/engine/submission/submit.ts';
import type { SendResult } from '../../../main/engine/wire/smtp-send.ts';
import { accepted, type CampaignDesk, openCampaignDesk, refusedForGood } from '../../support/campaign-desk.ts';
import { newPgpPerson } from '../../support/pgp-mail.ts';

let desk: CampaignDesk;
beforeEach(async () => {
  desk = await openCampaignDesk();
});
afterEach(() => desk.stop());

const write = <Result>(work: Parameters<typeof desk.test.store.write<Result>>[0]) => desk.test.store.write(work);
const stateOf = (campaignId: string) => findCampaign(desk.test.store.read, campaignId)?.state;
const finished = (campaignId: string) =>
  desk.until(
    () => stateOf(campaignId),
    (state) => state === 'finished',
    20_000,
  );
const taken = () => desk.taken.map(({ to }) => to).toSorted();
const view = (campaignId: string) => {
  const campaign = findCampaign(desk.test.store.read, campaignId);
  if (campaign === null) throw new Error('no campaign');
  const now = desk.time.clock.now();
  return campaignView(desk.test.store.read, campaign, { letters: desk.letters, planning: null, now });
};
function reasonsOf(campaignId: string): Record<string, RowReason['code'][]> {
  const { rows } = campaignRows(desk.test.store.read, campaignId, { states: null, offset: 0, limit: 50 });
  return Object.fromEntries(
    rows
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ name, reasons }) => [name, reasons.map(({ code }) => code)]),
  );
}
function tag(patientId: string, ...tags: string[]): void {
  const profile: PatientProfile = { ...getProfile(desk.test.store.read, patientId), tags };
  write((db) => changeProfile(db, desk.journal, patientId, profile));
}
function move(patientId: string, address: string): void {
  const { id: _, ...known } = getPatient(desk.test.store.read, patientId);
  write((db) => changePatient(db, desk.journal, patientId, { ...known, addresses: [address] }));
}
/** One more than can be on the wire. */
async function queuedBehindALine(): Promise<{ campaignId: string; go: () => void }> {
  for (let lane = 0; lane <= mostLanes; lane += 1) desk.addPatient(`Patient ${lane}`);
  const { go } = desk.holdLine();
  const campaignId = await desk.begin();
  await desk.queuedUp(campaignId, mostLanes + 1);
  return { campaignId, go };
}

describe('after a backup was put in place', () => {
  it('sends nothing that Sent merely does not hold, before a person says so', async () => {
    for (const name of ['Ana Ruiz', 'Ben Okoro', 'Eva Lind']) desk.addPatient(name);
    const campaignId = await desk.begin({ startAt: desk.time.clock.now() + 60_000 });
    await desk.restart();
    write((db) => settleRestoredCampaigns(db, desk.journal));
    expect(await lookUpUnsure(desk.test.store, campaignId, async () => 'not-in-sent')).toMatchObject({ notFound: 3 });
    expect(desk.states(campaignId)).toEqual({ unsure: 3 });
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.time.forward(61_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual([]);
    expect(desk.states(campaignId)).toEqual({ unsure: 3 });
  });

  it('sends what a person says had not left', async () => {
    desk.addPatient('Ana Ruiz');
    const campaignId = await desk.begin({ startAt: desk.time.clock.now() + 60_000 });
    write((db) => settleRestoredCampaigns(db, desk.journal));
    await lookUpUnsure(desk.test.store, campaignId, async () => 'not-in-sent');
    write((db) => settleUnsure(db, desk.journal, { campaignId, patientId: null, left: false }));
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.time.forward(61_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(['ana.ruiz@example.net']);
  });
});

describe('a draft that a run wrote', () => {
  it('is nobody’s to write at, to send or to discard while it waits in the plan', async () => {
    const { campaignId, go } = await queuedBehindALine();
    write((db) => pauseCampaign(db, desk.journal, campaignId, 'by-person', desk.time.clock.now()));
    const { draftId, threadId, contentJson, revision, address } = desk.test.store.read.get<{
      draftId: string;
      address: string;
      threadId: string;
      contentJson: string;
      revision: number;
    }>(
      `SELECT draft.id AS draftId, draft.thread_id AS threadId, content_json AS contentJson, revision, row.address
       FROM draft JOIN campaign_row AS row ON row.draft_id = draft.id WHERE row.handed_at IS NULL`,
    );
    const content = { ...JSON.parse(contentJson), html: '<div>Something else.</div>' };
    const now = desk.time.clock.now();
    expect(() => write((db) => saveDraft(db, { draftId, revision, content }, now))).toThrow('not-found');
    await expect(submit({ draftId, revision, answers: [] }, desk.submission)).rejects.toThrow('not-found');
    const file = {
      id: 'at_waits0000',
      draftId,
      name: 'slip.pdf',
      contentType: 'application/pdf',
      size: 0,
      received: 0,
    };
    write((db) => insertDraftAttachment(db, file));
    expect(() => write((db) => addDraftAttachmentPiece(db, file.id, 0, new Uint8Array(0)))).toThrow('not-found');
    expect(() => write((db) => removeDraftAttachment(db, file.id))).toThrow('not-found');
    expect(findDraftAttachment(desk.test.store.read, file.id)).toEqual(file);
    const to = { kind: 'reply' as const, threadId, messageId: null, patientId: null, to: null };
    expect(write((db) => openDraft(db, desk.journal, to, now)).id).not.toBe(draftId);
    go();
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.runs.wake();
    await finished(campaignId);
    const hers = desk.taken.filter((mail) => mail.to === address);
    expect(hers).toHaveLength(1);
    expect(hers[0]?.text).not.toContain('Something else');
  });
});

describe('patients who change while a run stands', () => {
  it('are looked at again at its time: who died, left the group or moved away gets nothing', async () => {
    const died = desk.addPatient('Ada Died');
    const left = desk.addPatient('Ben Left');
    const moved = desk.addPatient('Cleo Moved');
    desk.addPatient('Dan Stays');
    const rule = { is: 'tag' as const, tag: 'done', has: false };
    const campaignId = await desk.begin({ rule, startAt: desk.time.clock.now() + 3_600_000 });
    tag(died, 'Deceased');
    tag(left, 'done');
    move(moved, 'elsewhere@example.net');
    desk.time.forward(3_600_000 + 1_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(['dan.stays@example.net']);
    expect(reasonsOf(campaignId)).toEqual({
      'Ada Died': ['deceased'],
      'Ben Left': ['left-group'],
      'Cleo Moved': ['address-changed'],
    });
  });

  it('get nothing at an address from which mail came back since the plan', async () => {
    desk.addPatient('Ana Ruiz');
    await finished(await desk.begin());
    const { outboxId } = desk.test.store.read.get<{ outboxId: string }>('SELECT id AS outboxId FROM outbox');
    desk.addPatient('Dan Stays');
    const campaignId = await desk.begin({ startAt: desk.time.clock.now() + 60_000 });
    expect(desk.states(campaignId)).toEqual({ waiting: 2 });
    const at = desk.time.clock.now();
    write((db) => {
      const report = { messageId: 'ms_report0000', outboxId, address: 'ana.ruiz@example.net', at, filedAt: at };
      const said = { kind: 'hard', action: 'failed', complaint: 0, status: '5.1.1', diagnostic: 'unknown' } as const;
      putDeliveryReport(db, { ...report, ...said });
      noteReports(db, desk.journal);
    });
    desk.time.forward(61_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(['ana.ruiz@example.net', 'dan.stays@example.net']);
    expect(reasonsOf(campaignId)).toEqual({ 'Ana Ruiz': ['address-bounced'] });
  });

  it('get nothing in a conversation where a person chose another way than the plan', async () => {
    const { campaignId, go } = await queuedBehindALine();
    write((db) => pauseCampaign(db, desk.journal, campaignId, 'by-person', desk.time.clock.now()));
    const { threadId, patientId, name, address } = desk.test.store.read.get<{
      threadId: string;
      patientId: string;
      name: string;
      address: string;
    }>(
      'SELECT thread_id AS threadId, patient_id AS patientId, name, address FROM campaign_row WHERE handed_at IS NULL',
    );
    const { key, publicKey } = await newPgpPerson(name, address);
    const now = desk.time.clock.now();
    const keeping = { store: desk.test.store, journal: desk.journal, merge: mergePublicKeys };
    await keepKey(keeping, { address, facts: await readPublicKey(publicKey, now), source: 'file', now });
    write((db) => compareKey(db, desk.journal, key.getFingerprint(), address));
    const ledgerNow = consentNow(ledger(desk.test.store.read, patientId), now, null).email;
    const choice = {
      threadId,
      mode: 'openpgp' as const,
      consentRowId: ledgerNow.rowId,
      downgradeReason: null,
      ledgerNow,
    };
    write((db) => chooseForThread(db, desk.journal, choice));
    go();
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).not.toContain(address);
    expect(reasonsOf(campaignId)).toEqual({ [name]: ['not-built'] });
    expect(desk.states(campaignId)).toEqual({ sent: mostLanes, held: 1 });
  });

  it('are looked at once more in the outbox, before the first byte', async () => {
    const { campaignId, go } = await queuedBehindALine();
    const { id, address } = desk.test.store.read.get<{ id: string; address: string }>(
      `SELECT row.patient_id AS id, row.address FROM campaign_row AS row
       JOIN outbox ON outbox.message_id_header = row.message_id_header WHERE outbox.state = 'queued'`,
    );
    move(id, 'elsewhere@example.net');
    go();
    await finished(campaignId);
    expect(taken()).not.toContain(address);
    expect(desk.states(campaignId)).toEqual({ sent: mostLanes, failed: 1 });
  });

  it('are written to when an import has ended, not in its middle', async () => {
    desk.addPatient('Ana Ruiz');
    const startAt = desk.time.clock.now() + 60_000;
    const campaignId = await desk.begin({ startAt });
    write((db) => insertImportWork(db, 'im_half', 1));
    desk.time.forward(61_000);
    desk.runs.wake();
    expect(() => desk.planner.begin(campaignId)).toThrow('state-changed');
    await desk.until(
      async () => desk.states(campaignId),
      (now) => now.waiting === 1,
    );
    expect(taken()).toEqual([]);
    write((db) => deleteImportWork(db, 'im_half'));
    await finished(campaignId);
    expect(taken()).toEqual(['ana.ruiz@example.net']);
  });

  it('that are marked as having died are not planned for', async () => {
    tag(desk.addPatient('Ada Died'), 'deceased');
    desk.addPatient('Dan Stays');
    const campaignId = await desk.begin({ approve: false });
    expect(reasonsOf(campaignId)).toEqual({ 'Ada Died': ['deceased'] });
  });
});

describe('a plan that is worked out anew', () => {
  it('leaves alone what was approved meanwhile', async () => {
    for (const name of ['Ana Ruiz', 'Ben Okoro']) desk.addPatient(name);
    const campaignId = await desk.begin({ approve: false });
    const plannedAt = findPlan(desk.test.store.read, campaignId)?.plannedAt ?? 0;
    // It asks first, and writes later.
    desk.planner.begin(campaignId);
    const now = desk.time.clock.now();
    write((db) => startCampaign(db, desk.journal, { campaignId, plannedAt }, desk.letters, now));
    await desk.until(
      async () => desk.planner.progress(campaignId),
      (progress) => progress === null,
    );
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(['ana.ruiz@example.net', 'ben.okoro@example.net']);
    expect(desk.states(campaignId)).toEqual({ sent: 2 });
  });
});

describe('a mail server that complains', () => {
  const tooFast: SendResult = {
    outcome: 'not-sent',
    retry: true,
    code: 'mail-deferred',
    response: '421 4.7.28 Our system has detected an unusual rate of mail',
    facts: {},
  };

  it('is given rest, is remembered, and then gets the others no faster than it took them', async () => {
    for (let at = 0; at < 12; at += 1) desk.addPatient(`Patient ${String(at).padStart(2, '0')}`);
    let asked = 0;
    desk.answer = () => {
      asked += 1;
      return asked <= 5 ? accepted : tooFast;
    };
    const campaignId = await desk.begin();
    await desk.until(
      async () => view(campaignId).limit,
      (limit) => limit !== null,
      20_000,
    );
    await desk.until(
      async () => desk.states(campaignId),
      ({ sent }) => sent === 5,
    );
    expect(view(campaignId)).toMatchObject({
      state: 'running',
      limit: { per: 'minute', letters: 6, answer: tooFast.response, restUntil: expect.any(Number) },
    });
    desk.answer = () => accepted;
    desk.runs.wake();
    desk.outbox.wake();
    expect(taken()).toHaveLength(5);
    desk.time.forward(62_000);
    desk.outbox.wake();
    desk.runs.wake();
    await desk.until(
      () => desk.taken.length,
      (count) => count === 11,
      20_000,
    );
    expect(desk.states(campaignId)).toMatchObject({ waiting: 1 });
    desk.time.forward(62_000);
    desk.outbox.wake();
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual([...new Set(taken())]);
    expect(taken()).toHaveLength(12);
    expect(view(campaignId).limit).toBe(null);
  });

  it('that refuses one after the other halts the run, which says with what words', async () => {
    for (let at = 0; at < 12; at += 1) desk.addPatient(`Patient ${String(at).padStart(2, '0')}`);
    desk.answer = () => refusedForGood;
    const campaignId = await desk.begin();
    await desk.until(
      () => stateOf(campaignId),
      (state) => state === 'paused',
      20_000,
    );
    const { pauseReason, trouble } = view(campaignId);
    expect(pauseReason).toBe('many-errors');
    expect(trouble).toMatchObject({ code: 'mail-refused', answer: '554 no' });
  });
});
