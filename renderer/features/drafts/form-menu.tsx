import { useRef } from 'react';
import type { SealedForm, SealedPreview } from '../../../main/contract/sealed-form.ts';
import { formNames, formReason, formsAs, formText } from '../../text/sealed-forms.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { useKeys } from '../../ui/use-keys.ts';

type FormMenuProps = {
  /** Null where the message is no sealed letter. */
  readonly sealed: SealedPreview | null;
  readonly chosen: SealedForm | undefined;
  readonly onChoose: (form: SealedForm | undefined) => void;
};

/**
 * How this message's sealed letter travels. The form it leaves in is the one that is ticked, whoever chose it; "each by
 * their device" stands there only where several patients may get different ones.
 */
export function FormMenu({ sealed, chosen, onChoose }: FormMenuProps) {
  const opens = useRef<HTMLButtonElement>(null);
  useKeys([{ keys: appKeys.sealedForm, run: () => opens.current?.click(), when: sealed !== null }]);
  if (sealed === null) return null;
  const several = sealed.letters.length > 1;
  const [first, another] = [...new Set(sealed.letters.map((letter) => letter.form))];
  const form = another === undefined ? first : undefined;
  const byDevice = several && chosen === undefined;
  return (
    <Menu
      label={formText.menu}
      side="left"
      upwards
      items={[
        ...sealed.options.map((option) => ({
          id: option.form,
          label: formNames[option.form],
          checked: !byDevice && form === option.form,
          run: () => onChoose(option.form),
          ...(option.reason === null ? {} : { unavailable: formReason(option) }),
        })),
        ...(several
          ? [{ id: 'by-device', label: formText.byDevice, checked: byDevice, run: () => onChoose(undefined) }]
          : []),
      ]}
      button={(props) => (
        <Button ref={opens} keyHint={appKeys.sealedForm} aria-keyshortcuts={ariaKeys(appKeys.sealedForm)} {...props}>
          {form === undefined ? formText.differs : formsAs[form]}
        </Button>
      )}
    />
  );
}
