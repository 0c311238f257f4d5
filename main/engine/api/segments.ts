import type { SegmentChoices } from '../../contract/segments.ts';
import { readSettings } from '../journal/settings.ts';
import { localDay } from '../patients/segments/days.ts';
import { explainSegment } from '../patients/segments/explain-segment.ts';
import { countSegment, listSegment } from '../patients/segments/run-segment.ts';
import { getSegment, listSegments, removeSegment, saveSegment } from '../patients/segments/segments.ts';
import type { Session } from '../session.ts';
import { listChoices } from '../store/tables/segment-facts.ts';
import type { Handlers } from './handlers.ts';
import { starterSegments } from './starters.ts';

export function segmentHandlers({ store, journal, clock, emit }: Session): Handlers<'segments'> {
  const starters = () => starterSegments(readSettings(store.read).language);

  function choices(): SegmentChoices {
    const { concepts, ...names } = listChoices(store.read);
    const of = (kind: string) =>
      concepts.filter((concept) => concept.kind === kind).map(({ code, label }) => ({ code, label }));
    return {
      ...names,
      observations: concepts
        .filter(({ kind }) => kind === 'observation')
        .map(({ code, label, unit }) => ({ code, label, unit })),
      conditions: of('condition'),
      treatments: of('treatment'),
      immunizations: of('immunization'),
    };
  }

  return {
    list: () => listSegments(store.read, starters()),
    get: ({ segmentId }) => getSegment(store.read, starters(), segmentId),
    choices,
    look({ rule, offset, limit }) {
      const now = clock.now();
      return {
        total: countSegment(store.read, rule, now),
        rows: limit === 0 ? [] : listSegment(store.read, rule, now, { limit, offset }),
        today: localDay(now),
      };
    },
    explain: ({ rule, patientId }) => explainSegment(store.read, rule, patientId, clock.now()),
    save(input) {
      const saved = store.write((db) => saveSegment(db, journal, starters(), input));
      emit('segments.changed', {});
      return saved;
    },
    remove({ segmentId }) {
      store.write((db) => removeSegment(db, journal, starters(), segmentId));
      emit('segments.changed', {});
      return {};
    },
  };
}
