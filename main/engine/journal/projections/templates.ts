import type { Projections } from '../projections.ts';

export const templateProjection: Projections = {
  'template.saved': (db, { body, at, actor }) => {
    const { templateId: id, version } = body;
    db.change(
      `INSERT INTO template (id, version, removed_at) VALUES ($id, $version, NULL)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, removed_at = NULL`,
      { id, version },
    );
    db.change(
      `INSERT INTO template_version (template_id, version, name, purpose, content_kind, subject, html, saved_at, saved_by)
       VALUES ($id, $version, $name, $purpose, $contentKind, $subject, $html, $at, $by)`,
      {
        id,
        version,
        name: body.name,
        purpose: body.purpose,
        contentKind: body.contentKind,
        subject: body.subject,
        html: body.html,
        at,
        by: actor,
      },
    );
  },
  'template.removed': (db, { body, at }) =>
    db.change(
      `INSERT INTO template (id, version, removed_at) VALUES ($id, 0, $at)
       ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at`,
      { id: body.templateId, at },
    ),
};
