import { EngineError, isEngineError } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import type { ImapConnection } from '../wire/imap-types.ts';
import { findTarget, obtainTarget } from './role-mailbox.ts';

/** The server's "Sent", for whoever sends. All calls throw `offline` while there is no line. */
export type SentFolder = {
  /** Files a finished copy, read, dated `at` (ms). */
  readonly append: (bytes: Uint8Array, at: number) => Promise<void>;
  /**
   * True when a message with this Message-ID (with angle brackets) stands there: the server filed it, or we did. Null where
   * there is no such mailbox to look into: that proves nothing.
   */
  readonly has: (messageIdHeader: string) => Promise<boolean | null>;
};

export function createSentFolder(store: Store, findLine: () => ImapConnection | null, onFiled: () => void): SentFolder {
  const line = (): ImapConnection => {
    const connection = findLine();
    if (connection === null) throw new EngineError('offline', { reason: 'no-line' });
    return connection;
  };
  return {
    async append(bytes, at) {
      const connection = line();
      const sent = findTarget(store.read, 'sent') ?? store.write((db) => obtainTarget(db, 'sent'));
      if (sent.uidValidity === 0) await connection.createMailbox(sent.path);
      await connection.append(sent.path, bytes, ['\\Seen'], new Date(at));
      onFiled();
    },
    async has(messageIdHeader) {
      const connection = line();
      const sent = findTarget(store.read, 'sent');
      if (sent === null) return null;
      try {
        return (await connection.searchMessageId(sent.path, messageIdHeader)).length > 0;
      } catch (error) {
        // Only thought of here, and not yet created there.
        if (isEngineError(error, 'not-found') && sent.uidValidity === 0) return null;
        throw error;
      }
    },
  };
}
