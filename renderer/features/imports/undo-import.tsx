import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { importsText } from '../../text/imports.ts';
import { kitText } from '../../text/kit.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';

/** Takes an import back, after one question asked in place. */
export function UndoImport({ importId, onUndone }: { readonly importId: string; readonly onUndone?: () => void }) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const undo = useCommand('imports.undo');
  if (said !== null)
    return (
      <Banner tone="good" announce="status">
        {said}
      </Banner>
    );
  if (!asking)
    return (
      <Button size="small" icon={Undo2} onClick={() => setAsking(true)}>
        {importsText.undo}
      </Button>
    );
  return (
    <div className="import-undo">
      <FailureBanner failure={undo.failure} />
      <strong>{importsText.undoTitle}</strong>
      <p>{importsText.undoWords}</p>
      <div className="import-foot">
        <Button
          variant="danger"
          size="small"
          busy={undo.running}
          onClick={async () => {
            const result = await undo.run({ importId });
            if (result === null || !('output' in result)) return;
            setSaid(importsText.undone(result.output.removed, result.output.kept));
            onUndone?.();
          }}
        >
          {importsText.undo}
        </Button>
        <Button size="small" disabled={undo.running} onClick={() => setAsking(false)}>
          {kitText.cancel}
        </Button>
      </div>
    </div>
  );
}
