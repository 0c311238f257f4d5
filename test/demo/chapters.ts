/** The parts of the tour, in their order. Each begins in the inbox; some stand on the ones before. */
export const chapters = [
  'first-run',
  'answer',
  'consent',
  'keys',
  'status',
  'tls',
  'forms',
  'mixed',
  'campaign',
  'standing',
  'screens',
] as const;
export type Chapter = (typeof chapters)[number];

/** The chapters of `--only`, in the order of the tour; all without it. Throws on a name that is none. */
export function wantedChapters(only: string | undefined): readonly Chapter[] {
  if (only === undefined) return chapters;
  const names: readonly string[] = only.split(',');
  const unknown = names.filter((name) => !chapters.some((chapter) => chapter === name));
  if (unknown.length > 0) {
    throw new Error(`No chapter of the tour: ${unknown.join(', ')}. There are: ${chapters.join(', ')}.`);
  }
  return chapters.filter((chapter) => names.includes(chapter));
}
