import type { Projections } from '../projections.ts';

export const listedDomainProjection: Projections = {
  'domain.listed': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO listed_domain (domain, note, listed_by, listed_at) VALUES ($domain, $note, $by, $at)
       ON CONFLICT (domain) DO UPDATE SET note = excluded.note, listed_by = excluded.listed_by,
         listed_at = excluded.listed_at`,
      { domain: body.domain, note: body.note, by: actor, at },
    ),
  'domain.unlisted': (db, { body }) => {
    db.changeAny('DELETE FROM listed_domain WHERE domain = $domain', { domain: body.domain });
  },
};
