import type { Person } from '../../contract/fields.ts';
import { derivedId } from '../store/new-id.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listThreadMessages } from '../store/tables/message.ts';
import { listThreadsOfReference } from '../store/tables/message-reference.ts';
import { listPatientRowsByAddress } from '../store/tables/patients.ts';
import { findThread, findThreadBySubject, type ThreadRecord } from '../store/tables/thread.ts';
import { findThreadParty } from '../store/tables/thread-choices.ts';
import type { ReadMessage } from './read-result.ts';

/** A patient's mail without References belongs to a thread of the same subject for so long, in ms. */
const subjectSpan = 90 * 24 * 60 * 60_000;

export type ThreadQuestion = {
  readonly message: Pick<ReadMessage, 'messageIdHeader' | 'references' | 'from' | 'to' | 'cc' | 'baseSubject'>;
  readonly direction: 'in' | 'out';
  readonly at: number;
  /** Of the source, hex. */
  readonly hash: string;
  readonly isOurAddress: (address: string) => boolean;
};

/**
 * The thread a message belongs to, perhaps a new one: by References, then by patient and subject. A thread with a patient
 * takes in only mail from its own people: whoever learns a Message-ID must not get into a thread whose mode and consent
 * were chosen for somebody else. Threads that a late message shows to be one stay two.
 */
export function chooseThread(db: ReadHandle, question: ThreadQuestion): string {
  const { message } = question;
  const own = message.messageIdHeader === null ? [] : [message.messageIdHeader];
  for (const header of [...own, ...[...message.references].reverse()]) {
    for (const threadId of listThreadsOfReference(db, header)) {
      if (mayJoin(db, threadId, question)) return threadId;
    }
  }
  return findBySubject(db, question)?.id ?? newThreadId(db, question);
}

function mayJoin(db: ReadHandle, threadId: string, { message, direction, isOurAddress }: ThreadQuestion): boolean {
  if (direction === 'out') return true;
  const thread = findThread(db, threadId);
  if (thread === null || thread.messageCount === 0) return true;
  const party = findThreadParty(db, threadId);
  const withPatient =
    party === null ? listPatientRowsByAddress(db, thread.correspondentAddress).length > 0 : party.party === 'patient';
  if (!withPatient) return true;
  const senders = message.from.map((person) => person.address);
  // What we wrote is known from Sent; what comes in under our name may be anybody's.
  if (senders.some(isOurAddress)) return false;
  const ofPatient = senders.flatMap((address) => listPatientRowsByAddress(db, address));
  if (party !== null && ofPatient.some((patient) => patient.id === party.patientId)) return true;
  const people = peopleOfThread(db, threadId);
  return senders.length > 0 && senders.every((address) => people.has(address));
}

function peopleOfThread(db: ReadHandle, threadId: string): ReadonlySet<string> {
  // Who writes a report is a server, and none of the people of the thread it is filed in.
  const people = listThreadMessages(db, threadId).flatMap((row) =>
    [row.automatic === 1 ? '[]' : row.fromJson, row.toJson, row.ccJson].flatMap((json) => JSON.parse(json) as Person[]),
  );
  return new Set(people.map((person) => person.address));
}

function findBySubject(db: ReadHandle, { message, direction, at }: ThreadQuestion): ThreadRecord | null {
  const others = direction === 'in' ? message.from : message.to;
  const [other] = others;
  if (other === undefined || others.length > 1 || message.baseSubject === '') return null;
  const patients = listPatientRowsByAddress(db, other.address);
  const [patient] = patients;
  // An address of several patients does not tell about whom a new message is.
  if (patient === undefined || patients.length > 1) return null;
  for (const address of JSON.parse(patient.addressesJson) as string[]) {
    const thread = findThreadBySubject(db, address, message.baseSubject, at, subjectSpan);
    const party = thread && findThreadParty(db, thread.id);
    const isOfPatient = party === null || (party.party === 'patient' && party.patientId === patient.id);
    if (thread !== null && isOfPatient) return thread;
  }
  return null;
}

/** From the first message's ID, so that other computers of the practice come to the same thread. */
function newThreadId(db: ReadHandle, { message, hash }: ThreadQuestion): string {
  const root = message.references[0] ?? message.messageIdHeader;
  const candidates = [root, message.messageIdHeader].filter((header) => header !== null);
  const free = candidates.map((header) => derivedId('th', header)).find((id) => findThread(db, id) === null);
  return free ?? derivedId('th', `${message.messageIdHeader ?? ''}\n${hash}`);
}
