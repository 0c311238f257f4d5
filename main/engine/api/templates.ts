import { checkTemplate } from '../campaigns/check-template.ts';
import { exampleFacts, patientFacts, practiceFacts, practiceMergeFields } from '../campaigns/patient-facts.ts';
import { renderTemplate } from '../campaigns/render-template.ts';
import { getTemplate, listTemplates, removeTemplate, saveTemplate } from '../campaigns/templates.ts';
import { readSettings } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import { listTemplateVersions } from '../store/tables/templates.ts';
import type { Handlers } from './handlers.ts';
import { starterTemplates } from './starters.ts';

export function templateHandlers({ store, journal, clock, emit }: Session): Handlers<'templates'> {
  const starters = () => starterTemplates(readSettings(store.read).language);
  return {
    list: () => listTemplates(store.read, starters()),
    get: ({ templateId, version }) => getTemplate(store.read, starters(), templateId, version),
    versions: ({ templateId }) => listTemplateVersions(store.read, templateId),
    fields: () => practiceMergeFields(store.read),
    check: (template) => checkTemplate(template),
    preview({ patientId, ...template }) {
      const practice = practiceFacts(readSettings(store.read), clock.now());
      const facts =
        patientId === null
          ? exampleFacts(checkTemplate(template).fields, practice.today)
          : patientFacts(store.read, patientId, practice.today);
      return renderTemplate(template, facts, practice);
    },
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
