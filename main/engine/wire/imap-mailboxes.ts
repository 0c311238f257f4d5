import type { ImapFlow } from 'imapflow';
import type { ImapSession } from './imap-session.ts';
import type { ImapConnection } from './imap-types.ts';
import { assignRoles } from './mailbox-role.ts';

type Mailboxes = Pick<ImapConnection, 'listMailboxes' | 'select' | 'createMailbox' | 'append' | 'searchMessageId'>;

/** The calls of a connection that name a mailbox by its path. */
export function createImapMailboxes(client: ImapFlow, session: ImapSession): Mailboxes {
  return {
    listMailboxes: () =>
      session.exclusive(async () => {
        const listed = await client.list();
        const roles = assignRoles(listed);
        return listed.map((mailbox) => ({
          path: mailbox.path,
          delimiter: mailbox.delimiter,
          role: roles.get(mailbox.path) ?? null,
          subscribed: mailbox.subscribed,
          selectable: !mailbox.flags.has('\\Noselect') && !mailbox.flags.has('\\NonExistent'),
        }));
      }),
    select: (path) => session.choose(path),
    createMailbox: (path) =>
      session.exclusive(async () => {
        await client.mailboxCreate(path);
        await client.mailboxSubscribe(path);
      }),
    append: (path, bytes, flags, date) =>
      session.exclusive(async () => {
        const stored = await client.append(path, bytes, [...flags], date);
        if (!stored) throw session.refused('APPEND');
        return stored.uid ?? null;
      }),
    searchMessageId: (path, messageIdHeader) =>
      session.elsewhere(path, async () => {
        const found = await client.search({ header: { 'message-id': messageIdHeader } }, { uid: true });
        if (!found) throw session.refused('SEARCH');
        return found;
      }),
  };
}
