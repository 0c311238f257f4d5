import { countViews, listMailboxViews } from '../mailbox/mailbox-views.ts';
import type { Session } from '../session.ts';
import { choiceFacts } from './choice-facts.ts';
import type { Handlers } from './handlers.ts';

export function mailboxHandlers({ store, clock, transport }: Session): Handlers<'mailboxes'> {
  return {
    list: () => listMailboxViews(store.read),
    counts: () => countViews(store.read, choiceFacts(store.read, clock.now(), transport.find), clock.now()),
  };
}
