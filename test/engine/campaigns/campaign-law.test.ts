import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignRows, campaignTotals, campaignView } from '../../../main/engine/campaigns/campaign-view.ts';
import { resumeCampaign, saveCampaign } from '../../../main/engine/campaigns/campaigns.ts';
import { createLetterSource } from '../../../main/engine/campaigns/create-letter-source.ts';
import { listObstacles } from '../../../main/engine/campaigns/obstacles.ts';
import { reportLine } from '../../../main/engine/campaigns/report-csv.ts';
import { saveTemplate } from '../../../main/engine/campaigns/templates.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { saveSegment } from '../../../main/engine/patients/segments/segments.ts';
import { findCampaign } from '../../../main/engine/store/tables/campaigns.ts';
import { type CampaignDesk, openCampaignDesk } from '../../support/campaign-desk.ts';

let desk: CampaignDesk;
beforeEach(async () => {
  desk = await openCampaignDesk();
});
afterEach(() => desk.stop());

const letters = createLetterSource({ templates: () => [], segments: () => [] });
const rowsOf = (campaignId: string) =>
  campaignRows(desk.test.store.read, campaignId, { states: null, offset: 0, limit: 200 }).rows;
const reasons = (campaignId: string) =>
  rowsOf(campaignId).map(({ name, state, reasons: why }) => [name, state, ...why.map(({ code }) => code)].join(' '));
const finished = (campaignId: string) =>
  desk.until(
    () => findCampaign(desk.test.store.read, campaignId)?.state,
    (state) => state === 'finished',
    20_000,
  );
const obstacles = (campaignId: string) => {
  const campaign = findCampaign(desk.test.store.read, campaignId);
  return campaign === null ? [] : listObstacles(desk.test.store.read, campaign, letters, desk.time.clock.now());
};

