import { KeyRound, Lock, type LucideIcon, Mail, MessageSquareLock, Settings, Signature, UserRound } from 'lucide-react';
import type { JournalRow } from '../../../main/contract/journal.ts';
import { formatClock, formatCount } from '../../text/format.ts';
import { type JournalSubject, journalSentence, journalSubject, journalText, journalWho } from '../../text/journal.ts';
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

/** The entries of one day as a table: time, what happened, who, number. */
export function JournalDay({ day, entries }: { readonly day: string; readonly entries: readonly JournalRow[] }) {
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
          <JournalEntry key={entry.sequence} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function JournalEntry({ entry }: { readonly entry: JournalRow }) {
  const Icon = icons[journalSubject(entry.kind)];
  return (
    <tr className="journal-entry">
      <td className="journal-entry-time">{formatClock(entry.at)}</td>
      <td>
        <div className="journal-entry-what">
          <Icon size={16} aria-hidden />
          <span>{journalSentence(entry)}</span>
        </div>
      </td>
      <td className="journal-entry-who">{journalWho(entry)}</td>
      <td className="journal-entry-number">
        {journalText.number} {formatCount(entry.sequence)}
      </td>
    </tr>
  );
}
