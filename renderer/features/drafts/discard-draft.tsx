import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { draftsText } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';

/** Throws the message away, after asking. */
export function DiscardDraft({ onDiscard }: { readonly onDiscard: () => Promise<void> }) {
  const [asks, setAsks] = useState(false);
  useKeys([{ keys: appKeys.discardDraft, run: () => setAsks(true) }]);
  return (
    <>
      <IconButton
        icon={Trash2}
        label={draftsText.discard}
        keyHint={appKeys.discardDraft}
        aria-keyshortcuts={ariaKeys(appKeys.discardDraft)}
        onClick={() => setAsks(true)}
      />
      {asks && (
        <Dialog
          title={draftsText.discardTitle}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button onClick={() => setAsks(false)}>{draftsText.keep}</Button>
              <Button variant="danger" onClick={() => void onDiscard()}>
                {draftsText.discardYes}
              </Button>
            </>
          }
        >
          <p>{draftsText.discardWords}</p>
        </Dialog>
      )}
    </>
  );
}