describe('news and offers', () => {
  it('go to those alone who agreed, with the address of the practice and a way out', async () => {
    desk.addPatient('Agreed Once', { marketing: true });
    desk.addPatient('Never Asked');
    const campaignId = await desk.begin({ purpose: 'marketing' });
    await finished(campaignId);
    expect(reasons(campaignId)).toEqual(['Agreed Once sent', 'Never Asked skipped marketing-without-consent']);
    const [mail] = desk.taken;
    const lines = (mail?.text ?? '').replaceAll('=\r\n', '');
    expect(mail?.text).toMatch(
      /^List-Unsubscribe:\s+<mailto:desk@clinic\.example\?subject=unsubscribe%20u-[\w.-]+>\r$/m,
    );
    expect(lines).toContain('1 Elm Street, Springfield');
    expect(lines).toContain('answer with the word STOP');
  });

  it('are not told twice where to find us when the template says it already', async () => {
    desk.addPatient('Agreed Once', { marketing: true });
    const html = '<div>News.</div><div>{{ practice_name }}, {{ practice_address }}. Answer STOP to end this.</div>';
    await finished(await desk.begin({ purpose: 'marketing', html }));
    expect(desk.taken[0]?.text.match(/1 Elm Street, Springfield/g)).toHaveLength(2);
    expect(desk.taken[0]?.text).not.toContain('If you do not want such mails');
  });

  it('do not reach whoever said no after the plan was approved', async () => {
    const patientId = desk.addPatient('Changed Mind', { marketing: true });
    desk.addPatient('Agreed Once', { marketing: true });
    const startAt = desk.time.clock.now() + 3_600_000;
    const campaignId = await desk.begin({ purpose: 'marketing', startAt });
    desk.test.store.write((db) =>
      recordConsent(db, desk.journal, {
        patientId,
        purpose: 'marketing',
        event: 'withdrawn',
        how: 'by-phone',
        wording: '',
        wordingVersion: '',
        warned: false,
        until: null,
        threadId: null,
        scan: null,
      }),
    );
    desk.time.forward(3_600_000 + 1_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(reasons(campaignId)).toEqual(['Agreed Once sent', 'Changed Mind held marketing-without-consent']);
    expect(desk.taken).toHaveLength(1);
  });

  it('count in the report who wanted no more of them afterwards', async () => {
    const patientId = desk.addPatient('Agreed Once', { marketing: true });
    desk.addPatient('Still Reads', { marketing: true });
    const campaignId = await desk.begin({ purpose: 'marketing' });
    await finished(campaignId);
    const said = {
      patientId,
      purpose: 'marketing',
      event: 'withdrawn',
      how: 'reply-by-mail',
      wording: 'STOP',
    } as const;
    const rest = { wordingVersion: 'by-mail', warned: false, until: null, threadId: null, scan: null };
    desk.time.forward(1_000);
    desk.test.store.write((db) => recordConsent(db, desk.journal, { ...said, ...rest }));
    expect(campaignTotals(desk.test.store.read, campaignId)).toMatchObject({ answered: 0, bounced: 0, optedOut: 1 });
    expect(rowsOf(campaignId).map(({ optedOutAt }) => optedOutAt !== null)).toEqual([true, false]);
  });

  it('say how to hear no more of it, also where STOP stands for something else', async () => {
    desk.addPatient('Agreed Once', { marketing: true });
    await finished(await desk.begin({ purpose: 'marketing', html: '<div>STOP smoking with us.</div>' }));
    expect(desk.taken[0]?.text.replaceAll('=\r\n', '')).toContain('answer with the word STOP');
  });

  it('cannot leave under another name', async () => {
    desk.addPatient('Agreed Once', { marketing: true });
    const campaignId = await desk.begin({ purpose: 'marketing', approve: false });
    const { segmentId, templateId } = findCampaign(desk.test.store.read, campaignId) ?? {};
    if (segmentId === undefined || templateId === undefined) throw new Error('no campaign');
    const content = { name: 'A word', segmentId, templateId, purpose: 'treatment', sender: 'practice' } as const;
    const relabelled = desk.test.store.write((db) =>
      saveCampaign(db, desk.journal, { campaignId: null, content: { ...content, startAt: null, perHour: null } }),
    );
    expect(obstacles(relabelled)).toEqual(['marketing-by-another-name']);
  });

  it('cannot be approved without a postal address', async () => {
    desk.addPatient('Agreed Once', { marketing: true });
    const practice = { name: 'Elm Street Clinic', postalAddress: ' ', telephone: '' };
    desk.test.store.write((db) => desk.journal.append(db, 'settings.changed', { practice }));
    await expect(desk.begin({ purpose: 'marketing' })).rejects.toThrow('state-changed');
    const campaignId = await desk.begin({ purpose: 'marketing', approve: false });
    expect(obstacles(campaignId)).toEqual(['postal-address-missing']);
  });
});

describe('a request for a review', () => {
  const rules = {
    everybody: { is: 'all', rules: [] },
    'the tagged': { is: 'tag', tag: 'very satisfied', has: true },
    'the others': { is: 'not', rule: { is: 'field', name: 'Rating', compare: 'at-most', text: '', value: 3 } },
  } as const;

  it.each([
    ['everybody', []],
    ['the tagged', ['sorted-by-satisfaction']],
    ['the others', ['sorted-by-satisfaction']],
  ] as const)('to %s: %j', async (name, expected) => {
    const campaignId = desk.test.store.write((db) => {
      const content = {
        name: 'How are we doing?',
        purpose: 'operations' as const,
        contentKind: 'general' as const,
        subject: 'How are we doing?',
        html: '<div>Please leave a review wherever you like.</div>',
      };
      const { templateId } = saveTemplate(db, desk.journal, [], { templateId: null, version: 0, content });
      const segment = { segmentId: null, version: 0, name, rule: rules[name] };
      const { segmentId } = saveSegment(db, desk.journal, [], segment);
      const terms = { name, segmentId, templateId, purpose: 'operations', sender: 'practice' } as const;
      return saveCampaign(db, desk.journal, {
        campaignId: null,
        content: { ...terms, startAt: null, perHour: null },
      });
    });
    expect(obstacles(campaignId)).toEqual(expected);
  });
});

describe('a plan', () => {
  it('is old once the template was changed, and what was approved is what leaves', async () => {
    desk.addPatient('Ana Ruiz');
    const startAt = desk.time.clock.now() + 3_600_000;
    const campaignId = await desk.begin({ startAt });
    const planned = await desk.begin({ approve: false });
    for (const id of [campaignId, planned]) {
      const { templateId = '' } = findCampaign(desk.test.store.read, id) ?? {};
      desk.test.store.write((db) =>
        saveTemplate(db, desk.journal, [], {
          templateId,
          version: 1,
          content: {
            name: 'Letter',
            purpose: 'treatment',
            contentKind: 'health',
            subject: 'Another word',
            html: '<div>Something else.</div>',
          },
        }),
      );
    }
    expect(obstacles(planned)).toEqual(['plan-old']);
    desk.time.forward(3_600_000 + 1_000);
    desk.runs.wake();
    await finished(campaignId);
    expect(desk.taken[0]?.text).toContain('your number is no-ana-ruiz');
  });

  it('holds one letter whose field is missing, and the others go', async () => {
    desk.addPatient('Ana Ruiz');
    desk.addPatient('Ben');
    const campaignId = await desk.begin({ html: '<div>Dear {{ first_name }} {{ last_name }}</div>' });
    await finished(campaignId);
    expect(reasons(campaignId)).toEqual(['Ana Ruiz sent', 'Ben held missing-field']);
    expect(campaignTotals(desk.test.store.read, campaignId).byState).toMatchObject({ sent: 1, held: 1 });
    expect(() => desk.test.store.write((db) => resumeCampaign(db, desk.journal, campaignId))).toThrow('state-changed');
  });
});

describe('a group', () => {
  it('whose rule tells something makes every letter as delicate as that, whatever it says', async () => {
    desk.addPatient('Ana Ruiz');
    const concept = { code: '', label: 'A1C', match: 'contains' } as const;
    const low = { is: 'observation', concept, which: 'last', compare: 'below', value: 6.5, months: null } as const;
    const campaignId = await desk.begin({ rule: { is: 'not', rule: low }, html: '<div>A word.</div>', approve: false });
    const campaign = findCampaign(desk.test.store.read, campaignId);
    if (campaign === null) throw new Error('no campaign');
    const view = campaignView(desk.test.store.read, campaign, { letters, planning: null, now: desk.time.clock.now() });
    expect(view).toMatchObject({ contentKind: 'sensitive', groupTells: true });
    expect(rowsOf(campaignId)).toMatchObject([{ name: 'Ana Ruiz', state: 'skipped', reasons: [{ code: 'no-mode' }] }]);
  });
});

describe('the report', () => {
  it('makes no formula of what a patient is called', async () => {
    desk.addPatient('=HYPERLINK("http://evil.example")', { address: 'formula@example.net' });
    const campaignId = await desk.begin({ html: '<div>A word.</div>' });
    await finished(campaignId);
    const [row] = rowsOf(campaignId);
    expect(row === undefined ? '' : reportLine(row)).toMatch(
      /^"'=HYPERLINK\(""http:\/\/evil\.example""\)","formula@example\.net"/,
    );
  });
});
