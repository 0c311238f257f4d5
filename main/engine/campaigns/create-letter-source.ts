import type { SegmentRule } from '../../contract/segments.ts';
import type { TemplateView } from '../../contract/templates.ts';
import { isEngineError } from '../base/errors.ts';
import { findBatchAudience } from '../documents/letter-documents.ts';
import { readSettings } from '../journal/settings.ts';
import { fitsSegment, segmentPatientIds } from '../patients/segments/run-segment.ts';
import { getSegment, type StarterSegment } from '../patients/segments/segments.ts';
import type { ReadHandle } from '../store/sql.ts';
import { checkTemplate } from './check-template.ts';
import { groupContent } from './group-content.ts';
import type { LetterSource, Letters } from './letter-source.ts';
import { exampleFacts, patientFacts, practiceFacts } from './patient-facts.ts';
import { openTemplate, type PracticeFacts } from './render-template.ts';
import { getTemplate, type StarterTemplate } from './templates.ts';

/** What comes with the program, in the practice's language. */
export type Starters = {
  readonly templates: (language: 'en' | 'es') => readonly StarterTemplate[];
  readonly segments: (language: 'en' | 'es') => readonly StarterSegment[];
};

/** Joins segments and templates for campaigns. */
export function createLetterSource(starters: Starters): LetterSource {
  // A version never changes, so a run reads and checks its template once, and again where the practice or the day did.
  let last: { readonly key: string; readonly letters: Letters } | null = null;
  return {
    audience(db, segmentId, now) {
      const batch = findBatchAudience(db, segmentId);
      if (batch !== null) return { ...batch, asksSatisfaction: false, contentKind: 'sensitive' };
      const segment = orNull(() => getSegment(db, starters.segments(readSettings(db).language), segmentId));
      if (segment === null) return null;
      const { name, version, rule } = segment;
      return {
        name,
        version,
        patientIds: () => segmentPatientIds(db, rule, now),
        includes: (patientId) => fitsSegment(db, rule, patientId, now),
        asksSatisfaction: asksSatisfaction(rule),
        contentKind: groupContent(rule),
      };
    },
    open(db, templateId, version, now) {
      const settings = readSettings(db);
      const practice = practiceFacts(settings, now);
      const key = JSON.stringify([templateId, version, practice]);
      if (version !== null && last?.key === key) return last.letters;
      const template = findTemplate(db, starters, templateId, version);
      const opened = template === null ? null : lettersOf(template, practice);
      if (opened !== null && version !== null) last = { key, letters: opened };
      return opened;
    },
  };
}

/** Version 0 is the starter itself, also when somebody changed it since. */
function findTemplate(
  db: ReadHandle,
  starters: Starters,
  templateId: string,
  version: number | null,
): TemplateView | null {
  const known = starters.templates(readSettings(db).language);
  if (version !== 0) return orNull(() => getTemplate(db, known, templateId, version));
  const starter = known.find(({ id }) => id === templateId);
  return starter === undefined ? null : { ...starter, starter: true, version: 0, savedAt: null, savedBy: null };
}

function lettersOf(template: TemplateView, practice: PracticeFacts): Letters {
  const { name, version, subject, html } = template;
  const check = checkTemplate(template);
  let render: ReturnType<typeof openTemplate> | null = null;
  const merge: ReturnType<typeof openTemplate> = (facts) => {
    render ??= openTemplate({ subject, html }, practice);
    return render(facts);
  };
  return {
    name,
    version,
    contentKind: check.contentKind,
    purpose: template.purpose,
    broken: check.problems.length > 0,
    asksForReview: asksForReview(template),
    render: (db, patientId, event) => merge({ ...patientFacts(db, patientId, practice.today), ...event }),
    sample: () => merge(exampleFacts(check.fields, practice.today)),
  };
}

/** A request for a public review, in the words such requests are made of. */
function asksForReview({ id, name, subject, html }: TemplateView): boolean {
  if (id === 'tm_starter-review') return true;
  return /\b(leave|write|post)( us)? an? (online |public |short )?review\b|\brese(ñ|&ntilde;)a\b/i.test(
    `${name} ${subject} ${html}`,
  );
}

const satisfaction =
  /satisf|rating|\brated\b|review|happy|unhappy|complain|promoter|\bnps\b|stars?\b|quej|content[oa]s?\b|rese(ñ|n)a/i;

/** True where a rule picks people by how content they are, under whatever name the practice keeps that. */
function asksSatisfaction(rule: SegmentRule): boolean {
  switch (rule.is) {
    case 'all':
    case 'any':
      return rule.rules.some(asksSatisfaction);
    case 'not':
      return asksSatisfaction(rule.rule);
    case 'tag':
      return satisfaction.test(rule.tag);
    case 'field':
      return satisfaction.test(rule.name);
    case 'observation':
    case 'measured':
      return satisfaction.test(rule.concept.label);
    default:
      return false;
  }
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (isEngineError(error, 'not-found')) return null;
    throw error;
  }
}
