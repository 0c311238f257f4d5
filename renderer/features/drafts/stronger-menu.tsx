import type { Mode } from '../../../main/contract/fields.ts';
import { draftsText, modeName } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

/** A mode that may be stronger than the conversation's, with the reason where it is not to be had. */
export type StrongerOption = { readonly mode: Mode; readonly available: boolean; readonly words: string };

type StrongerMenuProps = {
  readonly threadMode: Mode | null;
  /** Strongest first. */
  readonly options: readonly StrongerOption[];
  readonly chosen: Mode | null;
  readonly onChoose: (mode: Mode | null) => void;
};

/** More protection for this message alone; the conversation keeps its own. */
export function StrongerMenu({ threadMode, options, chosen, onChoose }: StrongerMenuProps) {
  if (threadMode === null) return null;
  const own = options.findIndex(({ mode }) => mode === threadMode);
  const stronger = options.slice(0, Math.max(0, own));
  if (stronger.length === 0) return null;
  return (
    <Menu
      label={draftsText.strongerMenu}
      side="left"
      upwards
      items={[
        ...stronger.map(({ mode, available, words }) => ({
          id: mode,
          label: modeName(mode),
          checked: chosen === mode,
          run: () => onChoose(mode),
          ...(available ? {} : { unavailable: words }),
        })),
        {
          id: 'as-thread',
          label: draftsText.asThread(modeName(threadMode)),
          checked: chosen === null,
          run: () => onChoose(null),
        },
      ]}
      button={(props) => <Button {...props}>{draftsText.stronger}</Button>}
    />
  );
}
