import { useCommand } from '../../engine/use-command.ts';
import { kitText } from '../../text/kit.ts';
import { templatesText } from '../../text/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';

/** Asks once before a template leaves the list. */
export function RemoveTemplate({
  templateId,
  onClose,
  onRemoved,
}: {
  readonly templateId: string;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const remove = useCommand('templates.remove');
  const toast = useToast();
  return (
    <Dialog
      title={templatesText.removeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant="danger"
            busy={remove.running}
            onClick={async () => {
              const result = await remove.run({ templateId });
              if (result === null || !('output' in result)) return;
              toast({ words: templatesText.removedToast });
              onRemoved();
            }}
          >
            {templatesText.remove}
          </Button>
        </>
      }
    >
      <p>{templatesText.removeWords}</p>
      <FailureBanner failure={remove.failure} />
    </Dialog>
  );
}
