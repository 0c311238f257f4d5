import { type RefObject, useEffect, useRef, useState } from 'react';
import Squire from 'squire-rte';
import { draftsText } from '../../text/drafts.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { EditorTools, type Format } from './editor-tools.tsx';
import { LinkForm } from './link-form.tsx';
import './rich-editor.css';
import { safeTyped } from './safe-typed.ts';

type RichEditorProps = {
  /** Read once: the editor keeps its own text from then on. */
  readonly html: string;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly autoFocus: boolean;
  readonly field: RefObject<HTMLDivElement | null>;
  /** What stands below the text and belongs to it. */
  readonly below?: React.ReactNode;
  /** Buttons at the end of the tool row. */
  readonly tools?: React.ReactNode;
  /** Filled while the editor is there: puts text in place of what is selected, a line of the letter for each of its lines. */
  readonly insert?: RefObject<((lines: readonly string[]) => void) | null>;
};

/** Opens where the answer begins: above the signature. */
function makeEditor(root: HTMLDivElement, html: string): Squire {
  root.role = 'textbox';
  root.ariaMultiLine = 'true';
  root.ariaLabel = draftsText.text;
  const editor = new Squire(root, { sanitizeToDOMFragment: safeTyped, addLinks: false });
  editor.setHTML(html);
  editor.moveCursorToStart();
  return editor;
}

function putLines(editor: Squire, lines: readonly string[]): void {
  editor.focus();
  if (lines.length === 1) editor.insertPlainText(lines[0] ?? '', false);
  else
    editor.insertHTML(
      (isInText(editor) ? ['', ...lines] : lines)
        .map((line) => `<div>${line === '' ? '<br>' : escaped(line)}</div>`)
        .join(''),
    );
}

/** The first of several blocks joins the line it is put into; in a line with text an empty one goes ahead. */
function isInText(editor: Squire): boolean {
  const { startContainer } = editor.getSelection();
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  return (element?.closest('div, li')?.textContent ?? '').trim() !== '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Bold, italic, lists and links; what is pasted is cleaned to the same, files that are pasted become attachments. */
export function RichEditor({ html, onChange, onFiles, autoFocus, field, below, tools, insert }: RichEditorProps) {
  const editor = useRef<Squire | null>(null);
  const start = useRef({ html, autoFocus });
  const latest = useRef({ onChange, onFiles });
  const [path, setPath] = useState('');
  const [linking, setLinking] = useState(false);
  useEffect(() => {
    latest.current = { onChange, onFiles };
  });

  useEffect(() => {
    const root = field.current;
    if (!root) return;
    const mine = makeEditor(root, start.current.html);
    editor.current = mine;
    let last = mine.getHTML();
    // Squire tells of every touch of its elements; only another text is a change.
    const typed = () => {
      const next = mine.getHTML();
      if (next === last) return;
      last = next;
      latest.current.onChange(next);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const hasText = event.clipboardData?.types.some((type) => type.startsWith('text/')) ?? false;
      if (files.length === 0 || hasText) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current.onFiles(files);
    };
    // A link in a text being written is not followed.
    const click = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a')) event.preventDefault();
    };
    mine.addEventListener('input', typed);
    mine.addEventListener('pathChange', () => setPath(mine.getPath()));
    root.addEventListener('paste', paste, { capture: true });
    root.addEventListener('click', click);
    if (start.current.autoFocus) mine.focus();
    if (insert) {
      // A dialog gives the focus back first; then the selection is the one from before.
      insert.current = (lines) => setTimeout(() => putLines(mine, lines));
    }
    return () => {
      if (insert) insert.current = null;
      root.removeEventListener('paste', paste, { capture: true });
      root.removeEventListener('click', click);
      mine.destroy();
      editor.current = null;
    };
  }, [field, insert]);

  useKeys([{ keys: 'mod+shift+k', run: () => toggle('link') }]);
  const toggle = (format: Format) => {
    const mine = editor.current;
    if (!mine) return;
    const on = isOn(format, path);
    mine.focus();
    if (format === 'bold') on ? mine.removeBold() : mine.bold();
    if (format === 'italic') on ? mine.removeItalic() : mine.italic();
    if (format === 'bullets') on ? mine.removeList() : mine.makeUnorderedList();
    if (format === 'numbers') on ? mine.removeList() : mine.makeOrderedList();
    if (format === 'link') on ? mine.removeLink() : setLinking(true);
  };

  return (
    <div className="rich-editor">
      <div ref={field} className="rich-editor-text" dir="auto" />
      {below}
      <EditorTools isOn={(format) => isOn(format, path)} onToggle={toggle}>
        {tools}
      </EditorTools>
      {linking && (
        <LinkForm
          onClose={() => setLinking(false)}
          onSet={(url) => {
            setLinking(false);
            // The dialog gives the focus back first; then the selection is the one from before.
            setTimeout(() => editor.current?.focus().makeLink(url));
          }}
        />
      )}
    </div>
  );
}

const marks: Readonly<Record<Format, RegExp>> = {
  bold: /(?:^|>)(?:B|STRONG)\b/,
  italic: /(?:^|>)(?:I|EM)\b/,
  bullets: /(?:^|>)UL\b/,
  numbers: /(?:^|>)OL\b/,
  link: /(?:^|>)A\b/,
};

/** Squire's path names the elements around the cursor: "DIV>UL>LI>B". */
function isOn(format: Format, path: string): boolean {
  return marks[format].test(path);
}
