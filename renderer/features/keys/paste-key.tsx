import { useState } from 'react';
import type { KeyOffer } from '../../../main/contract/keys.ts';
import { findKeyText } from '../../text/keys.ts';
import { kitText } from '../../text/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useReadKeys } from './use-read-keys.ts';

/** A field to paste a key into: the window is not allowed to read the clipboard by itself. */
export function PasteKey({
  onFound,
  onClose,
}: {
  readonly onFound: (offers: readonly KeyOffer[]) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const read = useReadKeys();
  const goOn = async () => {
    const offers = await read.run(new TextEncoder().encode(text));
    if (offers !== null) onFound(offers);
  };
  return (
    <Dialog
      title={findKeyText.paste}
      width="medium"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button variant="filled" disabled={text.trim() === ''} busy={read.running} onClick={goOn}>
            {findKeyText.look}
          </Button>
        </>
      }
    >
      <TextArea
        label={findKeyText.pasteLabel}
        hint={findKeyText.pasteWords}
        value={text}
        rows={8}
        spellCheck={false}
        onChange={setText}
      />
      <FailureBanner failure={read.failure} />
    </Dialog>
  );
}
