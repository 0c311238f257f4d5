import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import { demoPatients } from '../../resources/demo-practice/people/patients.ts';
import { importFile } from '../support/import-file.ts';

type Call = <Name extends MethodName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

const reasons = ['follow-up', 'annual physical', 'blood pressure', 'vaccination'];
/** Appointments are so far ahead that no reminder leaves while somebody looks at the demo. */
const firstDay = 5;

/** A week of appointments from the practice's own program, and one standing letter that reminds of each two days before. */
export async function seedStanding(call: Call, leftOut: readonly string[], now = new Date()): Promise<void> {
  const known = demoPatients.filter(({ name }) => !leftOut.includes(name)).slice(0, 14);
  const lines = known.map(({ recordNumber, name, birthDate }, index) => {
    const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() + firstDay + (index % 4), 9 + (index % 7));
    const two = (number: number) => String(number).padStart(2, '0');
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    const time = `${two(at.getHours())}:${index % 2 === 0 ? '00' : '30'}`;
    return `${recordNumber},${name},${birthDate},${day} ${time},${reasons[index % reasons.length]}`;
  });
  const file = ['MRN,Name,DOB,Next Visit,Next Visit Reason', ...lines, ''].join('\n');
  await importFile({ call }, 'appointments.csv', file);
  const { automationId } = await call('automations.save', {
    automationId: null,
    content: {
      name: 'Appointment reminder',
      trigger: { is: 'visit', when: 'before', amount: 2, unit: 'days' },
      at: '09:00',
      quiet: { from: '20:00', until: '08:00' },
      segmentId: null,
      templateId: 'tm_starter-appointment-reminder',
      purpose: 'treatment',
      sender: 'practice',
    },
  });
  await call('automations.switchOn', { automationId });
}
