/** What a mailbox is for, where the server or its name says so (RFC 6154). */
export type MailboxRole = 'inbox' | 'sent' | 'drafts' | 'archive' | 'junk' | 'trash' | 'all';

export type Listed = {
  readonly path: string;
  readonly specialUse?: string | undefined;
  readonly specialUseSource?: string | undefined;
};

const byUse: Readonly<Record<string, MailboxRole>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Archive': 'archive',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\All': 'all',
};

/** Names that imapflow does not know, lower case. */
const byName: Readonly<Record<string, MailboxRole>> = {
  archive: 'archive',
  archives: 'archive',
  archiv: 'archive',
  archivo: 'archive',
  archivados: 'archive',
  archivio: 'archive',
  archief: 'archive',
  arquivo: 'archive',
  archiwum: 'archive',
  'все письма': 'all',
};

/** The role of each listed mailbox. A role is given once: the server's word beats a name, then the shorter path wins. */
export function assignRoles(listed: readonly Listed[]): ReadonlyMap<string, MailboxRole> {
  const claims = listed.flatMap((mailbox) => {
    const role = roleOf(mailbox);
    const certain = mailbox.specialUseSource === 'extension' || role === 'inbox';
    return role === null ? [] : [{ path: mailbox.path, role, certain }];
  });
  claims.sort((a, b) => Number(b.certain) - Number(a.certain) || a.path.length - b.path.length);
  const given = new Map<MailboxRole, string>();
  for (const { path, role } of claims) if (!given.has(role)) given.set(role, path);
  return new Map([...given].map(([role, path]) => [path, role]));
}

function roleOf(mailbox: Listed): MailboxRole | null {
  if (mailbox.path.toUpperCase() === 'INBOX') return 'inbox';
  const use = mailbox.specialUse === undefined ? null : (byUse[mailbox.specialUse] ?? null);
  if (use !== null) return use;
  const name = mailbox.path.split(/[/.]/).at(-1)?.trim().toLowerCase() ?? '';
  return Object.hasOwn(byName, name) ? (byName[name] ?? null) : null;
}
