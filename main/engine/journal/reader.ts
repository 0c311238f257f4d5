import type { ReaderResult } from '../../contract/reader.ts';
import type { ReaderState } from '../../contract/sealed-form.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findSetting } from '../store/tables/settings.ts';

type Look = { readonly result: ReaderResult; readonly sha256: string | null; readonly at: number };

/** What is on record about the reader page on the practice's website. */
export type ReaderRecord = {
  readonly address: string | null;
  readonly exported: { readonly sha256: string; readonly at: number } | null;
  readonly check: Look | null;
  /** The last look that found something, or found out that nothing is there. */
  readonly verdict: { readonly result: ReaderResult; readonly at: number } | null;
};

export function readReader(db: ReadHandle): ReaderRecord {
  const setting = <Value>(name: string) => findSetting(db, name) as Value | null;
  return {
    address: setting<string>('reader-address'),
    exported: setting<ReaderRecord['exported']>('reader-export'),
    check: setting<Look>('reader-check'),
    verdict: setting<ReaderRecord['verdict']>('reader-verdict'),
  };
}

/** A page that nobody could look at for so long may be any other by now. */
const goodForMs = 7 * 24 * 3_600_000;

/** Whether links may be sent at `now`: the page at the address was seen to be ours this week, and not to be another since. */
export function readerState({ address, verdict }: ReaderRecord, now: number): ReaderState {
  if (address === null || verdict === null) return 'none';
  if (verdict.result !== 'same') return 'differs';
  return now - verdict.at < goodForMs ? 'ready' : 'none';
}
