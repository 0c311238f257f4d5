/** Asks again and again until the answer fits; rejects after `ms` with the last answer. */
export async function untilFits<Value>(
  ask: () => Value | Promise<Value>,
  fits: (value: Value) => boolean,
  ms = 10_000,
): Promise<Value> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`still waiting after ${ms} ms: ${JSON.stringify(value)?.slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
