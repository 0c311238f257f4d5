import { createContext, useContext } from 'react';

/** Opens the palette, with these words in its box. */
export type OpenPalette = (text?: string) => void;

export const PaletteContext = createContext<OpenPalette>(() => undefined);

/** Opens the command palette from anywhere: the search box above the list, a key, a menu. */
export function useOpenPalette(): OpenPalette {
  return useContext(PaletteContext);
}
