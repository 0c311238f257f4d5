import fetchHandlers from 'hoodiecrow-imap/lib/commands/handlers/fetch.js';
import type { Connection, FetchHandler, FetchItem, ImapServer } from './hoodiecrow-types.ts';

/*
 * Plug-ins for hoodiecrow-imap that put right what gets in a real client's way. What is left as it is: no CONDSTORE worth
 * using, no news of flags that another connection set, no limit of size, and every mailbox kept in memory as it came.
 */

/**
 * `BODY[]<0.500>` for several messages: hoodiecrow takes the length off the shared question once a message is shorter, and
 * sends all that follow empty. It also parses each message first, which a whole one does not need.
 */
export function mendPartialFetch(server: ImapServer): void {
  const asked = new WeakMap<FetchItem, readonly number[]>();
  const body: FetchHandler = (connection, message, item) => {
    if (item.partial !== undefined && !asked.has(item)) asked.set(item, item.partial);
    delete item.partial;
    const whole =
      item.section?.length === 0
        ? { type: 'LITERAL', value: message.raw }
        : fetchHandlers.BODY(connection, message, item);
    const [start, length] = asked.get(item) ?? [];
    if (start === undefined) return whole;
    // The answer names the start alone (RFC 3501, 7.4.2).
    item.partial = [start];
    return { ...whole, value: whole.value.slice(start, length === undefined ? undefined : start + length) };
  };
  Object.assign(server.fetchHandlers, { BODY: body, 'BODY.PEEK': body });
}

/**
 * IDLE (RFC 2177): hoodiecrow's own goes on sending news in the middle of other answers after DONE, and its half-hour timer
 * outlives the connection and keeps the process from ending.
 */
export function idle(server: ImapServer): void {
  server.registerCapability('IDLE');
  server.setCommandHandler('IDLE', (connection, parsed, data, done) => {
    const answer = (command: 'OK' | 'BAD', value: string) =>
      connection.send({ tag: parsed.tag, command, attributes: [{ type: 'TEXT', value }] }, 'IDLE', parsed, data);
    if (connection.state === 'Not Authenticated') {
      answer('BAD', 'Login first');
      return done();
    }
    connection.directNotifications = true;
    connection.inputHandler = (line) => {
      connection.inputHandler = false;
      connection.directNotifications = false;
      if (line.toUpperCase() === 'DONE') answer('OK', 'IDLE terminated');
      else answer('BAD', 'Expected DONE');
    };
    connection.socket?.write('+ idling\r\n');
    connection.processNotifications();
    return done();
  });
}

/** Hangs up on everybody: hoodiecrow's own close waits until the last client has left. */
export function followConnections(server: ImapServer): { readonly hangUp: () => void } {
  const open = new Set<Connection>();
  server.connectionHandlers.push((connection) => {
    open.add(connection);
    for (const each of open) if (each.socket === null) open.delete(each);
  });
  return {
    hangUp: () => {
      for (const each of open) each.socket?.destroy();
    },
  };
}
