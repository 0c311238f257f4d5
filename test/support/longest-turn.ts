/** Watches how long this thread works without letting others in. */
export type TurnWatch = {
  /** The longest so far, in ms of processor time: what others on the machine do does not count. */
  readonly longest: () => number;
  readonly stop: () => void;
};

/**
 * A longer turn than this, in ms, is the old fault come back: before long bytes went in pieces, 30 MB held the thread for
 * three seconds on the way in and eight on the way out. The design's 50 ms are not reached yet: measured were 44 ms in and
 * 118 out with nothing beside it, 50 to 190 in and 60 to 820 out beside other work. Why the way out varies is not known; no
 * single collection of garbage took more than 160 ms.
 */
export const longestTurnAllowed = 1_500;

export function watchTurns(): TurnWatch {
  let longest = 0;
  let last = processorTime();
  const timer = setInterval(() => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  return { longest: () => Math.round(longest), stop: () => clearInterval(timer) };
}

function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
