import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AutomationSend, SendState } from '../../../main/contract/automations.ts';
import { automationView, haltedRuns } from '../../../main/engine/campaigns/automations/automation-view.ts';
import {
  getAutomation,
  holdSend,
  releaseSend,
  saveAutomation,
  settleMissed,
  settleRestoredAutomations,
  switchOff,
  switchOn,
} from '../../../main/engine/campaigns/automations/automations.ts';
import { localZone, wallTimeAt } from '../../../main/engine/campaigns/automations/wall-time.ts';
import { campaignRows } from '../../../main/engine/campaigns/campaign-view.ts';
import { pauseCampaign, resumeCampaign } from '../../../main/engine/campaigns/campaigns.ts';
import { saveTemplate } from '../../../main/engine/campaigns/templates.ts';
import { changeProfile, getProfile } from '../../../main/engine/patients/profile.ts';
import { saveSegment } from '../../../main/engine/patients/segments/segments.ts';
import { findCampaign, listCampaignsIn } from '../../../main/engine/store/tables/campaigns.ts';
import { accepted } from '../../support/campaign-desk.ts';
import { hour, onSend, openStandingDesk, type StandingDesk } from '../../support/standing-desk.ts';

let clinic: StandingDesk;
beforeEach(async () => {
  clinic = await openStandingDesk();
});
afterEach(() => clinic.stop());

const taken = () => clinic.desk.taken.map(({ to }) => to.split('@')[0]).toSorted();
/** Who stands there, in which state. */
const who = (which: 'week' | 'missed' | 'past') =>
  clinic
    .sends(which)
    .map(({ name, state }) => `${name} ${state}`)
    .toSorted();
const all = (): [SendState, string][] =>
  (['week', 'missed', 'past'] as const).flatMap((which) => clinic.sends(which)).map(({ state, name }) => [state, name]);
const planned = (count: number) =>
  clinic.lookUntil(() => clinic.sends('week').filter(({ looked }) => looked).length === count);
const theSend = (which: 'week' | 'missed' = 'week'): AutomationSend => {
  const [send] = clinic.sends(which);
  if (send === undefined) throw new Error(`nothing is ${which}`);
  return send;
};
const sent = (count: number) => clinic.lookUntil(() => clinic.desk.taken.length >= count);
/** One look that begins now and is over: nothing more comes of what is planned. */
async function looked(): Promise<void> {
  const mark = clinic.desk.addPatient('Mark Er', { address: `mark${clinic.now()}@example.net` });
  clinic.book(mark, 4 * hour);
  await clinic.lookUntil(() => clinic.sends('week').some(({ patientId }) => patientId === mark));
  clinic.book(mark);
  await clinic.lookUntil(() => clinic.sends('week').every(({ patientId }) => patientId !== mark));
}
const clockOf = (ms: number) => {
  const [hours = 0, minutes = ''] = wallTimeAt(ms, localZone()).time.split(':');
  return `${Number(hours) % 12 === 0 ? 12 : Number(hours) % 12}:${minutes} ${Number(hours) < 12 ? 'AM' : 'PM'}`;
};

