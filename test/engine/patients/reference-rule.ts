import type { Purpose } from '../../../main/contract/fields.ts';
import type { ConceptPick, SegmentLeaf, SegmentRule } from '../../../main/contract/segments.ts';
import { consentStatus } from '../../../main/engine/policy/consent-status.ts';
import { type MadePatient, type MadeVisit, madeConcepts, madeFields } from '../../support/made-patients.ts';

/* What a rule means, in plain code over one patient: written without a look at the SQL, to be held against it. */

export type Asked = { readonly today: string; readonly now: number };

export function fitsRule(rule: SegmentRule, patient: MadePatient, asked: Asked): boolean {
  if (rule.is === 'all') return rule.rules.every((each) => fitsRule(each, patient, asked));
  if (rule.is === 'any') return rule.rules.some((each) => fitsRule(each, patient, asked));
  if (rule.is === 'not') return !fitsRule(rule.rule, patient, asked);
  return fitsLeaf(rule, patient, asked);
}

function fitsLeaf(leaf: SegmentLeaf, patient: MadePatient, { today, now }: Asked): boolean {
  switch (leaf.is) {
    case 'age': {
      if (patient.birthDate === null) return false;
      const age = ageOn(today, patient.birthDate);
      return (leaf.from === null || age >= leaf.from) && (leaf.to === null || age <= leaf.to);
    }
    case 'sex':
      return patient.sex === leaf.sex;
    case 'birthday': {
      const born = patient.birthDate;
      return born !== null && daysAhead(today, leaf.days).some((day) => isBirthday(day, born));
    }
    case 'observation': {
      const numbers = conceptsOf('observation', leaf.concept);
      const measured = patient.observations
        .filter(({ concept, day, value }) => numbers.includes(concept) && day <= today && value !== null)
        .toSorted((a, b) => (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : a.concept - b.concept));
      const counted = leaf.which === 'last' ? measured.slice(-1) : measured;
      return counted.some(
        ({ day, value }) =>
          within(day, today, leaf.months) && value !== null && compares(value, leaf.compare, leaf.value),
      );
    }
    case 'measured': {
      const numbers = conceptsOf('observation', leaf.concept);
      return leaf.has === patient.observations.some((each) => isIn(each, numbers, today, leaf.months));
    }
    case 'immunization': {
      const numbers = conceptsOf('immunization', leaf.concept);
      return leaf.has === patient.immunizations.some((each) => isIn(each, numbers, today, leaf.months));
    }
    case 'condition':
      return leaf.has === lasts(patient.conditions, conceptsOf('condition', leaf.concept), today);
    case 'treatment':
      return leaf.has === lasts(patient.treatments, conceptsOf('treatment', leaf.concept), today);
    case 'visited':
      return (
        leaf.has === patient.visits.some((visit) => isFor(visit, leaf.reason) && within(visit.day, today, leaf.months))
      );
    case 'appointment': {
      const days = daysAhead(today, leaf.days);
      return leaf.has === patient.visits.some((visit) => isFor(visit, leaf.reason) && days.includes(visit.day));
    }
    case 'doctor':
      return leaf.has === (small(patient.doctor) === small(leaf.name));
    case 'tag':
      return leaf.has === patient.tags.some((tag) => small(tag) === small(leaf.tag));
    case 'field':
      return fitsField(leaf, patient);
    case 'postal-code':
      return leaf.has === small(patient.postalCode).startsWith(small(leaf.starts));
    case 'reachable': {
      const by = {
        address: patient.addresses.length > 0,
        telephone: patient.telephone !== '',
        phrase: patient.phraseGiven,
      };
      return leaf.has === by[leaf.by];
    }
    case 'consent':
      return fitsConsent(leaf, patient, now);
  }
}

function fitsField(leaf: Extract<SegmentLeaf, { is: 'field' }>, patient: MadePatient): boolean {
  const number = madeFields.find(({ name }) => small(name) === small(leaf.name))?.number;
  const text = patient.fields.find(({ field }) => field === number)?.text;
  if (leaf.compare === 'empty') return text === undefined || text === '';
  if (leaf.compare === 'is-not') return text === undefined || small(text) !== small(leaf.text);
  if (text === undefined) return false;
  if (leaf.compare === 'is') return small(text) === small(leaf.text);
  if (leaf.compare === 'contains') return small(text).includes(small(leaf.text));
  return !Number.isNaN(Number(text)) && compares(Number(text), leaf.compare, leaf.value);
}

function fitsConsent(leaf: Extract<SegmentLeaf, { is: 'consent' }>, patient: MadePatient, now: number): boolean {
  const rows = patient.consents
    .map((row, index) => ({ ...row, id: String(index), purpose: row.purpose as Purpose }))
    .filter(({ purpose }) => purpose === leaf.purpose)
    .toReversed();
  if (leaf.status === 'refused') {
    const answers = rows.filter(({ event }) => event !== 'asked');
    const { status } = consentStatus(answers, now);
    return status === 'declined' || status === 'withdrawn';
  }
  return (consentStatus(rows, now).status === 'given') === (leaf.status === 'given');
}

function conceptsOf(kind: string, pick: ConceptPick): readonly number[] {
  return madeConcepts
    .filter((concept) => concept.kind === kind)
    .filter(({ code, label }) =>
      pick.match === 'exact'
        ? code === pick.code || small(label) === small(pick.label)
        : small(label).includes(small(pick.label)),
    )
    .map(({ number }) => number);
}

type Dated = { readonly concept: number; readonly day: string };

function isIn({ concept, day }: Dated, numbers: readonly number[], today: string, months: number | null): boolean {
  return numbers.includes(concept) && within(day, today, months);
}

function lasts(spans: MadePatient['conditions'], numbers: readonly number[], today: string): boolean {
  return spans.some(
    ({ concept, since, until }) =>
      numbers.includes(concept) && (since === null || since <= today) && (until === null || until > today),
  );
}

function isFor({ state, reason }: MadeVisit, wanted: string): boolean {
  return state === 'kept' && small(reason).includes(small(wanted));
}

function compares(value: number, how: string, than: number): boolean {
  if (how === 'at-least') return value >= than;
  if (how === 'at-most') return value <= than;
  if (how === 'above') return value > than;
  if (how === 'below') return value < than;
  return value === than;
}

const moment = ({ day, time }: { readonly day: string; readonly time: string }) => `${day} ${time}`;

/** SQLite compares letters of the alphabet alone without case. */
function small(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function within(day: string, today: string, months: number | null): boolean {
  if (day > today) return false;
  if (months === null) return true;
  const cut = new Date(`${today.slice(0, 8)}01T00:00:00Z`);
  cut.setUTCMonth(cut.getUTCMonth() - months);
  const length = new Date(Date.UTC(cut.getUTCFullYear(), cut.getUTCMonth() + 1, 0)).getUTCDate();
  cut.setUTCDate(Math.min(Number(today.slice(8)), length));
  return day >= cut.toISOString().slice(0, 10);
}

function ageOn(today: string, born: string): number {
  const before = today.slice(5) < born.slice(5) ? 1 : 0;
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - before;
}

function daysAhead(today: string, days: number): string[] {
  return Array.from({ length: days + 1 }, (_none, ahead) =>
    new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10),
  );
}

function isBirthday(day: string, born: string): boolean {
  if (day.slice(5) === born.slice(5)) return true;
  const leap = new Date(`${day.slice(0, 4)}-02-29T00:00:00Z`).getUTCMonth() === 1;
  return born.slice(5) === '02-29' && day.slice(5) === '03-01' && !leap;
}
