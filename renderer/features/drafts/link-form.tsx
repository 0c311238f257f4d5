import { useState } from 'react';
import { draftsText } from '../../text/drafts.ts';
import { findUrl } from '../../text/find-url.ts';
import { kitText } from '../../text/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

/** A web or mail address that a link may have; null for everything else. */
function findLink(text: string): string | null {
  const trimmed = text.trim();
  const whole = /^[a-z]+:/i.test(trimmed)
    ? trimmed
    : trimmed.includes('@')
      ? `mailto:${trimmed}`
      : `https://${trimmed}`;
  const url = findUrl(whole);
  if (url === null) return null;
  if (url.protocol === 'mailto:') return url.href;
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname.includes('.') ? url.href : null;
}

/** Asks where a link of the text goes. */
export function LinkForm({ onSet, onClose }: { readonly onSet: (url: string) => void; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Dialog title={draftsText.linkTitle} onClose={onClose}>
      <form
        className="link-form"
        onSubmit={(event) => {
          event.preventDefault();
          const url = findLink(text);
          if (url === null) setProblem(draftsText.linkWrong);
          else onSet(url);
        }}
      >
        <TextField
          label={draftsText.linkAddress}
          value={text}
          problem={problem}
          autoFocus
          inputMode="url"
          onChange={(next) => {
            setText(next);
            setProblem(null);
          }}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button type="submit" variant="filled">
            {draftsText.linkSet}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
