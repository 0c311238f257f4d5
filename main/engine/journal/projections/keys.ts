import type { Projections } from '../projections.ts';

export const keyProjection: Projections = {
  'key.added': (db, { body, at }) => {
    const { fingerprint, address, source } = body;
    const bytes = Buffer.from(body.bytes, 'base64');
    db.changeAny(
      `INSERT INTO public_key (fingerprint, address, bytes, source, added_at)
       VALUES ($fingerprint, $address, $bytes, $source, $addedAt)
       ON CONFLICT (fingerprint, address) DO UPDATE SET source = excluded.source WHERE source = 'gossip'`,
      { fingerprint, address, bytes, source, addedAt: at },
    );
    // One key is the same for everybody it is kept for.
    db.changeAny('UPDATE public_key SET bytes = $bytes WHERE fingerprint = $fingerprint', { fingerprint, bytes });
  },
  'key.compared': (db, { body, at, actor }) => {
    db.changeAny(
      'UPDATE public_key SET compared_at = $at, compared_by = $by WHERE fingerprint = $fingerprint AND address = $address',
      {
        fingerprint: body.fingerprint,
        address: body.address,
        at,
        by: actor,
      },
    );
  },
  'key.removed': (db, { body }) => {
    db.changeAny('DELETE FROM public_key WHERE fingerprint = $fingerprint AND address = $address', {
      fingerprint: body.fingerprint,
      address: body.address,
    });
  },
};
