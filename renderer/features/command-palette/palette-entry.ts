import type { LucideIcon } from 'lucide-react';

/** One line of the palette. */
export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Beside the label, quieter. */
  readonly more?: string;
  readonly keyHint?: string;
  readonly run: () => void;
};

export type PaletteGroup = { readonly title: string; readonly entries: readonly PaletteEntry[] };

/** True where every typed word begins a word of the label. */
export function labelMatches(label: string, text: string): boolean {
  const words = fold(label).split(/[^\p{L}\p{N}]+/u);
  return fold(text)
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
