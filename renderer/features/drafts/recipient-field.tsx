import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Person } from '../../../main/contract/fields.ts';
import { useQuery } from '../../engine/use-query.ts';
import { draftsText } from '../../text/drafts.ts';
import { classNames } from '../../ui/class-names.ts';
import { MailAddress } from '../../ui/mail-address.tsx';
import { addressForm } from '../keys/address-form.ts';
import { nameOf } from '../messages/names.ts';
import { patientFacts } from '../patients/patient-facts.ts';

const mostSuggestions = 6;

type RecipientFieldProps = {
  readonly label: string;
  readonly people: readonly Person[];
  readonly onChange: (people: Person[]) => void;
  readonly autoFocus?: boolean;
  /** A patient was picked by name, which says whom the message is about. */
  readonly onPatient?: (patientId: string) => void;
};

type Suggestion = { readonly key: string; readonly patientId: string; readonly person: Person; readonly facts: string };

function parsePerson(text: string): Person | null {
  const trimmed = text.trim().replace(/[,;]$/, '');
  const named = /^(.*?)\s*<([^<>]+)>$/.exec(trimmed);
  const address = named?.[2] ?? trimmed;
  return addressForm.test(address) ? { name: (named?.[1] ?? '').replaceAll('"', '').trim(), address } : null;
}

/** Whom a message goes to: each as a chip with the address it goes to, and a field that finds patients. */
export function RecipientField({ label, people, onChange, autoFocus = false, onPatient }: RecipientFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const [at, setAt] = useState(0);
  const suggestions = useSuggestions(text, people);
  const open = suggestions.length > 0;

  // The first thing to do in a new message.
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  const add = (person: Person) => {
    if (!people.some(({ address }) => address.toLowerCase() === person.address.toLowerCase())) {
      onChange([...people, person]);
    }
    setText('');
    setAt(0);
    setWrong(false);
  };
  const pick = ({ person, patientId }: Suggestion) => {
    add(person);
    onPatient?.(patientId);
  };
  const addTyped = (): boolean => {
    if (text.trim() === '') return true;
    const person = parsePerson(text);
    if (person) add(person);
    else setWrong(true);
    return person !== null;
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const suggested = suggestions[at];
    if (event.key === 'ArrowDown' && open) setAt((at + 1) % suggestions.length);
    else if (event.key === 'ArrowUp' && open) setAt((at - 1 + suggestions.length) % suggestions.length);
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && suggested) pick(suggested);
    else if (['Enter', ',', ';'].includes(event.key) && !event.ctrlKey && !event.metaKey && text !== '') addTyped();
    else if (event.key === 'Backspace' && text === '' && people.length > 0) onChange(people.slice(0, -1));
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="recipients">
      <label className="recipients-label" htmlFor={id}>
        {label}
      </label>
      <div className="recipients-field">
        {people.map((person) => (
          <RecipientChip
            key={person.address}
            person={person}
            onRemove={() => onChange(people.filter((one) => one !== person))}
          />
        ))}
        <div className={classNames('recipients-typing', text !== '' && 'recipients-typing-open')}>
          <input
            id={id}
            type="text"
            role="combobox"
            className="recipients-input"
            autoComplete="off"
            spellCheck={false}
            ref={field}
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={open ? `${id}-${at}` : undefined}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? `${id}-wrong` : undefined}
            placeholder={people.length === 0 ? draftsText.recipientPlaceholder : ''}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(false);
              setAt(0);
            }}
            onKeyDown={press}
            onBlur={addTyped}
          />
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={draftsText.suggestions}
            hidden={!open}
            className="recipients-list"
          >
            {suggestions.map((suggestion, index) => (
              <div
                key={suggestion.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="recipients-option"
                onMouseDown={(event) => {
                  event.preventDefault();
                  pick(suggestion);
                }}
              >
                <span dir="auto">{suggestion.person.name}</span>
                <span className="recipients-facts">
                  <MailAddress address={suggestion.person.address} />{' '}
                  {suggestion.facts !== '' && `· ${suggestion.facts}`}
                </span>
              </div>
            ))}
          </div>
        </div>
        {wrong && (
          <span id={`${id}-wrong`} className="recipients-wrong" role="alert">
            {draftsText.recipientWrong}
          </span>
        )}
      </div>
    </div>
  );
}

function RecipientChip({ person, onRemove }: { readonly person: Person; readonly onRemove: () => void }) {
  return (
    <span className="recipient">
      <span className="recipient-words" dir="auto">
        {person.name !== '' && `${person.name} · `}
        <MailAddress address={person.address} />
      </span>
      <button type="button" aria-label={draftsText.removeRecipient(nameOf(person))} onClick={onRemove}>
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}

/** Patients that fit what is typed, one line per address. */
function useSuggestions(text: string, people: readonly Person[]): readonly Suggestion[] {
  const wanted = text.trim();
  const { data } = useQuery(
    'patients.list',
    wanted.length < 2 ? null : { text: wanted, offset: 0, limit: mostSuggestions },
    { keepPrevious: true },
  );
  if (!data) return [];
  const taken = new Set(people.map(({ address }) => address.toLowerCase()));
  return data.rows
    .flatMap((patient) =>
      patient.addresses.map((address) => ({
        key: `${patient.id} ${address}`,
        patientId: patient.id,
        person: { name: patient.name, address },
        facts: patientFacts(patient),
      })),
    )
    .filter(({ person }) => !taken.has(person.address.toLowerCase()))
    .slice(0, mostSuggestions);
}
