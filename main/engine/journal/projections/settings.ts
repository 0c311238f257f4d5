import type { WriteHandle } from '../../store/sql.ts';
import type { Projections } from '../projections.ts';

function putSetting(db: WriteHandle, name: string, value: unknown): void {
  db.change(
    `INSERT INTO setting (name, value_json) VALUES ($name, $value)
     ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json`,
    { name, value: JSON.stringify(value) },
  );
}

export const settingProjection: Projections = {
  'settings.changed': (db, { body }) => {
    for (const [name, value] of Object.entries(body)) if (value !== undefined) putSetting(db, name, value);
  },
  'account.saved': (db, { body }) => putSetting(db, 'account', body),
  'reader.exported': (db, { body, at }) => {
    putSetting(db, 'reader-export', { sha256: body.sha256, at });
    // What was seen was another file: the new one has to be put there and looked at first.
    putSetting(db, 'reader-verdict', null);
  },
  'reader.address-set': (db, { body }) => {
    putSetting(db, 'reader-address', body.address);
    putSetting(db, 'reader-check', null);
    putSetting(db, 'reader-verdict', null);
  },
  'reader.checked': (db, { body: { result, sha256 }, at }) => {
    putSetting(db, 'reader-check', { result, sha256, at });
    if (result !== 'unreachable') putSetting(db, 'reader-verdict', { result, at });
  },
};
