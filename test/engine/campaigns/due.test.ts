import { describe, expect, it } from 'vitest';
import type { AutomationTiming, AutomationTrigger } from '../../../main/contract/automations.ts';
import { due, type EventFact, isMissed } from '../../../main/engine/campaigns/automations/due.ts';
import { momentOf, wallTimeAt } from '../../../main/engine/campaigns/automations/wall-time.ts';

const zone = 'America/New_York';
const at = (wall: string, where = zone) => {
  const [day = '', time = ''] = wall.split(' ');
  return momentOf({ day, time }, where);
};
const wall = (moment: number, where = zone) => {
  const { day, time } = wallTimeAt(moment, where);
  return `${day} ${time}`;
};
const visit = (day: string, time = '14:30'): EventFact => ({
  patientId: 'pt_ana12345',
  name: 'Ana Ruiz',
  event: { is: 'visit', day, time, what: '' },
});
const rule = (trigger: AutomationTrigger, more: Partial<AutomationTiming> = {}): AutomationTiming => ({
  trigger,
  at: '09:00',
  quiet: { from: '20:00', until: '08:00' },
  ...more,
});
const ahead = (amount: number, unit: 'hours' | 'days'): AutomationTrigger => ({
  is: 'visit',
  when: 'before',
  amount,
  unit,
});
const behind = (amount: number, unit: 'hours' | 'days'): AutomationTrigger =>
  ({ ...ahead(amount, unit), when: 'after' }) as AutomationTrigger;

/** When the letter about this event leaves, on the wall; null: nobody is written to. */
function leaves(
  timing: AutomationTiming,
  event: EventFact,
  now: string,
  { since = '2020-01-01 00:00', where = zone } = {},
): string | null {
  const [send] = due(timing, { events: [event], since: at(since, where), zone: where }, at(now, where));
  return send === undefined ? null : wall(send.dueAt, where);
}

