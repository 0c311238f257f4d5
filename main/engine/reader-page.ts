import { createHash } from 'node:crypto';
import type { ReaderResult, ReaderView } from '../contract/reader.ts';
import { EngineError, isEngineError } from './base/errors.ts';
import type { Journal } from './journal/journal.ts';
import { readerState, readReader } from './journal/reader.ts';
import { readSettings } from './journal/settings.ts';
import { lookRegularly } from './look-regularly.ts';
import { readerPage } from './protection/sealed-letter.ts';
import type { Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { type FetchedPage, fetchPage } from './wire/fetch-page.ts';

/** The reading page on the practice's website: its file, where it stands, and the looks at it. */
export type ReaderPage = {
  readonly view: () => ReaderView;
  /** The file as an export gives it now. */
  readonly file: () => Uint8Array;
  /** Records that this file was saved. */
  readonly noteExported: (file: Uint8Array) => ReaderView;
  /** Throws `bad-request` for anything but a plain https address. */
  readonly setAddress: (typed: string | null) => ReaderView;
  /** Looks once and writes down what was found. Throws `state-changed` without an address or an exported file. */
  readonly check: () => Promise<ReaderView>;
  /** Ends the looks from time to time. */
  readonly stop: () => void;
};

/** The page is half a megabyte; whatever is much larger is another one. */
const largestBytes = 4_000_000;
/** Once a day, the first time a while after the start. */
const lookEveryMs = 24 * 3_600_000;
const firstLookMs = 90_000;

type Parts = Pick<Surroundings, 'pageTemplate' | 'roots' | 'emit' | 'clock'> & {
  readonly store: Store;
  readonly journal: Journal;
};

type Found = FetchedPage | { readonly kind: 'unreachable' | 'different' };

/** Knows the reading page, and looks at it once a day as long as there is one. */
export function createReaderPage({ store, journal, pageTemplate, roots, emit, clock }: Parts): ReaderPage {
  const file = () => {
    const { practice, language } = readSettings(store.read);
    return readerPage(pageTemplate(), practice, language);
  };
  const view = (): ReaderView => {
    const record = readReader(store.read);
    const { address, exported, check: last } = record;
    const outdated = exported !== null && exported.sha256 !== sha256(file());
    return { state: readerState(record, clock.now()), address, exported, check: last, outdated };
  };
  const changed = () => {
    const now = view();
    emit('reader.changed', now);
    // Drafts may leave in another form now.
    emit('threads.changed', { threadIds: [] });
    return now;
  };

  async function check(): Promise<ReaderView> {
    const { address, exported } = readReader(store.read);
    if (address === null || exported === null) throw new EngineError('state-changed');
    const found = await look(address);
    const hash = found.kind === 'page' ? sha256(found.bytes) : null;
    const now = readReader(store.read);
    if (now.address !== address || now.exported?.sha256 !== exported.sha256) throw new EngineError('state-changed');
    const result = resultOf(found, hash === exported.sha256);
    store.write((db) => journal.append(db, 'reader.checked', { address, result, sha256: hash }));
    return changed();
  }

  async function look(address: string): Promise<Found> {
    try {
      return await fetchPage(new URL(address), { roots, largestBytes });
    } catch (error) {
      // Whoever answers there cannot show that it is the practice's website: patients must not type their phrase into that.
      if (isEngineError(error, 'server-certificate')) return { kind: 'different' };
      if (isEngineError(error)) return { kind: 'unreachable' };
      throw error;
    }
  }

  const stop = lookRegularly(clock, { firstMs: firstLookMs, everyMs: lookEveryMs }, async () => {
    const { address, exported } = readReader(store.read);
    if (address !== null && exported !== null) await check();
  });

  return {
    view,
    file,
    noteExported(saved) {
      const hash = sha256(saved);
      // The same file again changes nothing about what was seen on the website.
      if (readReader(store.read).exported?.sha256 !== hash) {
        store.write((db) => journal.append(db, 'reader.exported', { sha256: hash }));
      }
      return changed();
    },
    setAddress(typed) {
      const address = typed === null ? null : plainAddress(typed);
      store.write((db) => journal.append(db, 'reader.address-set', { address }));
      return changed();
    },
    check,
    stop,
  };
}

function resultOf(found: Found, same: boolean): ReaderResult {
  if (found.kind === 'page') return same ? 'same' : 'different';
  return found.kind === 'too-large' ? 'different' : found.kind;
}

/** The address as it will stand in letters. */
function plainAddress(typed: string): string {
  const wrong = new EngineError('bad-request', { field: 'address' });
  const url = URL.parse(typed.trim());
  if (url === null || url.protocol !== 'https:') throw wrong;
  // A link to the page ends in the letter, so nothing may stand where that goes; and no name or password at all.
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.search !== '') throw wrong;
  if (!url.hostname.includes('.') || url.href.length > 300) throw wrong;
  return url.href;
}

/** In hex. */
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
