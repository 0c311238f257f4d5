import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AutomationContent, AutomationTrigger } from '../../../main/contract/automations.ts';
import { localZone, wallTimeAt } from '../../../main/engine/campaigns/automations/wall-time.ts';
import { openLetter } from '../../support/campaign-clinic.ts';
import { importFile } from '../../support/import-file.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

const hour = 3_600_000;
const people = ['ana', 'leo', 'eva'];

describe.skipIf(!(await needMailServers()))('a standing letter', { timeout: 120_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let time: ShiftedClock;
  const ids = new Map<string, string>();
  let phrase: string;
  let templateId: string;

  const id = (name: string) => ids.get(name) ?? '';
  const wall = (inMs: number) => wallTimeAt(time.clock.now() + inMs, localZone());
  const content = (trigger: AutomationTrigger, more: Partial<AutomationContent> = {}): AutomationContent => ({
    name: 'Reminder',
    trigger,
    at: wall(hour).time,
    quiet: null,
    segmentId: null,
    templateId,
    purpose: 'treatment',
    sender: 'practice',
    ...more,
  });
  async function addRule(trigger: AutomationTrigger, more: Partial<AutomationContent> = {}): Promise<string> {
    const { automationId } = await practice.call('automations.save', {
      automationId: null,
      content: content(trigger, more),
    });
    await practice.call('automations.switchOn', { automationId });
    return automationId;
  }
  const sends = async (which: 'week' | 'missed' | 'past') =>
    (await practice.call('automations.sends', { automationId: null, which, offset: 0, limit: 200 })).rows;
  const week = (names: readonly string[]) =>
    practice.until(
      async () => (await sends('week')).map(({ patientId, looked }) => (looked ? patientId : '')).toSorted(),
      (found) => JSON.stringify(found) === JSON.stringify(names.map(id).toSorted()),
      20_000,
    );
  /** Saving a rule that is off makes the program look. */
  async function forward(ms: number): Promise<void> {
    time.forward(ms);
    const { automationId } = await practice.call('automations.save', {
      automationId: null,
      content: content({ is: 'birthday' }),
    });
    await practice.call('automations.remove', { automationId });
  }
  const settled = (count: number) =>
    practice.until(
      () => sends('past'),
      (rows) => rows.length === count && rows.every(({ run }) => run?.state === 'sent'),
      60_000,
    );
  const mails = async () =>
    Object.fromEntries(
      await Promise.all(
        people.map(async (name) => [name, await servers.readMailbox(`${name}@clinic.example`)] as const),
      ),
    );
  const counts = async () => Object.values(await mails()).map((list) => list.length);
  const undoNewest = async () => {
    const [newest] = await practice.call('imports.list', { limit: 1 });
    await practice.call('imports.undo', { importId: newest?.id ?? '' });
  };

  beforeAll(async () => {
    time = shiftedClock();
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...people.map((name) => ({ user: `${name}@clinic.example`, password: 'password of a patient' })),
      ],
    });
    practice = await startPractice(servers, { clock: time.clock, lookUps: { patience: { dns: 100, policy: 100 } } });
    const born = wall(2 * 24 * hour).day.slice(4);
    await importFile(
      practice,
      'people.csv',
      [
        'MRN,Name,DOB,Email,Doctor',
        `1,Ana Ruiz,1971${born},ana@clinic.example,Dr. Jones`,
        '2,Leo Brandt,1988-07-02,leo@clinic.example,Dr. Jones',
        '3,Eva Still,1990-01-01,eva@clinic.example,Dr. Lee',
        '',
      ].join('\n'),
    );
    for (const { id: patientId, name } of (await practice.call('patients.list', { text: '', offset: 0, limit: 9 }))
      .rows)
      ids.set(name.split(' ')[0]?.toLowerCase() ?? '', patientId);
    await practice.recordConsent(id('ana'));
    await practice.recordConsent(id('eva'));
    phrase = await practice.givePhrase(id('leo'));
    ({ templateId } = await practice.call('templates.save', {
      templateId: null,
      version: 0,
      content: {
        name: 'Reminder',
        purpose: 'treatment',
        contentKind: 'health',
        subject: 'Your appointment',
        html: '<div>Dear {{ first_name }}, we write about number {{ record_number }}.</div>',
      },
    }));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  it('of an appointment is planned once, whatever imports come, go and come again', async () => {
    const { segmentId } = await practice.call('segments.save', {
      segmentId: null,
      version: 0,
      name: 'Of Dr. Jones',
      rule: { is: 'doctor', name: 'Dr. Jones', has: true },
    });
    const reminder: AutomationTrigger = { is: 'visit', when: 'before', amount: 2, unit: 'hours' };
    const { day, time: at } = wall(3 * hour);
    const book = (when: string) =>
      ['MRN,Name,Next Visit', `1,Ana Ruiz,${when}`, `2,Leo Brandt,${when}`, `3,Eva Still,${when}`, ''].join('\n');
    await importFile(practice, 'book.csv', book(`${day} ${at}`));
    const asked = { ...content(reminder), automationId: null, segmentId };
    const { name: _, sender: __, ...wish } = asked;
    const preview = await practice.call('automations.preview', wish);
    expect(preview).toMatchObject({ total: 2, late: 0, obstacles: [] });
    await addRule(reminder, { segmentId });
    await week(['ana', 'leo']);
    expect((await sends('week')).map(({ name, mode }) => [name, mode]).toSorted()).toEqual([
      ['Ana Ruiz', 'open'],
      ['Leo Brandt', 'sealed'],
    ]);
    await undoNewest();
    await week([]);
    await importFile(practice, 'book.csv', book(`${day} ${at}`));
    await week(['ana', 'leo']);
    await forward(hour + 60_000);
    await settled(2);
    await undoNewest();
    await importFile(practice, 'book.csv', book(`${day} ${at}`));
    await importFile(practice, 'again.csv', book(`${day} ${at}`).replace('MRN,Name', 'MRN,Patient'));
    await forward(60_000);
    const found: Record<string, Awaited<ReturnType<MailServers['readMailbox']>>> = await mails();
    expect(await counts()).toEqual([1, 1, 0]);
    const [letter] = found.leo ?? [];
    const somebody = {
      patientId: id('leo'),
      name: '',
      address: '',
      recordNumber: '2',
      mode: 'sealed' as const,
      phrase,
      pgp: null,
    };
    expect(await openLetter(letter?.bytes ?? Buffer.alloc(0), somebody)).toMatchObject({ mode: 'sealed' });
    expect(letter?.bytes.includes('number 2.')).toBe(false);
    expect(found.ana?.[0]?.bytes.includes('number 1.')).toBe(true);
    // What they send is no campaign that somebody planned.
    expect(await practice.call('campaigns.list', {})).toEqual([]);
  });

  it('about results follows the import that brought them, once for each day of results', async () => {
    // What follows a result tells of one: consent to open mail is not enough for that.
    await practice.givePhrase(id('ana'));
    await addRule({ is: 'result', concept: null, amount: 1, unit: 'hours' }, { name: 'Results' });
    const labs = (...values: readonly string[]) =>
      ['MRN,Name,Test,Result,Unit,Collected', ...values.map((value) => `1,Ana Ruiz,${value}`), ''].join('\n');
    const yesterday = wall(-24 * hour).day;
    await importFile(
      practice,
      'labs.csv',
      labs(`A1C,6.8,%,${yesterday}`, `Glucose,110,mg/dL,${yesterday}`, 'A1C,7.1,%,2019-01-02'),
    );
    await week(['ana']);
    await forward(hour + 60_000);
    await settled(3);
    await undoNewest();
    await importFile(practice, 'more-labs.csv', labs(`A1C,6.9,%,${yesterday}`, `LDL,90,mg/dL,${yesterday}`));
    await forward(hour + 60_000);
    expect(await sends('week')).toEqual([]);
    expect(await counts()).toEqual([2, 1, 0]);
  });

  it('comes on birthdays and when a date of the file is reached, and is counted before its rule is saved', async () => {
    const total = async (trigger: AutomationTrigger) => {
      const { trigger: _, at, quiet, segmentId, purpose } = content(trigger);
      const preview = await practice.call('automations.preview', {
        automationId: null,
        trigger,
        at,
        quiet,
        segmentId,
        templateId,
        purpose,
      });
      return preview.first.map(({ name }) => name);
    };
    const profile = await practice.call('patients.profile', { patientId: id('ana') });
    const fields = [{ name: 'Recall', value: wall(3 * 24 * hour).day }];
    await practice.call('patients.changeProfile', { patientId: id('ana'), profile: { ...profile, fields } });
    expect(await total({ is: 'birthday' })).toEqual(['Ana Ruiz']);
    expect(await total({ is: 'date', field: 'Recall', days: -1 })).toEqual(['Ana Ruiz']);
    expect(await total({ is: 'date', field: 'Recall', days: 30 })).toEqual([]);
    expect(await practice.call('journal.verify', {})).toMatchObject({ firstBroken: null });
  });
});
