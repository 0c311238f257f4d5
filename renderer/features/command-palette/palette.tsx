import { Search } from 'lucide-react';
import { type KeyboardEvent, useContext, useEffect, useId, useState } from 'react';
import { paletteText } from '../../text/palette.ts';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { KeyLayer, useEscape } from '../../ui/use-keys.ts';
import { useModal } from '../../ui/use-modal.ts';
import './palette.css';
import type { PaletteEntry } from './palette-entry.ts';
import { usePaletteEntries } from './use-palette-entries.ts';

export type PaletteProps = {
  readonly start: string;
  readonly actions: readonly PaletteEntry[];
  readonly onClose: () => void;
};

/** The box above everything: type, arrow keys, Enter. */
export function Palette(props: PaletteProps) {
  const layer = useContext(KeyLayer);
  return (
    <KeyLayer value={layer + 1}>
      <PaletteSheet {...props} />
    </KeyLayer>
  );
}

function PaletteSheet({ start, actions, onClose }: PaletteProps) {
  const id = useId();
  const sheet = useModal();
  const [text, setText] = useState(start);
  const [at, setAt] = useState(0);
  const { groups, searching } = usePaletteEntries(text, actions);
  const entries = groups.flatMap((group) => group.entries);
  const current = entries[Math.min(at, entries.length - 1)];
  const optionId = (entry: PaletteEntry) => `${id}-${entry.id}`;
  useEscape(onClose);
  useEffect(() => {
    if (current) document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [current, id]);

  const choose = (entry: PaletteEntry) => {
    onClose();
    entry.run();
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((Math.min(at, entries.length - 1) + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter' && current) choose(current);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={sheet}
      className="palette"
      aria-label={paletteText.title}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="palette-box">
        <Search size={16} aria-hidden />
        <input
          className="palette-input"
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? optionId(current) : undefined}
          aria-label={paletteText.title}
          placeholder={paletteText.placeholder}
          spellCheck={false}
          autoComplete="off"
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={move}
        />
        <KeyHint keys="escape" on="box" />
      </div>
      <div id={`${id}-list`} className="palette-list" role="listbox" aria-label={paletteText.title}>
        {groups.map(({ title, entries: own }) => (
          <div key={title}>
            <div className="palette-group-title" aria-hidden>
              {title}
            </div>
            {own.map((entry) => (
              <PaletteOption
                key={entry.id}
                id={optionId(entry)}
                entry={entry}
                group={title}
                selected={entry === current}
                onPoint={() => setAt(entries.indexOf(entry))}
                onChoose={() => choose(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="palette-foot">
        <span>{entries.length === 0 && !searching ? paletteText.nothing(text) : paletteText.hint}</span>
        <span role="status">
          {searching ? `${paletteText.searching} …` : <HiddenWords>{paletteText.found(entries.length)}</HiddenWords>}
        </span>
      </div>
    </dialog>
  );
}

type PaletteOptionProps = {
  readonly id: string;
  readonly entry: PaletteEntry;
  /** Read aloud before the label. */
  readonly group: string;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

function PaletteOption({ id, entry, group, selected, onPoint, onChoose }: PaletteOptionProps) {
  const { icon: Icon, label, more, keyHint } = entry;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className="palette-option"
      onMouseMove={selected ? undefined : onPoint}
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      <Icon size={16} aria-hidden />
      <span className="palette-option-label">
        <HiddenWords>{group}: </HiddenWords>
        {label}
      </span>
      {more && <span className="palette-option-more">{more}</span>}
      {keyHint && <KeyHint keys={keyHint} />}
    </div>
  );
}
