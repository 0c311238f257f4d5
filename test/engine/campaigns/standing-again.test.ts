import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getAutomation,
  holdSend,
  settleRestoredAutomations,
  switchOff,
  switchOn,
} from '../../../main/engine/campaigns/automations/automations.ts';
import { localZone, wallTimeAt } from '../../../main/engine/campaigns/automations/wall-time.ts';
import { campaignRows } from '../../../main/engine/campaigns/campaign-view.ts';
import { saveSegment } from '../../../main/engine/patients/segments/segments.ts';
import { findCampaign, listCampaignsIn } from '../../../main/engine/store/tables/campaigns.ts';
import { hour, onSend, openStandingDesk, type StandingDesk } from '../../support/standing-desk.ts';

let clinic: StandingDesk;
beforeEach(async () => {
  clinic = await openStandingDesk();
});
afterEach(() => clinic.stop());

const all = () =>
  (['week', 'missed', 'past'] as const)
    .flatMap((which) => clinic.sends(which))
    .map(({ name, state, event, mayHaveLeft }) => `${name} ${event.is} ${state}${mayHaveLeft ? ' again?' : ''}`)
    .toSorted();

/** As an import would bring it: a result of this day, imported now. */
function importResult(patientId: string, day: string): void {
  clinic.write((db) => {
    const patient = db.get<{ number: number }>('SELECT number FROM patient WHERE id = $patientId', { patientId });
    const { number } = db.get<{ number: number }>('SELECT coalesce(max(number), 0) + 1 AS number FROM patient_import');
    db.change(
      `INSERT INTO patient_import (number, id, file_name, format, imported_at, imported_by, counts_json)
       VALUES ($number, $id, 'labs.csv', 'csv', $at, 'desk', '{}')`,
      { number, id: `im_labs000${number}`, at: clinic.now() },
    );
    db.changeAny(`INSERT OR IGNORE INTO concept (kind, code, label) VALUES ('observation', 'a1c', 'A1C')`);
    db.change(
      `INSERT INTO observation (concept_number, patient_number, day, time, value_number, unit, import_number)
       SELECT number, $patient, $day, '', 6.8, '%', $import FROM concept WHERE kind = 'observation' AND code = 'a1c'`,
      { patient: patient.number, day, import: number },
    );
  });
  // The trace in the journal.
  clinic.book(patientId);
}

