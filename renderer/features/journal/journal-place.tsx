import { BookOpenCheck, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { JournalAbout, JournalRow } from '../../../main/contract/journal.ts';
import { journalText } from '../../text/journal.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { JournalDay } from './journal-day.tsx';
import { JournalFilter } from './journal-filter.tsx';
import './journal-place.css';
import { useJournal } from './use-journal.ts';
import { useVerify } from './use-verify.ts';

/** The journal: every entry as a sentence, and a check of the whole chain. */
export function JournalPlace() {
  const [about, setAbout] = useState<JournalAbout | null>(null);
  const { rows, total, loading, failure, showEarlier, reload } = useJournal(about);
  const verify = useVerify();
  useKeys([{ keys: appKeys.checkJournal, run: verify.run, when: !verify.running }]);
  return (
    <div className="journal-place">
      <PlaceHeader
        title={journalText.title}
        under={total > 0 ? journalText.under(total) : null}
        actions={
          <>
            <JournalFilter about={about} onChoose={setAbout} />
            <Button
              icon={BookOpenCheck}
              keyHint={appKeys.checkJournal}
              aria-keyshortcuts={ariaKeys(appKeys.checkJournal)}
              busy={verify.running}
              onClick={verify.run}
            >
              {journalText.verify}
            </Button>
          </>
        }
      />
      <ScrollArea label={journalText.title} className="journal-place-body">
        <div className="journal-place-notes">
          <FailureBanner failure={failure ?? verify.failure} />
          {verify.result && <VerifyBanner {...verify.result} />}
        </div>
        {loading && rows.length === 0 && <Skeleton lines={8} />}
        {!loading && !failure && rows.length === 0 && (
          <EmptyState
            icon={ScrollText}
            title={about === null ? journalText.emptyTitle : journalText.nothingAbout.title}
          >
            {about === null ? journalText.emptyWords : journalText.nothingAbout.words}
          </EmptyState>
        )}
        {byDay(rows).map(({ day, entries }) => (
          <JournalDay key={day} day={day} entries={entries} onUndone={reload} />
        ))}
        {showEarlier && (
          <div className="journal-place-more">
            <Button onClick={showEarlier}>{journalText.earlier}</Button>
          </div>
        )}
      </ScrollArea>
    </div>
  );
}

function VerifyBanner({ entries, firstBroken }: { readonly entries: number; readonly firstBroken: number | null }) {
  if (firstBroken === null) return <Banner tone="good">{journalText.whole(entries)}</Banner>;
  return (
    <Banner tone="red" announce="alert" title={journalText.brokenTitle}>
      {journalText.broken(firstBroken)}
    </Banner>
  );
}

function byDay(
  rows: readonly JournalRow[],
): readonly { readonly day: string; readonly entries: readonly JournalRow[] }[] {
  const days = new Map<string, JournalRow[]>();
  for (const row of rows) {
    const day = journalText.day(row.at);
    const entries = days.get(day);
    if (entries) entries.push(row);
    else days.set(day, [row]);
  }
  return [...days].map(([day, entries]) => ({ day, entries }));
}
