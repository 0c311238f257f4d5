import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  pauseCampaign,
  resumeCampaign,
  settleRestoredCampaigns,
  settleUnsure,
  stopCampaign,
} from '../../../main/engine/campaigns/campaigns.ts';
import { lookUpUnsure } from '../../../main/engine/campaigns/look-up-unsure.ts';
import { rebuildProjections } from '../../../main/engine/journal/projections.ts';
import { mostLanes } from '../../../main/engine/outbox/outbox.ts';
import { changePatient, getPatient } from '../../../main/engine/patients/patients.ts';
import { findCampaign } from '../../../main/engine/store/tables/campaigns.ts';
import { countOpenDrafts } from '../../../main/engine/store/tables/drafts.ts';
import { type CampaignDesk, openCampaignDesk, refusedForGood } from '../../support/campaign-desk.ts';

const names = Array.from({ length: 30 }, (_, index) => `Patient ${String(index).padStart(2, '0')}`);

let desk: CampaignDesk;
beforeEach(async () => {
  desk = await openCampaignDesk();
});
afterEach(() => desk.stop());

const campaignState = (campaignId: string) => findCampaign(desk.test.store.read, campaignId);
const finished = (campaignId: string) =>
  desk.until(
    () => campaignState(campaignId)?.state,
    (state) => state === 'finished',
    20_000,
  );
const taken = () => desk.taken.map(({ to }) => to).toSorted();
const expected = (of: readonly string[] = names) =>
  of.map((name) => `${name.toLowerCase().replace(' ', '.')}@example.net`);
const write = <Result>(work: Parameters<typeof desk.test.store.write<Result>>[0]) => desk.test.store.write(work);

