import type { Projections } from '../projections.ts';

export const addressProjection: Projections = {
  'address.cleared': (db, { body, at }) =>
    db.change(
      `INSERT INTO address_cleared (address, at) VALUES ($address, $at)
       ON CONFLICT (address) DO UPDATE SET at = max(at, excluded.at)`,
      { address: body.address, at },
    ),
};
