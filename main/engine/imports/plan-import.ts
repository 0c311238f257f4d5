import { createHash } from 'node:crypto';
import type { ImportCounts, ImportMapping, ImportPreview, ImportRefusal } from '../../contract/imports.ts';
import {
  factKinds,
  type ImportPiece,
  type PatientChange,
  type Practitioner,
  packPiece,
} from '../journal/import-change.ts';
import { newRisingId } from '../store/new-id.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { KnownPatient } from '../store/tables/known-patients.ts';
import { changeOf, newPatient } from './compare.ts';
import { exampleOf } from './example.ts';
import type { Incoming } from './incoming.ts';
import { createMatcher } from './match.ts';
import { readCsv } from './read-csv.ts';
import { readFhir } from './read-fhir.ts';

export type PlanJob = {
  readonly importId: string;
  /** The file, as the spool keeps it. */
  readonly file: readonly Uint8Array[];
  readonly mapping: ImportMapping | null;
  readonly now: number;
  /** Today as the practice's calendar has it. */
  readonly today: string;
};

export type ImportPlan = {
  readonly preview: ImportPreview;
  readonly refusals: readonly ImportRefusal[];
  readonly pieces: readonly Uint8Array[];
  readonly sha256: string;
  readonly columns: readonly string[] | null;
};

/** Of each kind, what the preview shows. */
const mostExamples = 50;
/** Rows that one piece writes, about: 20 ms of work at the most. */
const workOfPiece = 400;
/** Facts of one patient in one piece; the rest follows in the next ones. */
const mostFacts = 400;

/** Reads the file, matches it with `db`, and says what it would change; writes nothing. Throws `import-unreadable`. */
export async function planImport(db: ReadHandle, job: PlanJob): Promise<ImportPlan> {
  const file = job.mapping === null ? await readFhir(job.file) : await readCsv(job.file, job.mapping, job.today);
  const refusals = [...file.refusals];
  const counts = { added: 0, changed: 0, unchanged: 0, facts: 0 };
  const preview = { added: [] as ImportPreview['added'], changed: [] as ImportPreview['changed'] };
  const packer = createPacker(file.practitioners);
  const met = new Map<string, number>();
  const match = createMatcher(db);
  const planned: { readonly address: string; readonly change: PatientChange }[] = [];
  for (const incoming of file.people) {
    const known = match(incoming);
    if (known !== null && 'reason' in known) {
      refusals.push(known);
      continue;
    }
    const earlier = known === null ? undefined : met.get(known.id);
    if (earlier !== undefined) {
      refusals.push({ row: incoming.row, reason: 'twice-in-file', field: '', quoted: `${earlier}` });
      continue;
    }
    if (known !== null) met.set(known.id, incoming.row);
    const change = known === null ? newPatient(incoming, '', job.importId) : changeOf(db, incoming, known, job);
    if (change === null) {
      counts.unchanged += 1;
      continue;
    }
    counts[change.isNew === true ? 'added' : 'changed'] += 1;
    counts.facts += factCount(change);
    const examples = preview[change.isNew === true ? 'added' : 'changed'];
    if (examples.length < mostExamples) examples.push(exampleOf(incoming, change, known as KnownPatient | null));
    planned.push({ address: incoming.addresses[0] ?? '', change });
  }
  // By address: what stands together in the one index that is in no order of the file is then written together, and a
  // transaction encrypts few pages.
  planned.sort((left, right) => compareTexts(left.address, right.address));
  // Ids that rise in the order of writing, for the same reason.
  const ids = newRisingId('pt', job.now);
  for (const [at, { change }] of planned.entries())
    packer.add(change.isNew === true ? { ...change, id: `${ids}${at.toString(36).padStart(5, '0')}` } : change);
  refusals.sort((left, right) => left.row - right.row);
  const pieces = packer.finish(refusals);
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const all: ImportCounts = { ...counts, refused: refusals.length };
  return {
    preview: { counts: all, ...preview, refused: refusals.slice(0, mostExamples) },
    refusals,
    pieces,
    sha256: hash.digest('hex'),
    columns: file.columns,
  };
}

/** By code units, as SQLite sorts what is plain ASCII. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function factCount({ facts = {} }: PatientChange): number {
  return factKinds.reduce((sum, kind) => sum + (facts[kind]?.length ?? 0), 0);
}

function createPacker(practitioners: readonly Practitioner[]) {
  const pieces: Uint8Array[] = [];
  let changes: PatientChange[] = [];
  let work = 0;
  function close(rest: Partial<ImportPiece> = {}): void {
    pieces.push(packPiece({ practitioners: [], changes, refusals: [], ...rest }));
    changes = [];
    work = 0;
  }
  if (practitioners.length > 0) close({ practitioners });
  return {
    add(change: PatientChange): void {
      for (const part of splitFacts(change)) {
        changes.push(part);
        work += 3 + factCount(part);
        if (work >= workOfPiece) close();
      }
    },
    finish(refusals: readonly ImportRefusal[]): readonly Uint8Array[] {
      if (changes.length > 0) close();
      for (let at = 0; at < refusals.length; at += workOfPiece)
        close({ refusals: refusals.slice(at, at + workOfPiece) });
      return pieces;
    },
  };
}

/** One patient's facts in several changes where they are many. */
function splitFacts(change: PatientChange): readonly PatientChange[] {
  if (factCount(change) <= mostFacts) return [change];
  const { facts = {}, ...head } = change;
  const parts: PatientChange[] = [head];
  for (const kind of factKinds) {
    const all = facts[kind] ?? [];
    for (let at = 0; at < all.length; at += mostFacts)
      parts.push({
        id: change.id,
        ...(change.isNew === true ? { continues: true as const } : {}),
        facts: { [kind]: all.slice(at, at + mostFacts) },
      });
  }
  return parts;
}

export type ReadFile = {
  readonly people: readonly Incoming[];
  readonly refusals: readonly ImportRefusal[];
  readonly practitioners: readonly Practitioner[];
  /** The names of the columns; null for FHIR. */
  readonly columns: readonly string[] | null;
};
