import { KeyRound, Lock, type LucideIcon, Mail, MessageSquareLock, Settings, Signature, UserRound } from 'lucide-react';
import type { JournalRow } from '../../../main/contract/journal.ts';
import { formatClock, formatCount } from '../../text/format.ts';
import { type JournalSubject, journalSentence, journalSubject, journalText, journalWho } from '../../text/journal.ts';
import { UndoImportEntry } from '../imports/undo-import-entry.tsx';
import './journal-day.css';

const icons: Readonly<Record<JournalSubject, LucideIcon>> = {
  lock: Lock,
  person: UserRound,
  key: KeyRound,
  mail: Mail,
  choice: MessageSquareLock,
  consent: Signature,
  setting: Settings,
};

type JournalDayProps = {
  readonly day: string;
  readonly entries: readonly JournalRow[];
  /** Something was taken back from here: there is a newer entry. */
  readonly onUndone: () => void;
};

/** The entries of one day as a table: time, what happened and the way back, who, number. */
export function JournalDay({ day, entries, onUndone }: JournalDayProps) {
  return (
    <table className="journal-day">
      <caption className="journal-day-title">{day}</caption>
      <colgroup>
        <col className="journal-day-time" />
        <col />
        <col className="journal-day-who" />
        <col className="journal-day-number" />
      </colgroup>
      <thead className="hidden-words">
        <tr>
          <th scope="col">{journalText.time}</th>
          <th scope="col">{journalText.what}</th>
          <th scope="col">{journalText.who}</th>
          <th scope="col">{journalText.number}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <JournalEntry key={entry.sequence} entry={entry} onUndone={onUndone} />
        ))}
      </tbody>
    </table>
  );
}

function JournalEntry({ entry, onUndone }: { readonly entry: JournalRow; readonly onUndone: () => void }) {
  const { importId, fileName, undone } = entry.facts;
  const Icon = icons[journalSubject(entry.kind)];
  return (
    <tr className="journal-entry">
      <td className="journal-entry-time">{formatClock(entry.at)}</td>
      <td>
        <div className="journal-entry-what">
          <Icon size={16} aria-hidden />
          <span>{journalSentence(entry)}</span>
          {entry.kind === 'patients.imported' && typeof importId === 'string' && undone === false && (
            <UndoImportEntry importId={importId} fileName={String(fileName)} onUndone={onUndone} />
          )}
        </div>
      </td>
      <td className="journal-entry-who">{journalWho(entry)}</td>
      <td className="journal-entry-number">
        {journalText.number} {formatCount(entry.sequence)}
      </td>
    </tr>
  );
}
