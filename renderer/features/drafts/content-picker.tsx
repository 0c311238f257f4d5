import { useId } from 'react';
import type { ContentKind } from '../../../main/contract/fields.ts';
import { contentHints, contentNames, draftsText } from '../../text/drafts.ts';
import { HiddenWords } from '../../ui/hidden-words.tsx';

const kinds = ['general', 'health', 'sensitive'] as const satisfies readonly ContentKind[];

/** How delicate the message is: three words beside each other. */
export function ContentPicker({
  value,
  onChange,
}: {
  readonly value: ContentKind;
  readonly onChange: (kind: ContentKind) => void;
}) {
  const name = useId();
  return (
    <fieldset className="content-picker">
      <legend>
        <HiddenWords>{draftsText.contentHint}</HiddenWords>
      </legend>
      {kinds.map((kind) => (
        <label key={kind} className="content-kind" title={contentHints[kind]}>
          <input type="radio" name={name} checked={value === kind} onChange={() => onChange(kind)} />
          <span>{contentNames[kind]}</span>
        </label>
      ))}
    </fieldset>
  );
}
