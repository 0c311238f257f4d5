import { useCommand } from '../../engine/use-command.ts';
import { templatesText } from '../../text/templates.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
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
    <ConfirmDialog
      title={templatesText.removeTitle}
      yes={templatesText.remove}
      danger
      command={remove}
      onClose={onClose}
      onYes={async () => {
        const result = await remove.run({ templateId });
        if (result === null || !('output' in result)) return result;
        toast({ words: templatesText.removedToast });
        onRemoved();
        return result;
      }}
    >
      <p>{templatesText.removeWords}</p>
    </ConfirmDialog>
  );
}
