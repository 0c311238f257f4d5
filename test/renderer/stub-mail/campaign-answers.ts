import type {
  CampaignContent,
  CampaignRow,
  CampaignState,
  CampaignTotals,
  CampaignView,
  RowState,
} from '../../../main/contract/campaigns.ts';
import { rowState } from '../../../main/contract/campaigns.ts';
import { type Mode, modes } from '../../../main/contract/fields.ts';
import starters from '../../../resources/starters/templates-en.json' with { type: 'json' };
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';
import { previewOf } from './preview-answers.ts';

const day = 24 * 3_600_000;
const given = Date.UTC(2026, 10, 3, 10);

const row = (index: number, name: string, doctor: string, more: Partial<CampaignRow>): CampaignRow => ({
  patientId: `pt_campaign${index}0`,
  name,
  doctor,
  address: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.net`,
  state: 'waiting',
  mode: null,
  modeReason: null,
  modeReasonAt: null,
  reasons: [],
  lacks: [],
  threadId: null,
  outboxId: null,
  at: null,
  code: null,
  response: null,
  checked: 'none',
  answeredAt: null,
  bouncedAt: null,
  optedOutAt: null,
  ...more,
});

const sealed = (at: number) => ({ mode: 'sealed', modeReason: 'phrase-given', modeReasonAt: at }) as const;

/** The eight of the drawing, with every kind of reason. */
const planned: readonly CampaignRow[] = [
  row(1, 'Leo Brandt', 'Dr. Jones', sealed(given)),
  row(2, 'Tomás Herrera', 'Dr. Jones', { mode: 'openpgp', modeReason: 'key-compared', modeReasonAt: given - 20 * day }),
  row(3, 'Samuel Achterberg-Whitmore', 'Dr. Okafor', sealed(given - 3 * day)),
  row(4, 'Victor Hale', 'Dr. Okafor', {
    state: 'skipped',
    reasons: [{ code: 'no-mode', detail: null }],
    lacks: ['no-key', 'no-certificate', 'no-phrase', 'tls-content', 'content-needs-protection'],
  }),
  row(5, 'Paul Quint', 'Dr. Okafor', {
    state: 'held',
    mode: 'sealed',
    reasons: [{ code: 'missing-field', detail: 'result_date_a1c' }],
  }),
  row(6, 'Igor Samuelsson', 'Dr. Jones', {
    state: 'skipped',
    address: '',
    reasons: [{ code: 'no-address', detail: null }],
  }),
  row(7, 'Ben Odum', 'Dr. Okafor', {
    state: 'skipped',
    reasons: [{ code: 'marketing-without-consent', detail: 'withdrawn' }],
  }),
  row(8, 'Grace Lindqvist’s husband, Karl', 'Dr. Jones', sealed(given + 17 * day)),
];

/** Half-way through: every state that a letter can be in. */
function running(rows: readonly CampaignRow[]): CampaignRow[] {
  const states: readonly RowState[] = ['sent', 'failed', 'queued', 'waiting'];
  let next = 0;
  return rows.map((each) => {
    if (each.state !== 'waiting') return each;
    const state = states[next] ?? 'waiting';
    next += 1;
    if (state === 'waiting') return each;
    const failed = { code: 'recipient-invalid', response: '550 5.1.1 User unknown' };
    const begun = { ...each, state, threadId: 'th_samuel00', outboxId: 'ob_unsure001', at: Date.now() };
    return state === 'failed' ? { ...begun, ...failed } : begun;
  });
}

/** As in a practice without a postal address, whose groups all ask how content patients are. */
function obstaclesOf(purpose: CampaignContent['purpose']): CampaignView['obstacles'] {
  if (purpose === 'marketing') return ['postal-address-missing'];
  return purpose === 'operations' ? ['sorted-by-satisfaction'] : [];
}

function totalsOf(rows: readonly CampaignRow[]): CampaignTotals {
  const count = (fits: (each: CampaignRow) => boolean) => rows.filter(fits).length;
  const isLetter = ({ state }: CampaignRow) => state !== 'held' && state !== 'skipped';
  const byState = Object.fromEntries(rowState.options.map((state) => [state, count((each) => each.state === state)]));
  const byMode = Object.fromEntries(modes.map((mode) => [mode, count((each) => each.mode === mode && isLetter(each))]));
  return {
    all: rows.length,
    byState: byState as Record<RowState, number>,
    byMode: byMode as Record<Mode, number>,
    answered: count(({ answeredAt }) => answeredAt !== null),
    bounced: count(({ bouncedAt }) => bouncedAt !== null),
    optedOut: count(({ optedOutAt }) => optedOutAt !== null),
  };
}

type Kept = {
  content: CampaignContent;
  state: CampaignState;
  pauseReason: CampaignView['pauseReason'];
  planned: boolean;
  rows: readonly CampaignRow[];
};

const recall: CampaignContent = {
  name: 'Recall: elevated A1C, men over 40',
  segmentId: 'sg_starter-high-a1c',
  templateId: 'tm_starter-recall',
  purpose: 'treatment',
  sender: 'own-doctor',
  startAt: null,
  perHour: 200,
};

/** Campaigns that remember how far they were taken. */
export function campaignAnswers(tell: StubBridge['tell']): StubAnswers {
  const kept = new Map<string, Kept>([
    [
      'ca_restored00',
      {
        content: { ...recall, name: 'Flu shots 2026' },
        state: 'restored',
        pauseReason: null,
        planned: true,
        rows: unsure(),
      },
    ],
    [
      'ca_finished00',
      {
        content: { ...recall, name: 'Newsletter, October' },
        state: 'finished',
        pauseReason: null,
        planned: true,
        rows: running(planned),
      },
    ],
  ]);
  const get = (campaignId: string): Kept => {
    const found = kept.get(campaignId);
    if (!found) throw new StubFailure('not-found');
    return found;
  };
  const change = (campaignId: string, more: Partial<Kept>) => {
    Object.assign(get(campaignId), more);
    tell('campaigns.changed', { campaignId });
    return {};
  };
  const view = (id: string): CampaignView => {
    const { content, state, pauseReason, planned: isPlanned, rows } = get(id);
    return {
      ...content,
      id,
      segmentName: 'Men over 40, last A1C high',
      templateName: 'Screening recall',
      contentKind: 'sensitive',
      state,
      stateAt: Date.now() - 60_000,
      pauseReason,
      savedBy: 'Maria Delgado',
      approvedAt: state === 'planned' ? null : Date.now() - 60_000,
      approvedBy: state === 'planned' ? '' : 'Maria Delgado',
      plannedAt: isPlanned ? given : null,
      planning: null,
      obstacles: obstaclesOf(content.purpose),
      groupTells: true,
      limit: null,
      trouble: null,
      totals: totalsOf(rows),
    };
  };
  return {
    'campaigns.list': () =>
      [...kept.keys()].map((id) => {
        const { name, segmentName, templateName, purpose, state, stateAt, startAt, totals } = view(id);
        return { id, name, segmentName, templateName, purpose, state, stateAt, startAt, totals };
      }),
    'campaigns.get': ({ campaignId }) => view(campaignId),
    'campaigns.save': ({ campaignId, content }) => {
      const id = campaignId ?? 'ca_fresh0000';
      kept.set(id, { content, state: 'planned', pauseReason: null, planned: false, rows: [] });
      return { campaignId: id };
    },
    'campaigns.plan': ({ campaignId }) => change(campaignId, { planned: true, rows: planned }),
    'campaigns.rows': ({ campaignId, states, offset, limit }) => {
      const rows = get(campaignId).rows.filter(({ state }) => states === null || states.includes(state));
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    'campaigns.preview': ({ of, patientId }) => {
      if ('template' in of) return previewOf(of.template, patientId, undefined);
      const { content, rows } = get(of.campaignId);
      const template = starters.find(({ id }) => id === content.templateId) ?? starters[0];
      if (template === undefined) throw new StubFailure('not-found');
      const row = rows.find((each) => each.patientId === patientId);
      return previewOf({ ...template, contentKind: 'sensitive' }, patientId, row);
    },
    'campaigns.start': ({ campaignId }) => change(campaignId, { state: 'running', rows: running(planned) }),
    'campaigns.pause': ({ campaignId }) => change(campaignId, { state: 'paused', pauseReason: 'by-person' }),
    'campaigns.resume': ({ campaignId }) => change(campaignId, { state: 'running', pauseReason: null }),
    'campaigns.stop': ({ campaignId }) => change(campaignId, { state: 'stopped', pauseReason: null }),
    'campaigns.settle': ({ campaignId }) => change(campaignId, { rows: planned }),
    'campaigns.lookUp': () => ({ found: 0, notFound: 0, unknown: 4 }),
    'campaigns.sendTest': () => ({ to: 'desk@elmstreet.example' }),
    'campaigns.exportReport': () => ({ savedAs: 'Recall.csv' }),
  };
}

function unsure(): CampaignRow[] {
  return planned.map((each) =>
    each.state === 'waiting' ? { ...each, state: 'unsure', checked: 'cannot-tell' } : each,
  );
}
