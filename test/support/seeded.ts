/** A small generator of chance with a seed (mulberry32): the same run twice gives the same data. */
export type Chance = {
  /** 0 to 1. */
  readonly next: () => number;
  /** A whole number from `from` to `to`, both counted. */
  readonly whole: (from: number, to: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  readonly maybe: (share: number) => boolean;
};

export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick(values) {
      const value = values[whole(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    maybe: (share) => next() < share,
  };
}
