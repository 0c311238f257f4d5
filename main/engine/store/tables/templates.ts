import type { ReadHandle } from '../sql.ts';

export type TemplateRow = {
  readonly id: string;
  readonly version: number;
  readonly removedAt: number | null;
  readonly name: string;
  readonly purpose: string;
  readonly contentKind: string;
  readonly subject: string;
  readonly html: string;
  readonly savedAt: number;
  readonly savedBy: string;
};

const columns = `template.id, template_version.version, removed_at AS removedAt, name, purpose, content_kind AS contentKind,
  subject, html, saved_at AS savedAt, saved_by AS savedBy`;

/** Every template as it stands, the removed ones too. */
export function listTemplateRows(db: ReadHandle): TemplateRow[] {
  return db.list(
    `SELECT ${columns} FROM template
     JOIN template_version ON template_id = template.id AND template_version.version = template.version`,
  );
}

/** One as it stands, or as it stood at `version`; removed or not. */
export function findTemplateRow(db: ReadHandle, id: string, version: number | null): TemplateRow | null {
  return db.find(
    `SELECT ${columns} FROM template JOIN template_version ON template_id = template.id
     WHERE template.id = $id AND template_version.version = coalesce($version, template.version)`,
    { id, version },
  );
}

/** Newest first. */
export function listTemplateVersions(
  db: ReadHandle,
  id: string,
): { version: number; name: string; savedAt: number; savedBy: string }[] {
  return db.list(
    `SELECT version, name, saved_at AS savedAt, saved_by AS savedBy FROM template_version
     WHERE template_id = $id ORDER BY version DESC`,
    { id },
  );
}

/** Ids of those that are off the list, starters that were never saved among them. */
export function listRemovedTemplates(db: ReadHandle): string[] {
  return db.list<{ id: string }>('SELECT id FROM template WHERE removed_at IS NOT NULL').map(({ id }) => id);
}
