import type { SealedForm, SealedPreview } from '../../../main/contract/sealed-form.ts';
import { formNames, formReason, formText } from '../../text/sealed-forms.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

type FormMenuProps = {
  /** Null where the message is no sealed letter. */
  readonly sealed: SealedPreview | null;
  readonly chosen: SealedForm | undefined;
  readonly onChoose: (form: SealedForm | undefined) => void;
};

/** How this message's sealed letter travels: by the patient's device, or as a person says. */
export function FormMenu({ sealed, chosen, onChoose }: FormMenuProps) {
  if (sealed === null) return null;
  const [form, another] = [...new Set(sealed.letters.map((letter) => letter.form))];
  const shown = form === undefined || another !== undefined ? formText.differs : formNames[form];
  return (
    <Menu
      label={formText.menu}
      side="left"
      upwards
      items={[
        ...sealed.options.map((option) => ({
          id: option.form,
          label: formNames[option.form],
          checked: chosen === option.form,
          run: () => onChoose(option.form),
          ...(option.reason === null ? {} : { unavailable: formReason(option) }),
        })),
        {
          id: 'by-device',
          label: formText.byDevice,
          checked: chosen === undefined,
          run: () => onChoose(undefined),
        },
      ]}
      button={(props) => <Button {...props}>{formText.as(shown)}</Button>}
    />
  );
}
