import type { OnSend } from '../../../main/contract/automations.ts';

/** Which letter a command is about: one rule, one event, one patient. */
export function onSend({ automationId, eventKey, patientId }: OnSend): OnSend {
  return { automationId, eventKey, patientId };
}

/** The same as one word, for a list. */
export function sendKey({ automationId, eventKey, patientId }: OnSend): string {
  return `${automationId} ${eventKey} ${patientId}`;
}
