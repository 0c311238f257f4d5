import type { Projections } from '../projections.ts';

export const certificateProjection: Projections = {
  'certificate.added': (db, { body, at }) =>
    db.change(
      `INSERT INTO certificate (fingerprint, address, bytes, chain_json, capabilities, source, added_at)
       VALUES ($fingerprint, $address, $bytes, $chain_json, $capabilities, $source, $added_at)
       ON CONFLICT (fingerprint, address) DO UPDATE
       SET chain_json = excluded.chain_json, capabilities = excluded.capabilities`,
      {
        fingerprint: body.fingerprint,
        address: body.address,
        bytes: Buffer.from(body.bytes, 'base64'),
        chain_json: JSON.stringify(body.chain),
        capabilities: body.capabilities,
        source: body.source,
        added_at: at,
      },
    ),
  'certificate.compared': (db, { body, at, actor }) => {
    db.changeAny(
      'UPDATE certificate SET compared_at = $at, compared_by = $by WHERE fingerprint = $fingerprint AND address = $address',
      { fingerprint: body.fingerprint, address: body.address, at, by: actor },
    );
  },
  'certificate.removed': (db, { body }) => {
    db.changeAny('DELETE FROM certificate WHERE fingerprint = $fingerprint AND address = $address', {
      fingerprint: body.fingerprint,
      address: body.address,
    });
  },
  'certificate-root.added': (db, { body, at, actor }) =>
    db.changeAny(
      `INSERT INTO certificate_root (fingerprint, bytes, added_at, added_by) VALUES ($fingerprint, $bytes, $at, $by)
       ON CONFLICT (fingerprint) DO NOTHING`,
      { fingerprint: body.fingerprint, bytes: Buffer.from(body.bytes, 'base64'), at, by: actor },
    ),
  'certificate-root.removed': (db, { body }) => {
    db.changeAny('DELETE FROM certificate_root WHERE fingerprint = $fingerprint', { fingerprint: body.fingerprint });
  },
};
