import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import './hidden-words.css';
import './radio-card.css';

export type RadioCardProps = {
  /** Shared by the cards of one group. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: ReactNode;
  /** What it means, or why it cannot be chosen and how to get it. */
  readonly children?: ReactNode;
  /** A short mark on the right: "Suggested". */
  readonly mark?: ReactNode;
  /** Stays visible, grey, with its reason. */
  readonly unavailable?: boolean;
  /** What gets it, as a link on the right of what cannot be chosen. */
  readonly way?: { readonly label: string; readonly run: () => void } | null;
};

/** One choice of a few, with its reason. Put several into a `RadioGroup`. */
export function RadioCard({ way = null, ...card }: RadioCardProps) {
  const id = useId();
  if (way === null) return <Card {...card} id={id} />;
  return (
    <div className="radio-card-frame">
      <Card {...card} id={id} />
      {/* A label may hold no other control. */}
      <button type="button" className="radio-card-way" aria-describedby={`${id}-title`} onClick={way.run}>
        {way.label}
      </button>
    </div>
  );
}

type CardProps = Omit<RadioCardProps, 'way'> & { readonly id: string };

function Card({ id, name, checked, onChoose, title, children, mark, unavailable = false }: CardProps) {
  return (
    <label
      className={classNames('radio-card', checked && 'radio-card-chosen', unavailable && 'radio-card-unavailable')}
    >
      <input
        type="radio"
        name={name}
        className="radio-card-control"
        checked={checked}
        disabled={unavailable}
        aria-labelledby={`${id}-title`}
        aria-describedby={children ? `${id}-reason` : undefined}
        onChange={onChoose}
      />
      <span className="radio-card-dot" aria-hidden />
      <span className="radio-card-words">
        <span className="radio-card-head">
          <span id={`${id}-title`} className="radio-card-title">
            {title}
          </span>
          {mark && <span className="radio-card-mark">{mark}</span>}
        </span>
        {children && (
          <span id={`${id}-reason`} className="radio-card-reason">
            {children}
          </span>
        )}
      </span>
    </label>
  );
}

/** The cards of one question. `label` is its heading; `hideLabel` where a heading of the screen says it already. */
export function RadioGroup({
  label,
  hideLabel = false,
  children,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="radio-group">
      <legend className={hideLabel ? 'hidden-words' : 'radio-group-label'}>{label}</legend>
      <div className="radio-group-cards">{children}</div>
    </fieldset>
  );
}
