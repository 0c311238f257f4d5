import type { SealedForm } from '../../../main/contract/sealed-form.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formNames, formText } from '../../text/sealed-forms.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Menu } from '../../ui/menu.tsx';

type OtherFormMenuProps = {
  readonly outboxId: string;
  /** The form that did not arrive, or could not be opened. */
  readonly form: SealedForm;
  readonly onDraft: (draftId: string) => void;
};

const forms: readonly SealedForm[] = ['page', 'link', 'pdf'];

/** The same sealed letter once more, as a draft in another form: for one that came back or could not be opened. */
export function OtherFormMenu({ outboxId, form, onDraft }: OtherFormMenuProps) {
  const again = useCommand('outbox.inOtherForm');
  return (
    <>
      <Menu
        label={formText.other}
        side="left"
        upwards
        items={forms
          .filter((other) => other !== form)
          .map((other) => ({
            id: other,
            label: formNames[other],
            run: async () => {
              const result = await again.run({ outboxId, form: other });
              if (result !== null && 'output' in result) onDraft(result.output.draftId);
            },
          }))}
        button={(props) => (
          <Button size="small" busy={again.running} {...props}>
            {formText.other}
          </Button>
        )}
      />
      <FailureBanner failure={again.failure} />
    </>
  );
}
