import type { Person } from '../../../main/contract/fields.ts';
import type { MessageView } from '../../../main/contract/messages.ts';
import { messagesText } from '../../text/messages.ts';

/** A person as shown: the name, else the address. */
export function nameOf(person: Person): string {
  return person.name.trim() === '' ? person.address : person.name;
}

/** Several, joined by commas. */
export function namesOf(people: readonly Person[]): string {
  return people.map(nameOf).join(', ');
}

/** Who a message is from: "You" for our own. */
export function senderName(message: MessageView): string {
  if (message.direction === 'out') return messagesText.you;
  return namesOf(message.from) || messagesText.noSender;
}
