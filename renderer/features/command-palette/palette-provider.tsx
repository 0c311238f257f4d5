import { type ReactNode, useCallback, useState } from 'react';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { Palette } from './palette.tsx';
import { PaletteContext } from './palette-context.tsx';
import type { PaletteEntry } from './palette-entry.ts';

/** Holds the palette and its key. `actions` are what the frame can do. */
export function PaletteProvider({
  actions,
  children,
}: {
  readonly actions: readonly PaletteEntry[];
  readonly children: ReactNode;
}) {
  const [text, setText] = useState<string | null>(null);
  const open = useCallback((start = '') => setText(start), []);
  useKeys([{ keys: appKeys.find, run: () => open() }]);
  return (
    <PaletteContext value={open}>
      {children}
      {text !== null && <Palette start={text} actions={actions} onClose={() => setText(null)} />}
    </PaletteContext>
  );
}
