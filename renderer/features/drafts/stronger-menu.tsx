import { useRef } from 'react';
import type { Mode } from '../../../main/contract/fields.ts';
import { draftsText } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { useKeys } from '../../ui/use-keys.ts';

/** A mode that may be stronger than the conversation's, as it is called there, and why it is or is not to be had. */
export type StrongerOption = {
  readonly mode: Mode;
  readonly title: string;
  readonly available: boolean;
  readonly words: string;
};

type StrongerMenuProps = {
  readonly threadMode: Mode | null;
  /** Strongest first. */
  readonly options: readonly StrongerOption[];
  readonly chosen: Mode | null;
  readonly onChoose: (mode: Mode | null) => void;
};

/** More protection for this message alone; the conversation keeps its own. */
export function StrongerMenu({ threadMode, options, chosen, onChoose }: StrongerMenuProps) {
  const opens = useRef<HTMLButtonElement>(null);
  useKeys([{ keys: appKeys.stronger, run: () => opens.current?.click() }]);
  if (threadMode === null) return null;
  const at = options.findIndex(({ mode }) => mode === threadMode);
  const own = options[at];
  const stronger = options.slice(0, Math.max(0, at));
  if (own === undefined || stronger.length === 0) return null;
  return (
    <Menu
      label={draftsText.strongerMenu}
      side="left"
      upwards
      items={[
        ...stronger.map(({ mode, title, available, words }) => ({
          id: mode,
          label: title,
          checked: chosen === mode,
          run: () => onChoose(mode),
          ...(available ? {} : { unavailable: words }),
        })),
        {
          id: 'as-thread',
          label: draftsText.asThread(own.title),
          checked: chosen === null,
          run: () => onChoose(null),
        },
      ]}
      button={(props) => (
        <Button ref={opens} keyHint={appKeys.stronger} aria-keyshortcuts={ariaKeys(appKeys.stronger)} {...props}>
          {draftsText.stronger}
        </Button>
      )}
    />
  );
}
