import type Database from 'better-sqlite3';
import { EngineError } from '../base/errors.ts';
import { translateSqliteError } from './translate-error.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/** Reads rows. Given to queries, which therefore cannot change anything. */
export type ReadHandle = {
  /** All rows. */
  readonly list: <Row>(sql: string, parameters?: SqlParameters) => Row[];
  /** The one row, or null. */
  readonly find: <Row>(sql: string, parameters?: SqlParameters) => Row | null;
  /** The one row; throws `not-found` without one. */
  readonly get: <Row>(sql: string, parameters?: SqlParameters) => Row;
};

/** Reads and changes rows. Exists only inside a transaction. */
export type WriteHandle = ReadHandle & {
  /** Runs one statement that must change exactly `rows` rows (default 1); throws `not-found` otherwise. */
  readonly change: (sql: string, parameters?: SqlParameters, rows?: number) => void;
  /** Runs one statement that may change any number of rows, and tells how many. */
  readonly changeAny: (sql: string, parameters?: SqlParameters) => number;
};

/** The program's own texts are fewer; rules that people build can have any shape, and the oldest text makes way for the newest. */
const mostStatements = 1_000;

/** Prepared statements are kept for the life of the connection. */
export function createHandle(database: Database.Database): WriteHandle {
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    const [oldest = sql] = statements.keys();
    if (statements.size > mostStatements) statements.delete(oldest);
    return statement;
  };
  const guarded = <Result>(call: () => Result): Result => {
    try {
      return call();
    } catch (error) {
      throw translateSqliteError(error);
    }
  };
  const list = <Row>(sql: string, parameters: SqlParameters = {}): Row[] =>
    guarded(() => prepare(sql).all(parameters) as Row[]);
  const find = <Row>(sql: string, parameters: SqlParameters = {}): Row | null =>
    guarded(() => (prepare(sql).get(parameters) as Row | undefined) ?? null);
  const changeAny = (sql: string, parameters: SqlParameters = {}): number =>
    guarded(() => prepare(sql).run(parameters).changes);
  return {
    list,
    find,
    get<Row>(sql: string, parameters: SqlParameters = {}): Row {
      const row = find<Row>(sql, parameters);
      if (row === null) throw new EngineError('not-found');
      return row;
    },
    changeAny,
    change(sql, parameters = {}, rows = 1) {
      if (changeAny(sql, parameters) !== rows) throw new EngineError('not-found');
    },
  };
}
