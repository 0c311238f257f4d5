import type { AutomationContent } from '../../main/contract/automations.ts';

/** The rule of the demo and of the window's tests, but for its template: two days before each appointment, not at night. */
export const appointmentReminder: Omit<AutomationContent, 'templateId'> = {
  name: 'Appointment reminder',
  trigger: { is: 'visit', when: 'before', amount: 2, unit: 'days' },
  at: '09:00',
  quiet: { from: '20:00', until: '08:00' },
  segmentId: null,
  purpose: 'treatment',
  sender: 'practice',
};
