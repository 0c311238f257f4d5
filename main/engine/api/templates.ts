import { checkTemplate } from '../campaigns/check-template.ts';
import { practiceMergeFields } from '../campaigns/patient-facts.ts';
import { getTemplate, listTemplates, removeTemplate, saveTemplate } from '../campaigns/templates.ts';
import { readSettings } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import { listTemplateVersions } from '../store/tables/templates.ts';
import type { Handlers } from './handlers.ts';
import { starterTemplates } from './starters.ts';

export function templateHandlers({ store, journal, emit }: Session): Handlers<'templates'> {
  const starters = () => starterTemplates(readSettings(store.read).language);
  return {
    list: () => listTemplates(store.read, starters()),
    get: ({ templateId, version }) => getTemplate(store.read, starters(), templateId, version),
    versions: ({ templateId }) => listTemplateVersions(store.read, templateId),
    fields: () => practiceMergeFields(store.read),
    check: (template) => checkTemplate(template),
    save(input) {
      const saved = store.write((db) => saveTemplate(db, journal, starters(), input));
      emit('templates.changed', {});
      return saved;
    },
    remove({ templateId }) {
      store.write((db) => removeTemplate(db, journal, starters(), templateId));
      emit('templates.changed', {});
      return {};
    },
  };
}
