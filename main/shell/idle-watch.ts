export type IdleWatch = {
  /** Null disarms. */
  readonly setMinutes: (minutes: number | null) => void;
  /** A key or pointer reached our own window. */
  readonly touched: () => void;
  readonly stop: () => void;
};

export type IdleWatchOptions = {
  /** Seconds since the last key or pointer anywhere on this computer. */
  readonly systemIdleSeconds: () => number;
  readonly now: () => number;
  readonly onIdle: () => void;
  readonly everyMilliseconds?: number;
};

/** Tells once when nobody has touched a key or pointer for as long as set; armed anew by the next `setMinutes`. */
export function watchIdle(options: IdleWatchOptions): IdleWatch {
  let limit: number | null = null;
  let touchedAt = options.now();
  // Some desktops always say 0. There only our own window's input counts: better locked too often than never.
  let systemCounts = false;
  const timer = setInterval(() => {
    const system = options.systemIdleSeconds();
    systemCounts ||= system > 0;
    const own = (options.now() - touchedAt) / 1_000;
    if (limit === null || (systemCounts ? Math.min(system, own) : own) < limit) return;
    limit = null;
    options.onIdle();
  }, options.everyMilliseconds ?? 5_000);
  return {
    setMinutes: (minutes) => {
      limit = minutes === null || !(minutes > 0) ? null : minutes * 60;
      touchedAt = options.now();
    },
    touched: () => {
      touchedAt = options.now();
    },
    stop: () => clearInterval(timer),
  };
}