describe('standing rules', () => {
  it('ask after a restore about results that are imported again, and send those of later days', async () => {
    const trigger = { is: 'result', concept: null, amount: 1, unit: 'hours' } as const;
    const automationId = clinic.addRule({ trigger, html: '<div>Dear {{ first_name }}.</div>' });
    clinic.write((db) => settleRestoredAutomations(db, clinic.desk.journal));
    const today = wallTimeAt(clinic.now(), localZone()).day;
    clinic.desk.time.forward(26 * hour);
    clinic.write((db) => switchOn(db, clinic.desk.journal, automationId, clinic.letters, clinic.now()));
    importResult(clinic.desk.addPatient('Ana Ruiz'), today);
    importResult(clinic.desk.addPatient('Leo Brandt'), wallTimeAt(clinic.now(), localZone()).day);
    await clinic.lookUntil(() => all().length === 2);
    const expected = ['Ana Ruiz result missed again?', 'Leo Brandt result planned'];
    expect(all()).toEqual(expected);
    // Another look, while its new time still lies ahead.
    importResult(clinic.desk.addPatient('Eva Still'), today);
    await clinic.lookUntil(() => all().length === 3);
    clinic.desk.time.forward(hour + 60_000);
    await clinic.lookUntil(() => clinic.sends('past').length === 1);
    expect(all()).toEqual([
      'Ana Ruiz result missed again?',
      'Eva Still result missed again?',
      'Leo Brandt result begun',
    ]);
  });

  it('ask about them also where they were off in the backup: they may have been on since', async () => {
    const trigger = { is: 'result', concept: null, amount: 1, unit: 'hours' } as const;
    const automationId = clinic.addRule({ trigger, html: '<div>Dear {{ first_name }}.</div>' });
    clinic.write((db) => switchOff(db, clinic.desk.journal, automationId));
    clinic.write((db) => settleRestoredAutomations(db, clinic.desk.journal));
    expect(getAutomation(clinic.desk.test.store.read, automationId).state).toBe('off');
    const today = wallTimeAt(clinic.now(), localZone()).day;
    clinic.desk.time.forward(26 * hour);
    clinic.write((db) => switchOn(db, clinic.desk.journal, automationId, clinic.letters, clinic.now()));
    importResult(clinic.desk.addPatient('Ana Ruiz'), today);
    await clinic.lookUntil(() => all().length === 1);
    expect(all()).toEqual(['Ana Ruiz result missed again?']);
  });

  it('write once to whoever is on file twice, however many letters are due at once', async () => {
    await clinic.desk.runs.stop();
    clinic.addRule();
    // 200 are begun at a time: hers are the last of one time and the first of the next.
    const minutes = (count: number) => Array.from({ length: count }, (_, minute) => 3 * hour + minute * 60_000);
    for (let each = 0; each < 39; each += 1) clinic.book(clinic.desk.addPatient(`Leo ${each}`), ...minutes(5));
    clinic.book(clinic.desk.addPatient('Eva Still'), ...minutes(4));
    const twice = ['Ana Ruiz', 'Ana Ruiz'].map((name) => clinic.desk.addPatient(name));
    for (const patientId of twice) clinic.book(patientId, 3 * hour + 5 * 60_000);
    const count = (sql: string) => clinic.desk.test.store.read.get<{ total: number }>(sql).total;
    const inState = (state: string) => count(`SELECT count(*) AS total FROM automation_send WHERE state = '${state}'`);
    await clinic.lookUntil(() => inState('planned') === 201);
    clinic.desk.time.forward(hour + 6 * 60_000);
    await clinic.lookUntil(() => inState('begun') === 201);
    const doubles = `SELECT count(*) AS total FROM campaign_row
      WHERE name = 'Ana Ruiz' AND reasons_json LIKE '%duplicate%'`;
    expect(count(doubles)).toBe(1);
  });

  it('ask after a restore about what was due minutes before they were switched on', async () => {
    const automationId = clinic.addRule();
    clinic.book(clinic.desk.addPatient('Ana Ruiz'), 3 * hour);
    await clinic.lookUntil(() => all().length === 1);
    clinic.write((db) => settleRestoredAutomations(db, clinic.desk.journal));
    clinic.desk.time.forward(hour + 5 * 60_000);
    clinic.write((db) => switchOn(db, clinic.desk.journal, automationId, clinic.letters, clinic.now()));
    await clinic.lookUntil(() => all().length === 1);
    expect(all()).toEqual(['Ana Ruiz visit missed']);
  });

  it('hold an appointment that moved to where one was held before', async () => {
    const ana = clinic.desk.addPatient('Ana Ruiz');
    const [first = 0, second = 0] = clinic.book(ana, 3 * hour, 5 * hour);
    const book = async (count: number, ...at: readonly number[]) => {
      clinic.book(ana, ...at.map((moment) => moment - clinic.now()));
      const last = Math.max(...at);
      await clinic.lookUntil(() => {
        const rows = clinic.sends('week');
        return rows.length === count && (count === 0 || rows.at(-1)?.dueAt === last - 2 * hour);
      });
    };
    clinic.addRule();
    await book(2, first, second);
    for (const send of clinic.sends('week')) clinic.write((db) => holdSend(db, clinic.desk.journal, onSend(send)));
    await book(0);
    await book(1, first);
    await book(1, second);
    expect(clinic.sends('week').map(({ state }) => state)).toEqual(['held']);
  });

  it('hold the letter of whoever is not in the group any more, though its rule was changed', async () => {
    const { journal, test, runs } = clinic.desk;
    const save = (segmentId: string | null, version: number, has: boolean) =>
      clinic.write((db) =>
        saveSegment(db, journal, [], { segmentId, version, name: 'Ours', rule: { is: 'tag', tag: 'Moved', has } }),
      );
    const { segmentId } = save(null, 0, false);
    clinic.addRule({ segmentId });
    clinic.book(clinic.desk.addPatient('Ana Ruiz'), 3 * hour);
    await clinic.lookUntil(() => all().length === 1);
    await runs.stop();
    clinic.desk.time.forward(hour + 60_000);
    await clinic.lookUntil(() => clinic.sends('past')[0]?.run?.state === 'waiting');
    const campaignId = listCampaignsIn(test.store.read, 'running')[0]?.id ?? '';
    save(segmentId, 1, true);
    runs.start();
    await clinic.desk.until(
      () => findCampaign(test.store.read, campaignId)?.state,
      (state) => state === 'finished',
    );
    const { rows } = campaignRows(test.store.read, campaignId, { states: ['held'], offset: 0, limit: 9 });
    expect(rows.map(({ reasons }) => reasons[0]?.code)).toEqual(['left-group']);
    expect(clinic.desk.taken).toEqual([]);
  });
});
