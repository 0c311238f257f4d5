import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Remembers that these source bytes (their SHA-256) are this message. */
export function insertMessageHash(db: WriteHandle, hash: Uint8Array, messageId: string, alias: boolean): void {
  db.changeAny('INSERT OR IGNORE INTO message_hash (hash, message_id, alias) VALUES ($hash, $messageId, $alias)', {
    hash,
    messageId,
    alias: alias ? 1 : 0,
  });
}

/**
 * The message with exactly these source bytes. Aliases count only where `withAliases` says so: somebody who knows our
 * Message-ID must not be able to have their mail taken for ours.
 */
export function findMessageByHash(
  db: ReadHandle,
  hash: Uint8Array,
  withAliases: boolean,
): { readonly messageId: string } | null {
  return db.find(
    `SELECT message_id AS messageId FROM message_hash WHERE hash = $hash AND alias <= $withAliases
     ORDER BY alias LIMIT 1`,
    { hash, withAliases: withAliases ? 1 : 0 },
  );
}
