/** Watches how long this thread works without letting others in. */
export type TurnWatch = {
  /** The longest so far, in ms of processor time: what others on the machine do does not count. */
  readonly longest: () => number;
  readonly stop: () => void;
};

/**
 * A longer turn than this, in ms, would be felt. The design allows 50 on a quiet machine; processor time grows to about
 * twice that where many processes share the caches. Before long bytes went in pieces it was 500 to 3,400.
 */
export const longestTurnAllowed = 250;

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
