import type { Mark, Workload } from './kill-workload.ts';

/** When a round ends, and what is killed. */
export type Moment = {
  readonly what: 'engine' | 'program' | 'shell';
  /** A mark of the work, or one that the line to the submission server makes. */
  readonly mark: Mark | 'unlock-asked' | 'mid-message' | 'after-final-dot';
  /** Which of them, counted from one. */
  readonly nth: number;
  readonly delayMs: number;
  readonly aim: Workload['aim'];
};

type Kind = Pick<Moment, 'mark' | 'aim'> & { readonly longestDelay: number; readonly nth?: number };

/** What a kill can meet half way. Those after which something irreversible happens come first. */
const marked: readonly Kind[] = [
  { mark: 'after-final-dot', aim: 'send', longestDelay: 0 },
  { mark: 'send-asked', aim: 'send', longestDelay: 500, nth: 2 },
  { mark: 'undo-asked', aim: 'undo', longestDelay: 4, nth: 2 },
  { mark: 'threads-changed', aim: 'receive', longestDelay: 20, nth: 3 },
  { mark: 'save-asked', aim: 'write', longestDelay: 3, nth: 9 },
  { mark: 'mid-message', aim: 'send', longestDelay: 0 },
  { mark: 'outbox-changed', aim: 'send', longestDelay: 8, nth: 2 },
  { mark: 'piece-asked', aim: 'write', longestDelay: 6, nth: 2 },
  { mark: 'send-answered', aim: 'send', longestDelay: 0, nth: 2 },
  { mark: 'undo-answered', aim: 'undo', longestDelay: 0, nth: 1 },
  { mark: 'release-asked', aim: 'send', longestDelay: 60, nth: 2 },
  { mark: 'unlock-asked', aim: 'send', longestDelay: 250 },
  { mark: 'outbox-changed', aim: 'send', longestDelay: 60, nth: 4 },
  { mark: 'read-asked', aim: 'receive', longestDelay: 5, nth: 2 },
];

const killed: readonly Moment['what'][] = ['engine', 'program', 'engine', 'engine', 'shell', 'program'];

/**
 * Marked and random moments by turns, and every way to be killed. The deeper, the more work is done before each kill, so that
 * it meets rows of every age.
 */
export function listMoments(rounds: number, random: () => number, depth: number): Moment[] {
  const aims: readonly Moment['aim'][] = ['send', 'receive', 'undo', 'write'];
  return Array.from({ length: rounds }, (_, index) => {
    const what = killed[index % killed.length] ?? 'engine';
    if (index % 3 === 2) {
      const aim = aims[Math.floor(index / 3) % aims.length] ?? 'send';
      return { what, mark: 'begun', nth: 1, delayMs: random() * (1_500 + 1_000 * depth), aim };
    }
    const kind = marked[(index - Math.floor(index / 3)) % marked.length];
    if (kind === undefined) throw new Error('no moments');
    // What a faulty line makes comes once: nothing leaves behind it.
    const nth = kind.nth === undefined ? 1 : 1 + Math.floor(random() * kind.nth * depth);
    return { what, mark: kind.mark, nth, delayMs: random() * kind.longestDelay, aim: kind.aim };
  });
}
