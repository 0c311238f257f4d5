import type Database from 'better-sqlite3';
import { EngineError } from '../base/errors.ts';
import { first } from './migrations/0001-first.ts';
import { patientFacts } from './migrations/0002-patient-facts.ts';
import { campaigns } from './migrations/0003-campaigns.ts';
import { campaignRuns } from './migrations/0004-campaign-runs.ts';
import { returnedMail } from './migrations/0005-returned-mail.ts';
import { automations } from './migrations/0006-automations.ts';
import { documents } from './migrations/0007-documents.ts';

/** Numbered by position, frozen once released, forward only. A migration imports nothing that lives. */
const migrations: readonly string[] = [
  first,
  patientFacts,
  campaigns,
  campaignRuns,
  returnedMail,
  automations,
  documents,
];

/** Brings the schema to this program's version, each step in one transaction; refuses a database of a newer program. */
export function migrate(database: Database.Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new EngineError('vault-from-future', { version, known: migrations.length });
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database
      .transaction(() => {
        database.exec(sql);
        database.pragma(`user_version=${index + 1}`);
      })
      .immediate();
  }
}
