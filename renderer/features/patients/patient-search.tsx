import { Search } from 'lucide-react';
import { useId } from 'react';
import { patientsText } from '../../text/patients.ts';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import '../threads/search-box.css';

/** The field that looks for patients by name, number or address. */
export function PatientSearch({
  text,
  onChange,
  onEnter,
  onDown,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  /** From the field into what was found. */
  readonly onDown?: () => void;
}) {
  const id = useId();
  return (
    <div className="search-box">
      <Search className="search-box-icon" size={16} aria-hidden />
      <label htmlFor={id}>
        <HiddenWords>{patientsText.search}</HiddenWords>
      </label>
      <input
        id={id}
        type="text"
        className="search-box-field"
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        placeholder={patientsText.searchPlaceholder}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
          else if (event.key === 'ArrowDown' && onDown) onDown();
          else if (event.key === 'Escape' && text !== '') onChange('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}
