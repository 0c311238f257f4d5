import { Mail, Search, UserRound } from 'lucide-react';
import type { PatientSummary } from '../../../main/contract/patients.ts';
import type { ThreadRow } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import type { Place } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useSettled } from '../../engine/use-settled.ts';
import { formatDay, formatShort } from '../../text/format.ts';
import { rowSubject } from '../../text/messages.ts';
import { paletteText } from '../../text/palette.ts';
import { labelMatches, type PaletteEntry, type PaletteGroup } from './palette-entry.ts';

const patientLimit = 5;
const mailLimit = 8;

export type PaletteFound = { readonly groups: readonly PaletteGroup[]; readonly searching: boolean };

/** What the palette shows for a text: actions at once, patients and mail as soon as the engine answers. */
export function usePaletteEntries(text: string, actions: readonly PaletteEntry[]): PaletteFound {
  const { go } = useNavigation();
  const asked = useSettled(text.trim());
  const search = asked === '' ? null : asked;
  const patients = useQuery(
    'patients.list',
    search === null ? null : { text: search, offset: 0, limit: patientLimit },
    { keepPrevious: true },
  );
  const mail = useQuery(
    'threads.list',
    search === null ? null : { view: { kind: 'search', text: search }, cursor: null, limit: mailLimit },
    { keepPrevious: true },
  );
  const found: readonly PaletteGroup[] = [
    { title: paletteText.actions, entries: actions.filter(({ label }) => labelMatches(label, text)) },
    { title: paletteText.patients, entries: (patients.data?.rows ?? []).map((row) => patientEntry(row, go)) },
    { title: paletteText.mail, entries: search === null ? [] : mailEntries(search, mail.data?.rows ?? [], go) },
  ];
  return {
    groups: found.filter(({ entries }) => entries.length > 0),
    searching: asked !== text.trim() || patients.loading || mail.loading,
  };
}

function patientEntry(patient: PatientSummary, go: (place: Place) => void): PaletteEntry {
  const { id, name, birthDate, recordNumber, addresses } = patient;
  const facts = [
    birthDate === null ? '' : paletteText.born(formatDay(birthDate)),
    recordNumber === '' ? '' : paletteText.record(recordNumber),
    addresses[0] ?? '',
  ];
  return {
    id,
    label: name,
    icon: UserRound,
    more: facts.filter(Boolean).join(' · '),
    run: () => go({ kind: 'patients', patientId: id }),
  };
}

function mailEntries(text: string, rows: readonly ThreadRow[], go: (place: Place) => void): readonly PaletteEntry[] {
  const view = { kind: 'search', text } as const;
  const found = rows.map(({ id, people, lastAt, ...row }) => ({
    id,
    label: people.map(({ name, address }) => name || address).join(', '),
    icon: Mail,
    more: `${rowSubject(row)} · ${formatShort(lastAt)}`,
    run: () => go({ kind: 'threads', view, threadId: id }),
  }));
  const all: PaletteEntry = {
    id: 'all-mail',
    label: paletteText.allMail(text),
    icon: Search,
    run: () => go({ kind: 'threads', view, threadId: null }),
  };
  return [...found, all];
}