describe('standing rules', () => {
  it('show what leaves within a week, how, and why not; each leaves at its time, once, about its own appointment', async () => {
    const ana = clinic.desk.addPatient('Ana Ruiz');
    const leo = clinic.desk.addPatient('Leo Brandt');
    const [first = 0, second = 0] = clinic.book(ana, 3 * hour, 4 * hour, 11 * 24 * hour);
    clinic.book(leo, 6 * 24 * hour);
    clinic.addRule();
    await planned(3);
    expect(clinic.sends('week').map(({ name, mode, modeReason, event }) => [name, mode, modeReason, event.is])).toEqual(
      [
        ['Ana Ruiz', 'open', 'consent-given', 'visit'],
        ['Ana Ruiz', 'open', 'consent-given', 'visit'],
        ['Leo Brandt', 'open', 'consent-given', 'visit'],
      ],
    );
    clinic.desk.time.forward(hour + 60_000);
    await sent(1);
    await looked();
    clinic.desk.time.forward(hour);
    await sent(2);
    await looked();
    expect(taken()).toEqual(['ana.ruiz', 'ana.ruiz']);
    // At four she has not come at three yet: each letter speaks of its own appointment all the same.
    for (const [index, at] of [first, second].entries())
      expect(clinic.desk.taken[index]?.text.replaceAll(/[\r\n]+/g, ' ')).toContain(`come at ${clockOf(at)}.`);
    expect(clinic.sends('past').map(({ name, run }) => [name, run?.state])).toEqual([
      ['Ana Ruiz', 'sent'],
      ['Ana Ruiz', 'sent'],
    ]);
    expect(who('week')).toEqual(['Leo Brandt planned']);
  });

  it('move with the appointment, hold and all, and drop when it is called off', async () => {
    const ana = clinic.desk.addPatient('Ana Ruiz');
    const leo = clinic.desk.addPatient('Leo Brandt');
    clinic.book(ana, 3 * hour);
    clinic.book(leo, 3 * hour);
    clinic.addRule();
    await planned(2);
    const hers = clinic.sends('week').find(({ patientId }) => patientId === ana);
    if (hers === undefined) throw new Error('nothing is planned');
    clinic.write((db) => holdSend(db, clinic.desk.journal, onSend(hers)));
    expect(() => clinic.write((db) => holdSend(db, clinic.desk.journal, onSend(hers)))).toThrow('state-changed');
    const [visit = 0] = clinic.book(ana, 30 * hour);
    clinic.book(leo);
    await clinic.lookUntil(() => clinic.sends('week').length === 1);
    const moved = theSend();
    expect([moved.name, moved.state]).toEqual(['Ana Ruiz', 'held']);
    expect(moved.dueAt).toBe(visit - 2 * hour);
    // Held letters do not leave, however late it gets; released too late, a person is asked.
    clinic.desk.time.forward(28 * hour + 20 * 60_000);
    await looked();
    expect(who('week')).toEqual(['Ana Ruiz held']);
    clinic.write((db) => releaseSend(db, clinic.desk.journal, onSend(moved)));
    await clinic.lookUntil(() => clinic.sends('missed').length === 1);
    expect(taken()).toEqual([]);
    clinic.write((db) => settleMissed(db, clinic.desk.journal, { sends: [onSend(moved)], send: true }, clinic.now()));
    await sent(1);
    expect(taken()).toEqual(['ana.ruiz']);
  });

  it('ask about what was missed while the computer was off, and never just send it', async () => {
    for (const name of ['Ana Ruiz', 'Leo Brandt', 'Too Late']) clinic.book(clinic.desk.addPatient(name), 3 * hour);
    clinic.book(clinic.desk.addPatient('In Time'), 4 * hour + 30 * 60_000);
    clinic.addRule();
    await planned(4);
    await clinic.restart(hour + 20 * 60_000);
    await clinic.lookUntil(() => clinic.sends('missed').length === 3);
    expect(who('week')).toEqual(['In Time planned']);
    const [hers, his, late] = clinic.sends('missed');
    if (hers === undefined || his === undefined || late === undefined) throw new Error('somebody is missing');
    clinic.write((db) => settleMissed(db, clinic.desk.journal, { sends: [onSend(hers)], send: true }, clinic.now()));
    clinic.write((db) => settleMissed(db, clinic.desk.journal, { sends: [onSend(his)], send: false }, clinic.now()));
    await sent(1);
    // A clock that was set back makes nobody's letter leave that was asked about.
    clinic.desk.time.forward(-18 * 60_000);
    await looked();
    expect(who('missed')).toEqual(['Too Late missed']);
    clinic.desk.time.forward(2 * hour);
    await clinic.lookUntil(() => clinic.sends('missed').length === 1 && clinic.sends('past').length === 3);
    expect(taken()).toEqual([hers.name.toLowerCase().replace(' ', '.')]);
    expect(all().toSorted()).toEqual(
      [
        ['begun', hers.name],
        ['lapsed', late.name],
        ['left-out', his.name],
        ['missed', 'In Time'],
      ].toSorted(),
    );
    expect(() =>
      clinic.write((db) => settleMissed(db, clinic.desk.journal, { sends: [onSend(late)], send: true }, clinic.now())),
    ).toThrow('state-changed');
  });

  it('send each letter once over a crash, a clock set back, and an appointment that comes, goes and comes again', async () => {
    const ana = clinic.desk.addPatient('Ana Ruiz');
    const [at = 0] = clinic.book(ana, 3 * hour);
    clinic.addRule();
    await planned(1);
    const gate = Promise.withResolvers<void>();
    clinic.desk.answer = async () => {
      await gate.promise;
      return accepted;
    };
    clinic.desk.time.forward(hour + 60_000);
    await clinic.lookUntil(() => clinic.sends('past')[0]?.run?.state === 'queued');
    const crash = clinic.restart(1_000);
    gate.resolve();
    await crash;
    await sent(1);
    for (const step of [-2 * hour, 2 * hour]) {
      clinic.desk.time.forward(step);
      clinic.book(ana);
      await looked();
      clinic.book(ana, at - clinic.now());
      await looked();
    }
    expect(taken()).toEqual(['ana.ruiz']);
    expect(all()).toEqual([['begun', 'Ana Ruiz']]);
  });

  it('say what was approved until a person takes over a changed template, and stop when switched off', async () => {
    const automationId = clinic.addRule();
    const rule = () => getAutomation(clinic.desk.test.store.read, automationId);
    const view = () => automationView(clinic.desk.test.store.read, rule(), clinic.letters, clinic.now());
    clinic.book(clinic.desk.addPatient('Ana Ruiz'), 3 * hour);
    clinic.book(clinic.desk.addPatient('Leo Brandt'), 5 * hour);
    await planned(2);
    clinic.write((db) => {
      const content = { name: 'Reminder', purpose: 'treatment', contentKind: 'health', subject: 'A word' } as const;
      const html = '<div>New words for {{ first_name }}.</div>';
      saveTemplate(db, clinic.desk.journal, [], {
        templateId: rule().templateId,
        version: 1,
        content: { ...content, html },
      });
    });
    expect(view().templateChanged).toBe(true);
    clinic.desk.time.forward(hour + 60_000);
    await sent(1);
    expect(clinic.desk.taken[0]?.text).not.toContain('New words');
    clinic.write((db) => switchOn(db, clinic.desk.journal, automationId, clinic.letters, clinic.now()));
    expect(view().templateChanged).toBe(false);
    clinic.desk.time.forward(2 * hour);
    await sent(2);
    expect(clinic.desk.taken[1]?.text).toContain('New words for Leo.');
    clinic.book(clinic.desk.addPatient('Eva Still'), 3 * hour);
    await planned(1);
    clinic.write((db) => switchOff(db, clinic.desk.journal, automationId));
    expect(clinic.sends('week')).toEqual([]);
    clinic.desk.time.forward(hour + 60_000);
    clinic.standing.wake();
    // Another rule, so that a look has something to show for itself.
    clinic.addRule();
    await looked();
    expect(taken()).toEqual(['ana.ruiz', 'leo.brandt']);
  });

  it('plan nothing in a database that was restored until a person switches them on, and then ask', async () => {
    const automationId = clinic.addRule();
    clinic.book(clinic.desk.addPatient('Ana Ruiz'), 3 * hour);
    clinic.book(clinic.desk.addPatient('Leo Brandt'), 6 * hour);
    await planned(2);
    clinic.desk.time.forward(hour + 30 * 60_000);
    clinic.write((db) => settleRestoredAutomations(db, clinic.desk.journal));
    clinic.standing.wake();
    expect(all()).toEqual([]);
    clinic.write((db) => switchOn(db, clinic.desk.journal, automationId, clinic.letters, clinic.now()));
    await planned(1);
    expect(clinic.sends('missed').map(({ name, mayHaveLeft }) => [name, mayHaveLeft])).toEqual([['Ana Ruiz', true]]);
    expect(clinic.sends('week').map(({ name, mayHaveLeft }) => [name, mayHaveLeft])).toEqual([['Leo Brandt', false]]);
    expect(taken()).toEqual([]);
  });

  it('are planned and sent though another cannot be, whose letters follow once they can', async () => {
    const { desk } = clinic;
    const ana = desk.addPatient('Ana Ruiz', { address: 'ana.ruiz@broken.example' });
    clinic.write((db) => changeProfile(db, desk.journal, ana, { ...getProfile(db, ana), tags: ['Apart'] }));
    const group = (has: boolean) =>
      clinic.write((db) =>
        saveSegment(db, desk.journal, [], {
          segmentId: null,
          version: 0,
          name: has ? 'Apart' : 'Others',
          rule: { is: 'tag', tag: 'Apart', has },
        }),
      ).segmentId;
    clinic.book(ana, 3 * hour);
    clinic.book(desk.addPatient('Leo Brandt'), 3 * hour);
    const { publishes } = desk;
    desk.publishes = (to) => {
      if (to.endsWith('@broken.example')) throw new Error('it cannot be said');
      return publishes(to);
    };
    // By their names this one has its turn first, each time.
    clinic.addRule({ name: 'A fault', segmentId: group(true) });
    clinic.addRule({ name: 'Beside it', segmentId: group(false) });
    await planned(1);
    expect(clinic.sends('week').map(({ name, looked: is }) => [name, is])).toEqual([
      ['Ana Ruiz', false],
      ['Leo Brandt', true],
    ]);
    desk.time.forward(hour + 60_000);
    await sent(1);
    expect(taken()).toEqual(['leo.brandt']);
    expect(who('week')).toEqual(['Ana Ruiz planned']);
    desk.publishes = publishes;
    await sent(2);
    expect(taken()).toEqual(['ana.ruiz', 'leo.brandt']);
  });

  it('hold what a halted run would send about an appointment that is over', async () => {
    clinic.addRule();
    clinic.book(clinic.desk.addPatient('Ana Ruiz'), 3 * hour);
    await planned(1);
    await clinic.desk.runs.stop();
    clinic.desk.time.forward(hour + 60_000);
    await clinic.lookUntil(() => clinic.sends('past')[0]?.run?.state === 'waiting');
    const { store } = clinic.desk.test;
    const [run] = listCampaignsIn(store.read, 'running');
    const campaignId = run?.id ?? '';
    clinic.write((db) => pauseCampaign(db, clinic.desk.journal, campaignId, 'by-person', clinic.now()));
    expect(haltedRuns(store.read)).toMatchObject([
      { campaignId, name: 'Reminder', state: 'paused', pauseReason: 'by-person', waiting: 1 },
    ]);
    clinic.desk.time.forward(2 * hour);
    clinic.write((db) => resumeCampaign(db, clinic.desk.journal, campaignId));
    clinic.desk.runs.start();
    await clinic.desk.until(
      () => findCampaign(store.read, campaignId)?.state,
      (state) => state === 'finished',
    );
    const { rows } = campaignRows(store.read, campaignId, { states: ['held'], offset: 0, limit: 9 });
    expect(rows.map(({ reasons }) => reasons[0]?.code)).toEqual(['event-over']);
    expect(taken()).toEqual([]);
  });

  it('keep to law and policy: no news without agreement, none under another name, none without an account of what is wrong', async () => {
    const agreed = clinic.desk.addPatient('Ana Ruiz', { marketing: true });
    const not = clinic.desk.addPatient('Leo Brandt');
    for (const patientId of [agreed, not]) clinic.book(patientId, 3 * hour);
    const automationId = clinic.addRule({ purpose: 'marketing', html: '<div>News for {{ first_name }}.</div>' });
    await planned(2);
    expect(
      clinic
        .sends('week')
        .map(({ name, reasons }) => [name, reasons.map(({ code }) => code)])
        .toSorted(),
    ).toEqual([
      ['Ana Ruiz', []],
      ['Leo Brandt', ['marketing-without-consent']],
    ]);
    clinic.desk.time.forward(hour + 60_000);
    await sent(1);
    await looked();
    expect(taken()).toEqual(['ana.ruiz']);
    expect(clinic.desk.taken[0]?.text).toContain('1 Elm Street');
    const { state: _, ...rule } = getAutomation(clinic.desk.test.store.read, automationId);
    const { name, trigger, at, quiet, segmentId, templateId, sender } = rule;
    const content = { name, trigger, at, quiet, segmentId, templateId, sender, purpose: 'treatment' as const };
    expect(() =>
      clinic.write((db) =>
        saveAutomation(db, clinic.desk.journal, { automationId, content }, clinic.letters, clinic.now()),
      ),
    ).toThrow('state-changed');
    expect(getAutomation(clinic.desk.test.store.read, automationId).purpose).toBe('marketing');
  });
});
