import type { Projections } from '../projections.ts';

export const segmentProjection: Projections = {
  'segment.saved': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO segment (id, version, name, rule_json, saved_at, saved_by, removed_at)
       VALUES ($id, $version, $name, $rule, $at, $by, NULL)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, rule_json = excluded.rule_json,
         saved_at = excluded.saved_at, saved_by = excluded.saved_by, removed_at = NULL`,
      {
        id: body.segmentId,
        version: body.version,
        name: body.name,
        rule: JSON.stringify(body.rule),
        at,
        by: actor,
      },
    ),
  'segment.removed': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO segment (id, version, name, rule_json, saved_at, saved_by, removed_at)
       VALUES ($id, 0, $name, 'null', $at, $by, $at) ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at`,
      { id: body.segmentId, name: body.name, at, by: actor },
    ),
};
