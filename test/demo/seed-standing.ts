import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import { localZone, wallTimeAt } from '../../main/engine/campaigns/automations/wall-time.ts';
import { demoPatients } from '../../resources/demo-practice/people/patients.ts';
import { appointmentReminder } from '../support/appointment-reminder.ts';
import { importFile } from '../support/import-file.ts';

type Call = <Name extends MethodName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

const reasons = ['follow-up', 'annual physical', 'blood pressure', 'vaccination'];
/** Appointments are so far ahead that no reminder leaves while somebody looks at the demo. */
const firstDay = 5;

/** A week of appointments from the practice's own program, and one standing letter that reminds of each two days before. */
export async function seedStanding(call: Call, leftOut: readonly string[], now = new Date()): Promise<void> {
  const known = demoPatients.filter(({ name }) => !leftOut.includes(name)).slice(0, 14);
  const lines = known.map(({ recordNumber, name, birthDate }, index) => {
    const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate() + firstDay + (index % 4)];
    const at = new Date(year, month, date, 9 + (index % 7), index % 2 === 0 ? 0 : 30);
    const { day, time } = wallTimeAt(at.getTime(), localZone());
    return `${recordNumber},${name},${birthDate},${day} ${time},${reasons[index % reasons.length]}`;
  });
  const file = ['MRN,Name,DOB,Next Visit,Next Visit Reason', ...lines, ''].join('\n');
  await importFile({ call }, 'appointments.csv', file);
  const { automationId } = await call('automations.save', {
    automationId: null,
    content: { ...appointmentReminder, templateId: 'tm_starter-appointment-reminder' },
  });
  await call('automations.switchOn', { automationId });
}
