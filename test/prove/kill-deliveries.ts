import type { MailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress } from '../support/practice.ts';
import type { OutboxFact } from './kill-inspect.ts';

export type Deliveries = {
  readonly delivered: number;
  /** Message-IDs that arrived, or stand in Sent, more than once; or that arrived although they were taken back. */
  readonly doubled: readonly string[];
  /** Letters that were sent for certain and arrived nowhere. */
  readonly missing: readonly string[];
};

/** Holds what stands in the recipients' mailboxes against the outbox. */
export async function countDeliveries(
  servers: MailServers,
  addresses: readonly string[],
  outbox: readonly OutboxFact[],
): Promise<Deliveries> {
  const arrived = new Map<string, number>();
  for (const address of addresses) {
    for (const header of await messageIds(servers, address, 'INBOX')) {
      arrived.set(header, (arrived.get(header) ?? 0) + 1);
    }
  }
  const copies = new Map<string, number>();
  for (const header of await messageIds(servers, practiceAddress, 'Sent')) {
    copies.set(header, (copies.get(header) ?? 0) + 1);
  }
  const known = new Map(outbox.map((row) => [row.messageIdHeader, row]));
  const doubled = [...arrived]
    .filter(([header, times]) => times > 1 || !known.has(header))
    .map(
      ([header, times]) =>
        `${header} arrived ${times} times${known.has(header) ? '' : ', and is no longer in the outbox'}`,
    );
  for (const [header, times] of copies) if (times > 1) doubled.push(`${header} stands in Sent ${times} times`);
  const missing = outbox
    .filter(({ state, messageIdHeader }) => state === 'sent' && !arrived.has(messageIdHeader))
    .map(({ messageIdHeader }) => `${messageIdHeader} is sent, and arrived nowhere`);
  return { delivered: arrived.size, doubled, missing };
}

async function messageIds(servers: MailServers, address: string, mailbox: string): Promise<string[]> {
  const messages = await servers.readMailbox(address, mailbox);
  return messages.map(({ bytes }) => /^Message-ID:\s*(<[^>]+>)/im.exec(bytes.toString('latin1'))?.[1] ?? '');
}
