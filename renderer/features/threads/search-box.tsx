import { Search, X } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { threadsText } from '../../text/threads.ts';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import './search-box.css';
import { appKeys, ariaKeys } from '../../ui/keys.ts';

type SearchBoxProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Enter or arrow down: to the results. */
  readonly onDown: () => void;
  readonly onClear: () => void;
  /** Opens the palette. */
  readonly onFind: () => void;
};

/** The field above the list: typing searches all mail and patients; Ctrl K finds actions too. */
export function SearchBox({ field, text, onChange, onDown, onClear, onFind }: SearchBoxProps) {
  const id = useId();
  return (
    <search className="search-box">
      <Search className="search-box-icon" size={16} aria-hidden />
      <label htmlFor={id}>
        <HiddenWords>{threadsText.search}</HiddenWords>
      </label>
      <input
        id={id}
        ref={field}
        type="text"
        className="search-box-field"
        value={text}
        maxLength={200}
        placeholder={threadsText.searchPlaceholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') onClear();
          else if (event.key === 'Enter' || event.key === 'ArrowDown') onDown();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {text !== '' ? (
        <IconButton icon={X} label={threadsText.clearSearch} className="search-box-clear" onClick={onClear} />
      ) : (
        <button type="button" className="search-box-find" aria-keyshortcuts={ariaKeys(appKeys.find)} onClick={onFind}>
          <HiddenWords>{threadsText.openPalette}</HiddenWords>
          <KeyHint keys={appKeys.find} on="box" />
        </button>
      )}
    </search>
  );
}
