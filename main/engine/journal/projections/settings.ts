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
};
