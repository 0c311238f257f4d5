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

/** Whom one of several parts of a message of ours went to. */
export function partNames({ to, cc }: Pick<MessageView, 'to' | 'cc'>, addresses: readonly string[]): string {
  const everybody = [...to, ...cc];
  return namesOf(
    addresses.map((address) => everybody.find((each) => each.address === address) ?? { name: '', address }),
  );
}

/** Who a message is from: "You" for our own. */
export function senderName(message: MessageView): string {
  if (message.direction === 'out') return messagesText.you;
  return namesOf(message.from) || messagesText.noSender;
}
