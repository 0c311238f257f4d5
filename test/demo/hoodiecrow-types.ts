/* The parts of hoodiecrow-imap that the demo's mail server uses; the package has no types of its own. */

import type { Server } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** Messages are "binary strings": one character a byte. */
export type StoredMessage = { uid: number; flags: string[]; raw: string };
export type Mailbox = { readonly messages: StoredMessage[] };

export type Connection = {
  readonly socket: { readonly destroyed: boolean; write(text: string): void; destroy(): void } | null;
  readonly state: string;
  directNotifications: boolean;
  inputHandler: ((line: string) => void) | false;
  send(response: object, description: string, parsed: Command, data: string): void;
  processNotifications(): void;
};
export type Command = { readonly tag: string };
/** One thing asked for by FETCH, such as `BODY[]<0.500>`, whose numbers are `partial`. */
export type FetchItem = { readonly section?: readonly unknown[]; partial?: number[] };
export type FetchHandler = (
  connection: Connection,
  message: StoredMessage,
  item: FetchItem,
) => { readonly type: string; readonly value: string };

export type ImapServer = {
  readonly server: Server;
  readonly connectionHandlers: ((connection: Connection) => void)[];
  readonly fetchHandlers: Record<string, FetchHandler>;
  getMailbox(path: string): Mailbox | undefined;
  appendMessage(path: string, flags: readonly string[], date: Date, raw: string): { readonly message: StoredMessage };
  registerCapability(name: string): void;
  setCommandHandler(
    command: string,
    handler: (connection: Connection, parsed: Command, data: string, done: () => void) => void,
  ): void;
  listen(port: number, host: string, listening: () => void): void;
};

export type CreateServer = (options: {
  readonly plugins: readonly (string | ((server: ImapServer) => void))[];
  readonly secureConnection: boolean;
  readonly credentials: TlsOptions;
  readonly users: Readonly<Record<string, { readonly password: string }>>;
  readonly storage: Readonly<Record<string, unknown>>;
}) => ImapServer;