describe('a letter of a standing rule', () => {
  it.each([
    ['two days before, at the hour of the rule', rule(ahead(2, 'days')), visit('2026-11-26'), '2026-11-24 09:00'],
    ['three hours before', rule(ahead(3, 'hours')), visit('2026-11-24', '14:30'), '2026-11-24 11:30'],
    ['a day after', rule(behind(1, 'days')), visit('2026-11-23'), '2026-11-24 09:00'],
    ['two hours after', rule(behind(2, 'hours')), visit('2026-11-24', '10:00'), '2026-11-24 12:00'],
    // Quiet hours: what goes ahead leaves before them, all else after them.
    ['ahead of an early appointment', rule(ahead(2, 'hours')), visit('2026-11-25', '08:15'), '2026-11-24 20:00'],
    ['after a late appointment', rule(behind(3, 'hours')), visit('2026-11-24', '18:00'), '2026-11-25 08:00'],
    ['at the very end of quiet hours', rule(ahead(1, 'hours')), visit('2026-11-25', '09:00'), '2026-11-25 08:00'],
    [
      'at night, where no hours are quiet',
      rule(ahead(2, 'hours'), { quiet: null }),
      visit('2026-11-25', '08:15'),
      '2026-11-25 06:15',
    ],
    [
      'quiet by day, for whom the desk is empty',
      rule(behind(1, 'days'), { quiet: { from: '08:00', until: '17:00' } }),
      visit('2026-11-23'),
      '2026-11-24 17:00',
    ],
    // Without a time, hours count from the end of the quiet ones.
    ['an appointment without a time', rule(ahead(24, 'hours')), visit('2026-11-25', ''), '2026-11-24 08:00'],
    // Clocks change on March 14, 2027 and on November 7, 2027: days are days of the wall, hours are hours.
    ['days over the change in spring', rule(ahead(2, 'days')), visit('2027-03-15'), '2027-03-13 09:00'],
    ['hours over the change in spring', rule(ahead(24, 'hours')), visit('2027-03-14', '15:00'), '2027-03-13 14:00'],
    ['hours over the change in autumn', rule(ahead(24, 'hours')), visit('2027-11-07', '15:00'), '2027-11-06 16:00'],
    [
      'an hour that is skipped',
      rule(ahead(1, 'days'), { at: '02:30', quiet: null }),
      visit('2027-03-15'),
      '2027-03-14 03:30',
    ],
  ])('leaves %s', (_, timing, event, expected) => {
    const [day = ''] = expected.split(' ');
    expect(leaves(timing, event, `${day} 00:30`)).toBe(expected);
  });

  it('is no letter where the appointment lies behind, or the rule was switched on after its time', () => {
    expect(leaves(rule(ahead(2, 'days')), visit('2026-11-24', '09:00'), '2026-11-24 09:00')).toBeNull();
    expect(
      leaves(rule(behind(1, 'days')), visit('2026-11-20'), '2026-11-24 10:00', { since: '2026-11-22 00:00' }),
    ).toBeNull();
    // A reminder that came too late is not forgotten silently, whenever the rule was switched on.
    expect(leaves(rule(ahead(2, 'days')), visit('2026-11-25'), '2026-11-24 10:00', { since: '2026-11-24 10:00' })).toBe(
      '2026-11-23 09:00',
    );
    expect(leaves(rule(ahead(2, 'days')), visit('2026-12-05'), '2026-11-24 10:00')).toBeNull();
    expect(leaves(rule(behind(1, 'days')), visit('2026-10-01'), '2026-11-24 10:00')).toBeNull();
  });

  it('is one for a day of results, from the import that brought the first of them', () => {
    const result = (time: string, imported: string): EventFact => ({
      patientId: 'pt_ana12345',
      name: 'Ana Ruiz',
      event: { is: 'result', day: '2026-11-23', time, what: 'A1C' },
      at: at(imported),
    });
    const timing = rule({ is: 'result', concept: null, amount: 2, unit: 'hours' });
    const events = [result('08:00', '2026-11-24 15:00'), result('08:10', '2026-11-24 10:00')];
    const sends = due(timing, { events, since: 0, zone }, at('2026-11-24 10:00'));
    expect(sends.map(({ eventKey, dueAt }) => [eventKey, wall(dueAt)])).toEqual([
      ['result:2026-11-23', '2026-11-24 12:00'],
    ]);
    const slow = rule({ is: 'result', concept: null, amount: 1, unit: 'days' });
    expect(leaves(slow, result('08:00', '2026-11-24 15:00'), '2026-11-24 15:00')).toBe('2026-11-25 09:00');
  });

  it('keeps its identity whatever the rule says about times, and changes it with the appointment', () => {
    const key = (timing: AutomationTiming, event: EventFact) =>
      due(timing, { events: [event], since: 0, zone }, at('2026-11-24 00:30'))[0]?.eventKey;
    const first = key(rule(ahead(2, 'days')), visit('2026-11-26'));
    expect(key(rule(ahead(3, 'hours'), { at: '10:00', quiet: null }), visit('2026-11-26'))).toBe(first);
    expect(key(rule(ahead(2, 'days')), visit('2026-11-26', '15:00'))).not.toBe(first);
    expect(key(rule(behind(1, 'days')), visit('2026-11-26'))).not.toBe(first);
  });

  it('leaves on a birthday and when a date of the file is reached', () => {
    const birthday: EventFact = {
      patientId: 'pt_ana12345',
      name: 'Ana Ruiz',
      event: { is: 'birthday', day: '2026-11-27', time: '', what: '' },
    };
    expect(leaves(rule({ is: 'birthday' }), birthday, '2026-11-24 12:00')).toBe('2026-11-27 09:00');
    const date: EventFact = { ...birthday, event: { is: 'date', day: '2026-12-01', time: '', what: 'Recall' } };
    const reached = (days: number) => leaves(rule({ is: 'date', field: 'Recall', days }), date, '2026-11-24 12:00');
    expect([reached(-3), reached(0), reached(30)]).toEqual(['2026-11-28 09:00', '2026-12-01 09:00', null]);
  });

  it('goes by the wall of the practice, wherever that is', () => {
    for (const where of ['America/Los_Angeles', 'Europe/Madrid', 'Pacific/Auckland', 'UTC']) {
      expect(leaves(rule(ahead(2, 'days')), visit('2026-11-26'), '2026-11-24 00:30', { where })).toBe(
        '2026-11-24 09:00',
      );
    }
  });

  it('is asked about once it is ten minutes late, counted from when a person said Send', () => {
    const dueAt = at('2026-11-24 09:00');
    const minutes = 60_000;
    expect(isMissed({ dueAt, saidAt: null }, dueAt + 9 * minutes)).toBe(false);
    expect(isMissed({ dueAt, saidAt: null }, dueAt + 10 * minutes)).toBe(true);
    expect(isMissed({ dueAt, saidAt: dueAt + 90 * minutes }, dueAt + 99 * minutes)).toBe(false);
    expect(isMissed({ dueAt, saidAt: dueAt + 90 * minutes }, dueAt + 100 * minutes)).toBe(true);
  });
});
