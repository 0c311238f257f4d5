import type { AutomationContent, AutomationSend, AutomationView, OnSend } from '../../../main/contract/automations.ts';
import { appointmentReminder } from '../../support/appointment-reminder.ts';
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

const hour = 3_600_000;
const longName = 'Maximiliana-Alejandra Featherstonehaugh-Wolfeschlegelsteinhausenbergerdorff';

/** Nine in the morning, so many days from today. */
const morning = (days: number, at = 9): number => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, at).getTime();
};
const dayOf = (at: number): string => {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

const reminder: AutomationContent = { ...appointmentReminder, templateId: 'tm_starter-reminder' };

const view = (id: string, content: AutomationContent, more: Partial<AutomationView>): AutomationView => ({
  ...content,
  id,
  segmentName: '',
  templateName: content.name,
  contentKind: 'health',
  state: 'on',
  stateAt: morning(-20),
  stateBy: 'Maria Delgado',
  savedAt: morning(-20),
  savedBy: 'Maria Delgado',
  templateChanged: false,
  obstacles: [],
  counts: { week: 0, held: 0, missed: 0, begun: 0 },
  ...more,
});

function makeRules(): AutomationView[] {
  return [
    view('au_reminder0', reminder, {}),
    view(
      'au_results00',
      {
        ...reminder,
        name: 'Your results are here',
        trigger: { is: 'result', concept: null, amount: 4, unit: 'hours' },
        sender: 'own-doctor',
      },
      { templateChanged: true, contentKind: 'sensitive' },
    ),
    view(
      'au_birthday0',
      { ...reminder, name: 'Birthday greetings', trigger: { is: 'birthday' }, purpose: 'marketing' },
      { state: 'off', segmentName: 'Adults who agreed to news', obstacles: ['postal-address-missing'] },
    ),
  ];
}

const send = (index: number, name: string, dueAt: number, more: Partial<AutomationSend>): AutomationSend => {
  const visit = dueAt + 2 * 24 * hour;
  return {
    automationId: 'au_reminder0',
    eventKey: `before:${dayOf(visit)}T14:30`,
    patientId: `pt_campaign${index}0`,
    automationName: reminder.name,
    name,
    address: 'somebody@example.net',
    event: { is: 'visit', day: dayOf(visit), time: '14:30', what: 'follow-up' },
    dueAt,
    state: 'planned',
    mode: 'sealed',
    modeReason: 'phrase-given',
    modeReasonAt: Date.UTC(2026, 10, 3),
    reasons: [],
    lacks: [],
    looked: true,
    mayHaveLeft: false,
    run: null,
    ...more,
  };
};

function makeSends(): AutomationSend[] {
  const open = { mode: 'open', modeReason: 'consent-given', modeReasonAt: Date.UTC(2026, 4, 2) } as const;
  return [
    send(1, 'Leo Brandt', morning(-1), { state: 'missed' }),
    send(2, 'Grace Lindqvist', morning(-1, 10), { ...open, state: 'missed', mayHaveLeft: true }),
    send(3, 'Tomás Herrera', morning(1), { mode: 'openpgp', modeReason: 'key-compared' }),
    send(4, longName, morning(1), open),
    send(5, 'Victor Hale', morning(1), {
      mode: null,
      modeReason: null,
      reasons: [{ code: 'no-mode', detail: null }],
      lacks: ['no-key', 'no-phrase', 'consent-needed'],
    }),
    send(6, 'Paul Quint', morning(2), { looked: false, mode: null, modeReason: null }),
    send(7, 'Ben Odum', morning(4), {
      automationId: 'au_results00',
      automationName: 'Your results are here',
      event: { is: 'result', day: dayOf(morning(-1)), time: '', what: 'A1C' },
    }),
    send(8, 'Samuel Achterberg', morning(-2), {
      state: 'begun',
      run: { state: 'sent', threadId: 'th_samuel00', at: morning(-2) },
    }),
    send(9, 'Igor Samuelsson', morning(-3), { state: 'left-out' }),
  ];
}

const isIt = (one: OnSend, other: OnSend) =>
  one.automationId === other.automationId && one.eventKey === other.eventKey && one.patientId === other.patientId;
const kinds = { week: ['planned', 'held'], missed: ['missed'], past: ['begun', 'left-out', 'lapsed'] };

/** Standing letters that remember what was held, decided and switched. */
export function automationAnswers(tell: StubBridge['tell']): StubAnswers {
  let rules = makeRules();
  let sends = makeSends();
  const changed = () => {
    tell('automations.changed', {});
    return {};
  };
  const shown = (rule: AutomationView): AutomationView => {
    const own = sends.filter(({ automationId }) => automationId === rule.id);
    const count = (...states: readonly string[]) => own.filter(({ state }) => states.includes(state)).length;
    return {
      ...rule,
      counts: {
        week: count('planned', 'held'),
        held: count('held'),
        missed: count('missed'),
        begun: count('begun'),
      },
    };
  };
  const get = (automationId: string): AutomationView => {
    const rule = rules.find(({ id }) => id === automationId);
    if (rule === undefined) throw new StubFailure('not-found');
    return shown(rule);
  };
  const setRule = (automationId: string, more: Partial<AutomationView>) => {
    rules = rules.map((rule) => (rule.id === automationId ? { ...rule, ...more } : rule));
    return changed();
  };
  const setSend = (on: OnSend, more: Partial<AutomationSend>) => {
    sends = sends.map((each) => (isIt(each, on) ? { ...each, ...more } : each));
  };
  return {
    'automations.list': () => ({
      rules: rules.map(shown),
      halted: [
        {
          campaignId: 'ca_restored00',
          name: reminder.name,
          state: 'paused',
          pauseReason: 'late',
          stateAt: morning(-1),
          waiting: 3,
        },
      ],
    }),
    'automations.get': ({ automationId }) => get(automationId),
    'automations.save': ({ automationId, content }) => {
      const id = automationId ?? 'au_fresh0000';
      if (automationId === null) rules = [...rules, view(id, content, { state: 'off' })];
      else setRule(id, content);
      changed();
      return { automationId: id };
    },
    'automations.remove': ({ automationId }) => {
      rules = rules.filter(({ id }) => id !== automationId);
      return changed();
    },
    'automations.switchOn': ({ automationId }) => setRule(automationId, { state: 'on', templateChanged: false }),
    'automations.switchOff': ({ automationId }) => setRule(automationId, { state: 'off' }),
    'automations.preview': ({ templateId, trigger }) => ({
      total: trigger.is === 'visit' ? 12 : 3,
      first: [
        { patientId: 'pt_campaign30', name: 'Tomás Herrera', dueAt: morning(1) },
        { patientId: 'pt_campaign40', name: longName, dueAt: morning(1) },
        { patientId: 'pt_campaign50', name: 'Victor Hale', dueAt: morning(2) },
      ],
      late: trigger.is === 'visit' ? 2 : 0,
      obstacles: templateId === 'tm_starter-news' ? ['postal-address-missing'] : [],
    }),
    'automations.sends': ({ which, offset, limit }) => {
      const rows = sends.filter(({ state }) => kinds[which].includes(state)).toSorted((a, b) => a.dueAt - b.dueAt);
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    'automations.hold': (on) => {
      setSend(on, { state: 'held' });
      return changed();
    },
    'automations.release': (on) => {
      setSend(on, { state: 'planned' });
      return changed();
    },
    'automations.settle': ({ sends: settled, send: leaves }) => {
      for (const on of settled) {
        const run = { state: 'queued', threadId: null, at: Date.now() } as const;
        setSend(on, leaves ? { state: 'begun', run } : { state: 'left-out' });
      }
      return changed();
    },
  };
}
