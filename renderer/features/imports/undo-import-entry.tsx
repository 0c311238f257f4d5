import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { importsText } from '../../text/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';

type UndoImportEntryProps = {
  readonly importId: string;
  readonly fileName: string;
  readonly onUndone: () => void;
};

/** In the line that says what was imported: takes it back, after a question. */
export function UndoImportEntry({ importId, fileName, onUndone }: UndoImportEntryProps) {
  const [asked, setAsked] = useState(false);
  const undo = useCommand('imports.undo');
  const toast = useToast();
  return (
    <>
      <Button size="small" icon={Undo2} aria-label={importsText.undoOf(fileName)} onClick={() => setAsked(true)}>
        {importsText.undoShort}
      </Button>
      {asked && (
        <ConfirmDialog
          title={importsText.undoTitle}
          yes={importsText.undo}
          danger
          command={undo}
          onYes={async () => {
            const result = await undo.run({ importId });
            if (result !== null && 'output' in result) {
              toast({ words: importsText.undone(result.output.removed, result.output.kept) });
              onUndone();
            }
            return result;
          }}
          onClose={() => setAsked(false)}
        >
          <p>
            <strong dir="auto">{fileName}</strong>
          </p>
          <p>{importsText.undoWords}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
