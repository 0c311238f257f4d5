/** The longest a transaction is to hold its thread, in ms. */
const longest = 20;
/** What is known before the first one: encrypting and writing the pages takes most of the time. */
const cautious = 0.1;

/** Cuts a long run of writes into transactions of 20 ms each, the commit (which encrypts and writes the pages) included. */
export type Pace = {
  /** Runs one transaction. `write` does its work step by step and ends when `isOver` says so. */
  readonly run: (write: (isOver: () => boolean) => void) => void;
};

/** Learns from one transaction to the next how much of it the commit takes. */
export function createPace(): Pace {
  let share = cautious;
  return {
    run(write) {
      const begun = performance.now();
      let worked = 0;
      write(() => {
        worked = performance.now() - begun;
        return worked >= longest * share;
      });
      if (worked === 0) return;
      const seen = worked / (performance.now() - begun);
      share = Math.max(0.02, seen < share ? seen : (share + seen) / 2);
    },
  };
}
