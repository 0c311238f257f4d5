import type { ContentKind } from '../../contract/fields.ts';
import type { SendPurpose, TemplateContent, TemplateSummary, TemplateView } from '../../contract/templates.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  findTemplateRow,
  listRemovedTemplates,
  listTemplateRows,
  type TemplateRow,
} from '../store/tables/templates.ts';
import { checkTemplate } from './check-template.ts';

/** A text that comes with the program. It counts as saved, at version 0, until somebody changes or removes it. */
export type StarterTemplate = TemplateContent & { readonly id: string };

/** Every template that is not removed, by name. */
export function listTemplates(db: ReadHandle, starters: readonly StarterTemplate[]): TemplateSummary[] {
  const rows = listTemplateRows(db);
  const known = new Set([...rows.map(({ id }) => id), ...listRemovedTemplates(db)]);
  return [
    ...rows.filter(({ removedAt }) => removedAt === null).map(toView),
    ...starters.filter(({ id }) => !known.has(id)).map(toStarter),
  ]
    .map(({ subject: _subject, html: _html, ...summary }) => summary)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** As it stands, or as it stood at a version: those of removed ones stay readable. Throws `not-found`. */
export function getTemplate(
  db: ReadHandle,
  starters: readonly StarterTemplate[],
  templateId: string,
  version: number | null = null,
): TemplateView {
  const row = findTemplateRow(db, templateId, version);
  if (row !== null && (row.removedAt === null || version !== null)) return toView(row);
  const starter = row === null && version === null ? starters.find(({ id }) => id === templateId) : undefined;
  if (starter === undefined || listRemovedTemplates(db).includes(templateId)) throw new EngineError('not-found');
  return toStarter(starter);
}

/**
 * Saves the whole text as a new version. Throws `state-changed` where it is at another version than the one that was changed,
 * `template-broken` where it could not be sent to anybody.
 */
export function saveTemplate(
  db: WriteHandle,
  journal: Journal,
  starters: readonly StarterTemplate[],
  input: { readonly templateId: string | null; readonly version: number; readonly content: TemplateContent },
): { templateId: string; version: number } {
  const before = input.templateId === null ? null : getTemplate(db, starters, input.templateId);
  if ((before?.version ?? 0) !== input.version) throw new EngineError('state-changed');
  const content = { ...input.content, name: input.content.name.trim().normalize('NFC') };
  if (content.name === '') throw new EngineError('bad-request', { field: 'name' });
  if (checkTemplate(content).problems.length > 0) throw new EngineError('template-broken');
  const templateId = input.templateId ?? newId('tm');
  const version = input.version + 1;
  journal.append(db, 'template.saved', { ...content, templateId, version });
  return { templateId, version };
}

/** Takes it off the list; its versions stay. */
export function removeTemplate(
  db: WriteHandle,
  journal: Journal,
  starters: readonly StarterTemplate[],
  templateId: string,
): void {
  const { name } = getTemplate(db, starters, templateId);
  journal.append(db, 'template.removed', { templateId, name });
}

function toView(row: TemplateRow): TemplateView {
  const { id, name, version, subject, html, savedAt, savedBy } = row;
  const purpose = row.purpose as SendPurpose;
  return {
    id,
    name,
    purpose,
    contentKind: row.contentKind as ContentKind,
    starter: false,
    version,
    savedAt,
    savedBy,
    subject,
    html,
  };
}

function toStarter(starter: StarterTemplate): TemplateView {
  return { ...starter, starter: true, version: 0, savedAt: null, savedBy: null };
}
