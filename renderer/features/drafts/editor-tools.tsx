import { Bold, Italic, Link, List, ListOrdered, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { draftsText } from '../../text/drafts.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export type Format = 'bold' | 'italic' | 'bullets' | 'numbers' | 'link';

const buttons: readonly { readonly format: Format; readonly icon: LucideIcon; readonly keys: string }[] = [
  { format: 'bold', icon: Bold, keys: 'mod+b' },
  { format: 'italic', icon: Italic, keys: 'mod+i' },
  { format: 'bullets', icon: List, keys: 'mod+shift+8' },
  { format: 'numbers', icon: ListOrdered, keys: 'mod+shift+9' },
  { format: 'link', icon: Link, keys: 'mod+shift+k' },
];

/** The row of formats under the text. */
export function EditorTools({
  isOn,
  onToggle,
  children,
}: {
  readonly isOn: (format: Format) => boolean;
  readonly onToggle: (format: Format) => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className="editor-tools" role="toolbar" aria-label={draftsText.tools}>
      {buttons.map(({ format, icon, keys }) => (
        <IconButton
          key={format}
          icon={icon}
          label={draftsText[format]}
          keyHint={keys}
          pressed={isOn(format)}
          // The text keeps its selection.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onToggle(format)}
        />
      ))}
      {children}
    </div>
  );
}
