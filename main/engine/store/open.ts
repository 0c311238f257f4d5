import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EngineError } from '../base/errors.ts';
import type { Secret } from '../base/secret.ts';
import { createLogKeeper, type LogKeeper } from './log-keeper.ts';
import { migrate } from './migrate.ts';
import { createHandle, type ReadHandle, type WriteHandle } from './sql.ts';
import { translateSqliteError } from './translate-error.ts';
import { createTogether } from './write-together.ts';

/** The open, encrypted database. */
export type Store = {
  readonly path: string;
  readonly read: ReadHandle;
  /** Runs `work` in one transaction: all of it is on the disk when this returns, or none of it. */
  readonly write: <Result>(work: (db: WriteHandle) => Result) => Result;
  /**
   * The same, but not yet on the disk when it returns: a power cut may undo it, though never tear it, and a killed process
   * loses nothing. The next `write` makes it certain. For what can be fetched again, and for bytes written ahead.
   */
  readonly writeUnsynced: <Result>(work: (db: WriteHandle) => Result) => Result;
  /**
   * The same as `write`, in one transaction with what others ask for in the same moment: on the disk when it resolves. Work
   * that throws undoes itself alone.
   */
  readonly writeTogether: <Result>(work: (db: WriteHandle) => Result) => Promise<Result>;
  /** Before a transaction of a long run: lets others in. */
  readonly turn: LogKeeper['turn'];
  /** Moves what the write-ahead log holds into the database. Blocks its thread: call it in a worker. */
  readonly emptyLog: () => void;
  readonly logKeeper: Pick<LogKeeper, 'begin' | 'stop'>;
  /** A whole, consistent, equally encrypted copy in a new file. Blocks its thread: call it in a worker. */
  readonly copyInto: (path: string) => void;
  /** Reads every page; throws `vault-damaged`. About 5 s a GB: call it in a worker. */
  readonly checkIntegrity: () => void;
  readonly close: () => void;
};

/** Pages in the write-ahead log at which a connection empties it by itself, in the middle of its work: a last resort. */
const mostLogPages = 16_384;
/** What the log's file keeps of its length when it starts anew, in bytes. */
const keptLog = 4 * 1024 * 1024;

const plainSqliteMagic = 'SQLite format 3\0';

/**
 * Every setting of the database, in one place. Order matters: the cipher and key come before the first read.
 * `sqlcipher` is AES-256-CBC with HMAC-SHA512 a page (SP 800-111); `temp_store` keeps sort spills out of clear files,
 * because the library is built with TEMP_STORE=1; `synchronous=FULL` makes a committed row survive a power cut.
 */
function configure(database: Database.Database, key: Secret<Uint8Array>): void {
  database.pragma("cipher='sqlcipher'");
  database.pragma(`key="x'${Buffer.from(key.reveal()).toString('hex')}'"`);
  database.pragma('temp_store=MEMORY');
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=FULL');
  database.pragma(`wal_autocheckpoint=${mostLogPages}`);
  database.pragma(`journal_size_limit=${keptLog}`);
  database.pragma('foreign_keys=ON');
  database.pragma('trusted_schema=OFF');
  database.pragma('secure_delete=ON');
  database.pragma('busy_timeout=2000');
  database.pragma('cache_size=-65536');
}

function firstBytes(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(plainSqliteMagic.length);
    readSync(file, head, 0, head.length, 0);
    return head.toString('latin1');
  } finally {
    closeSync(file);
  }
}

/** A file that opens without a key is a plain database: SQLite makes one silently when a key is not applied. */
function assertEncrypted(path: string): void {
  if (firstBytes(path) === plainSqliteMagic) throw new EngineError('vault-damaged', { reason: 'not-encrypted' });
  const keyless = new Database(path, { readonly: true });
  try {
    keyless.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch {
    return;
  } finally {
    keyless.close();
  }
  throw new EngineError('vault-damaged', { reason: 'not-encrypted' });
}

/**
 * Opens the database at `path` with a raw 256-bit key and brings its schema up to date.
 * Throws `vault-key-missing` (wrong key), `vault-damaged`, `vault-from-future`, `vault-in-use`, `disk-full`.
 */
export function openStore(path: string, key: Secret<Uint8Array>, mode: 'create' | 'existing'): Store {
  if (mode === 'existing' && !existsSync(path)) throw new EngineError('vault-damaged', { reason: 'file-missing' });
  if (mode === 'create' && existsSync(path)) throw new EngineError('vault-exists');
  let database: Database.Database | undefined;
  try {
    if (mode === 'existing' && firstBytes(path) === plainSqliteMagic) {
      throw new EngineError('vault-damaged', { reason: 'not-encrypted' });
    }
    database = new Database(path, { fileMustExist: mode === 'existing' });
    configure(database, key);
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    migrate(database);
    if (mode === 'create') {
      database.pragma('wal_checkpoint(TRUNCATE)');
      assertEncrypted(path);
    }
  } catch (error) {
    database?.close();
    throw translateSqliteError(error);
  }
  return createStore(path, database);
}

function createStore(path: string, database: Database.Database): Store {
  const handle = createHandle(database);
  const logKeeper = createLogKeeper(path);
  const write: Store['write'] = (work) => {
    try {
      return database.transaction(() => work(handle)).immediate();
    } catch (error) {
      throw translateSqliteError(error);
    } finally {
      logKeeper.look();
    }
  };
  return {
    path,
    read: { list: handle.list, find: handle.find, get: handle.get },
    write,
    writeUnsynced(work) {
      database.pragma('synchronous=NORMAL');
      try {
        return write(work);
      } finally {
        database.pragma('synchronous=FULL');
      }
    },
    writeTogether: createTogether({
      whole: (work) => write(() => work()),
      // Inside a transaction this is a savepoint.
      part: (work) => database.transaction(() => work(handle))(),
      isWhole: () => database.inTransaction,
    }),
    turn: logKeeper.turn,
    emptyLog() {
      try {
        // Others go on writing meanwhile: each pass is shorter than the one before.
        for (let pass = 0; pass < 3; pass += 1) database.pragma('wal_checkpoint(PASSIVE)');
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
    logKeeper,
    copyInto(target) {
      try {
        database.prepare('VACUUM INTO ?').run(target);
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
    checkIntegrity() {
      try {
        const rows = database.pragma('quick_check(1)') as { quick_check: string }[];
        if (rows[0]?.quick_check !== 'ok') throw new EngineError('vault-damaged', { reason: 'quick-check' });
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
    close() {
      database.close();
    },
  };
}