describe('a run', () => {
  it('brings each patient their own text once, and ends', async () => {
    for (const name of names) desk.addPatient(name);
    const campaignId = await desk.begin();
    await finished(campaignId);
    expect(taken()).toEqual(expected());
    for (const { to, text } of desk.taken)
      expect(text).toContain(`number is no-${to.split('@')[0]?.replace('.', '-')}.`);
    expect(desk.states(campaignId)).toEqual({ sent: 30 });
    // Nothing of a run stands among what people write.
    expect(countOpenDrafts(desk.test.store.read)).toBe(0);
  });

  it('feeds the outbox a few letters at a time, so that halting takes effect at once', async () => {
    for (const name of names) desk.addPatient(name);
    const line = desk.holdLine();
    const campaignId = await desk.begin();
    await desk.queuedUp(campaignId, 20);
    write((db) => pauseCampaign(db, desk.journal, campaignId, 'by-person', desk.time.clock.now()));
    // Those on the wire are settled by their server's answers.
    expect(desk.states(campaignId)).toEqual({ queued: mostLanes, waiting: 30 - mostLanes });
    line.go();
    await desk.until(
      () => desk.states(campaignId).sent,
      (sent) => sent === mostLanes,
    );
    expect(taken()).toHaveLength(mostLanes);
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(expected());
  });

  it('writes what waited out a pause anew, from what is on file by then', async () => {
    const line = desk.holdLine();
    // One more than can be on the wire.
    const all = names.slice(0, mostLanes + 1);
    for (const name of all) desk.addPatient(name);
    const campaignId = await desk.begin();
    await desk.queuedUp(campaignId, mostLanes + 1);
    write((db) => pauseCampaign(db, desk.journal, campaignId, 'by-person', desk.time.clock.now()));
    expect(desk.states(campaignId)).toEqual({ queued: mostLanes, waiting: 1 });
    const { patientId, address } = desk.test.store.read.get<{ patientId: string; address: string }>(
      'SELECT patient_id AS patientId, address FROM campaign_row WHERE handed_at IS NULL',
    );
    write((db) => {
      const { id: _, ...known } = getPatient(db, patientId);
      changePatient(db, desk.journal, patientId, { ...known, recordNumber: 'no-changed-since' });
    });
    line.go();
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.runs.wake();
    await finished(campaignId);
    expect(taken()).toEqual(expected(all));
    const hers = desk.taken.find(({ to }) => to === address);
    expect(hers?.text).toContain('your number is no-changed-since.');
  });

  it('holds the row of somebody who is on file no more, and goes on with the others', async () => {
    const gone = desk.addPatient('Gone Away');
    desk.addPatient('Still Here');
    const campaignId = await desk.begin({ startAt: desk.time.clock.now() + 3_600_000 });
    // As the undo of an import takes somebody away.
    write((db) => {
      for (const table of ['consent_row', 'patient_address'])
        db.changeAny(`DELETE FROM ${table} WHERE patient_id = $gone`, { gone });
      db.change('DELETE FROM patient WHERE id = $gone', { gone });
    });
    desk.time.forward(3_600_000 + 1_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(desk.states(campaignId)).toEqual({ held: 1, sent: 1 });
    expect(taken()).toEqual(['still.here@example.net']);
  });

  it('never sends what had not left when a person stopped it', async () => {
    for (const name of names) desk.addPatient(name);
    const line = desk.holdLine();
    const campaignId = await desk.begin();
    await desk.queuedUp(campaignId, 20);
    write((db) => stopCampaign(db, desk.journal, campaignId, desk.time.clock.now()));
    line.go();
    await desk.until(
      () => desk.states(campaignId).sent,
      (sent) => sent === mostLanes,
    );
    expect(desk.states(campaignId)).toEqual({ sent: mostLanes, unsent: 30 - mostLanes });
    expect(() => write((db) => resumeCampaign(db, desk.journal, campaignId))).toThrow('state-changed');
    expect(countOpenDrafts(desk.test.store.read)).toBe(0);
  });

  it('goes on after a restart in the middle, and nobody gets two', async () => {
    for (const name of names) desk.addPatient(name);
    const campaignId = await desk.begin();
    await desk.until(
      () => desk.taken.length,
      (count) => count >= 5,
    );
    await desk.restart();
    await finished(campaignId);
    expect(taken()).toEqual(expected());
  });

  it('halts on a wave of errors and tells how many', async () => {
    for (const name of names) desk.addPatient(name);
    desk.answer = () => refusedForGood;
    const campaignId = await desk.begin();
    await desk.until(
      () => campaignState(campaignId)?.state,
      (state) => state === 'paused',
      20_000,
    );
    expect(campaignState(campaignId)?.stateReason).toBe('many-errors');
    // What was on the wire at that moment still gets its answer.
    const after = await desk.until(
      () => desk.states(campaignId),
      ({ failed = 0, waiting = 0 }) => failed + waiting === 30,
    );
    expect(after.failed).toBeGreaterThanOrEqual(5);
    expect(after.waiting).toBeGreaterThan(0);
  });

  it('asks instead of going on when it should have gone on long ago', async () => {
    for (const name of names) desk.addPatient(name);
    const line = desk.holdLine();
    const campaignId = await desk.begin();
    await desk.queuedUp(campaignId, 20);
    await desk.runs.stop();
    desk.time.forward(60 * 60_000);
    line.go();
    await desk.restart();
    await desk.until(
      () => campaignState(campaignId)?.state,
      (state) => state === 'paused',
    );
    expect(campaignState(campaignId)?.stateReason).toBe('late');
    const { sent = 0, waiting = 0 } = desk.states(campaignId);
    expect(sent).toBeLessThanOrEqual(mostLanes);
    expect(sent + waiting).toBe(30);
  });

  it('waits for its time, and keeps to its pace', async () => {
    for (const name of names.slice(0, 4)) desk.addPatient(name);
    const startAt = desk.time.clock.now() + 3_600_000;
    const campaignId = await desk.begin({ startAt, perHour: 60 });
    await desk.restart();
    expect(desk.states(campaignId)).toEqual({ waiting: 4 });
    desk.time.forward(3_600_000 + 1_000);
    desk.runs.wake();
    await desk.until(
      () => desk.taken.length,
      (count) => count === 1,
    );
    desk.runs.wake();
    await desk.until(
      () => desk.states(campaignId).sent,
      (sent) => sent === 1,
    );
    expect(desk.states(campaignId)).toEqual({ sent: 1, waiting: 3 });
    for (let letter = 2; letter <= 4; letter += 1) {
      desk.time.forward(60_000);
      desk.runs.wake();
      await desk.until(
        () => desk.taken.length,
        (count) => count === letter,
      );
    }
    await finished(campaignId);
    expect(taken()).toEqual(expected(names.slice(0, 4)));
  });

  it('never goes on by itself after a backup was put in place: what may have left is unsure', async () => {
    for (const name of names) desk.addPatient(name);
    const line = desk.holdLine();
    const campaignId = await desk.begin();
    await desk.queuedUp(campaignId, 20);
    await Promise.all([desk.runs.stop(), line.go()]);
    await desk.outbox.stop();
    const left = new Set(taken());
    write((db) => settleRestoredCampaigns(db, desk.journal));
    await desk.restart();
    const { sent = 0, unsure = 0 } = desk.states(campaignId);
    expect(sent).toBe(left.size);
    expect(unsure).toBe(30 - left.size);
    desk.runs.wake();
    // Two of them stand in Sent; of the others nobody can tell.
    const found = desk.test.store.read
      .list<{ header: string }>(
        "SELECT message_id_header AS header FROM campaign_row WHERE checked = 'not-checked' ORDER BY position LIMIT 2",
      )
      .map(({ header }) => header);
    const look = async (header: string) => (found.includes(header) ? ('in-sent' as const) : ('cannot-tell' as const));
    expect(await lookUpUnsure(desk.test.store, campaignId, look)).toMatchObject({ found: 2, notFound: 0 });
    expect(desk.states(campaignId).sent).toBe(left.size + 2);
    // A person asked around: none of the others had left.
    write((db) => settleUnsure(db, desk.journal, { campaignId, patientId: null, left: false }));
    write((db) => resumeCampaign(db, desk.journal, campaignId));
    desk.runs.wake();
    await finished(campaignId);
    // Those in the outbox when the backup was made are unsure there, and are a person's to decide.
    const after = desk.states(campaignId);
    expect(taken().length).toBe(new Set(taken()).size);
    expect((after.sent ?? 0) + (after.unsure ?? 0)).toBe(30);
    expect(after.unsure).toBeLessThanOrEqual(20);
  });

  it('is the same after the projections were rebuilt from the journal', async () => {
    for (const name of names.slice(0, 3)) desk.addPatient(name);
    const campaignId = await desk.begin();
    await finished(campaignId);
    const tables = () =>
      ['campaign', 'thread_choice', 'thread_party'].map((table) => desk.test.store.read.list(`SELECT * FROM ${table}`));
    const before = tables();
    write((db) => rebuildProjections(db));
    expect(tables()).toEqual(before);
  });
});
