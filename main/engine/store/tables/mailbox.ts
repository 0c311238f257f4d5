import type { MailboxRole } from '../../../contract/mailboxes.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';

export type MailboxRow = {
  readonly id: string;
  /** The server's path. */
  readonly path: string;
  readonly name: string;
  readonly role: MailboxRole | null;
  /** 0 before the first look into it. */
  readonly uidValidity: number;
  /** Decimal; null where the server keeps no modification sequences, or nothing was compared yet. */
  readonly highestModseq: string | null;
  /** 1 once every message that was there has been fetched. */
  readonly complete: number;
};

const columns = `id, path, name, role, uid_validity AS uidValidity, highest_modseq AS highestModseq, complete`;

export function listMailboxes(db: ReadHandle): MailboxRow[] {
  return db.list(`SELECT ${columns} FROM mailbox ORDER BY path`);
}

export function findMailbox(db: ReadHandle, id: string): MailboxRow | null {
  return db.find(`SELECT ${columns} FROM mailbox WHERE id = $id`, { id });
}

export function findMailboxByPath(db: ReadHandle, path: string): MailboxRow | null {
  return db.find(`SELECT ${columns} FROM mailbox WHERE path = $path`, { path });
}

export function findMailboxByRole(db: ReadHandle, role: MailboxRole): MailboxRow | null {
  return db.find(`SELECT ${columns} FROM mailbox WHERE role = $role`, { role });
}

export function insertMailbox(db: WriteHandle, row: Pick<MailboxRow, 'id' | 'path' | 'name' | 'role'>): void {
  db.change(
    `INSERT INTO mailbox (id, path, name, role, uid_validity, highest_modseq, complete)
     VALUES ($id, $path, $name, $role, 0, NULL, 0)`,
    { id: row.id, path: row.path, name: row.name, role: row.role },
  );
}

export function setMailboxRole(db: WriteHandle, id: string, role: MailboxRole | null): void {
  db.change('UPDATE mailbox SET role = $role WHERE id = $id', { id, role });
}

/** The UIDs start anew: nothing has been compared under this UIDVALIDITY. */
export function setUidValidity(db: WriteHandle, id: string, uidValidity: number): void {
  db.change('UPDATE mailbox SET uid_validity = $uidValidity, highest_modseq = NULL, complete = 0 WHERE id = $id', {
    id,
    uidValidity,
  });
}

/** Everything up to this modification sequence has been compared. */
export function setMailboxCompared(db: WriteHandle, id: string, highestModseq: string | null, complete: boolean): void {
  db.change('UPDATE mailbox SET highest_modseq = $highestModseq, complete = $complete WHERE id = $id', {
    id,
    highestModseq,
    complete: complete ? 1 : 0,
  });
}

export function deleteMailbox(db: WriteHandle, id: string): void {
  db.change('DELETE FROM mailbox WHERE id = $id', { id });
}
