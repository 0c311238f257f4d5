import type { ListedDomain } from '../../../contract/transport.ts';
import type { ReadHandle } from '../sql.ts';

const columns = 'domain, note, listed_by AS "by", listed_at AS at';

/** Who vouches for a mail domain, and why; null: nobody. */
export function findListedDomain(db: ReadHandle, domain: string): ListedDomain | null {
  return db.find(`SELECT ${columns} FROM listed_domain WHERE domain = $domain`, { domain });
}

/** All of them, by name. */
export function listListedDomains(db: ReadHandle): ListedDomain[] {
  return db.list(`SELECT ${columns} FROM listed_domain ORDER BY domain`);
}
