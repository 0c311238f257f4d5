import type { MergedMessage, TemplateContent } from '../../../main/contract/templates.ts';
import { type MergeFacts, type PracticeFacts, renderTemplate } from '../../../main/engine/campaigns/render-template.ts';

export const practice: PracticeFacts = {
  name: 'Elm Street Clinic',
  postalAddress: '1 Elm Street\nSpringfield, IL 62701',
  telephone: '555 0137',
  language: 'en',
  today: '2026-11-24',
};

export const ana: MergeFacts = {
  first_name: 'Ana',
  last_name: 'Ruiz',
  full_name: 'Ana Ruiz',
  birth_date: '1971-03-14',
  age: 55,
  record_number: '20418',
  telephone: '555 0142',
  address: 'ana@mail.example',
  doctor: 'Dr. Jones',
  last_visit: '2026-02-03T09:15',
  last_visit_reason: 'Annual physical',
  next_visit: '2026-12-03T14:30',
  next_visit_reason: 'Follow-up',
  conditions: 'Hypertension',
  treatments: 'Lisinopril 10 mg',
  result_a1c: '6.8 %',
  result_date_a1c: '2026-02-03',
  custom_insurer: 'Aetna',
};

export function render(
  template: Partial<Pick<TemplateContent, 'subject' | 'html'>>,
  facts: MergeFacts = {},
  of: PracticeFacts = practice,
): MergedMessage {
  return renderTemplate({ subject: 'Hello', html: '<div>Text</div>', ...template }, { ...ana, ...facts }, of);
}

export const heldFor = (code: string, field: string | null) => ({ outcome: 'held', reasons: [{ code, field }] });
