import { day, hour, type Letter } from '../letter.ts';
import { type DemoPatient, senderOf } from '../people/patients.ts';
import { doctors, office, signature } from '../practice.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Topic } from './english.ts';
import { type Quoted, writeAs } from './write-as.ts';

const weekdays = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
} as const;
const times = ['8:15', '9:30', '10:45', '1:30', '2:15', '3:45', '4:20'] as const;
const medicines = ['lisinopril', 'metformin', 'atorvastatin', 'levothyroxine', 'amlodipine', 'sertraline'] as const;

const greetings = {
  en: ['Hi,', 'Hello,', 'Good morning,', 'Dear Maria,', 'Hi there,'],
  es: ['Buenos días:', 'Buenas tardes:', 'Hola, María:'],
} as const;

/** Older than this is out of the inbox. */
const archivedAfter = 45 * day;

/** The letters of one conversation, the patient's in INBOX or Archive and the practice's in Sent. */
export function weaveConversation(
  patient: DemoPatient,
  topic: Topic,
  id: string,
  startedMinutesAgo: number,
  random: SeededRandom,
): Letter[] {
  const fill = fillerFor(patient, random);
  const subject = fill(topic.subject);
  const first = patient.name.split(' ')[0] ?? patient.name;
  const letters: Letter[] = [];
  const said: Quoted[] = [];
  let minutesAgo = startedMinutesAgo;
  for (const [index, turn] of topic.turns.entries()) {
    const fromPatient = index % 2 === 0;
    const greeting = fromPatient ? random.pick(greetings[patient.language]) : `${first},`;
    const closing = fromPatient ? first : signature;
    const words = `${greeting}\n\n${fill(turn)}\n\n${closing}`;
    const archived = startedMinutesAgo > archivedAfter;
    letters.push({
      id: `${id}-${index}`,
      kind: fromPatient ? 'conversation' : 'our-answer',
      minutesAgo,
      from: fromPatient ? senderOf(patient) : office,
      to: [fromPatient ? office : senderOf(patient)],
      subject: index === 0 ? subject : `Re: ${subject}`,
      after: letters.map((letter) => letter.id),
      mailbox: fromPatient ? (archived ? 'Archive' : 'INBOX') : 'Sent',
      flags: index + 1 < topic.turns.length && fromPatient ? ['\\Seen', '\\Answered'] : ['\\Seen'],
      ...writeAs(fromPatient ? patient.device : 'practice', words, said.at(-1) ?? null, patient.language),
    });
    said.push({ who: fromPatient ? patient.name : office.name, words, minutesAgo });
    minutesAgo = Math.max(20, minutesAgo - random.between(1 * hour, 20 * hour));
  }
  return letters;
}

function fillerFor(patient: DemoPatient, random: SeededRandom): (text: string) => string {
  const days: readonly string[] = weekdays[patient.language];
  const weekday = random.between(0, days.length - 1);
  const values: Readonly<Record<string, string>> = {
    weekday: days[weekday] ?? '',
    otherday: days[(weekday + random.between(1, 3)) % days.length] ?? '',
    time: random.pick(times),
    doctor: random.pick(doctors),
    medicine: random.pick(medicines),
    amount: `$${random.between(38, 460)}.${random.pick(['00', '50', '75'])}`,
    invoice: `2026-${random.between(1001, 1399)}`,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? name);
}
