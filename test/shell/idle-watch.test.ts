import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchIdle } from '../../main/shell/idle-watch.ts';

let now = 0;
let system = 0;

beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  system = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const onIdle = vi.fn();
  const watch = watchIdle({ systemIdleSeconds: () => system, now: () => now, onIdle, everyMilliseconds: 1_000 });
  const pass = (seconds: number, systemIdle: (second: number) => number) => {
    for (let second = 1; second <= seconds; second += 1) {
      now += 1_000;
      system = systemIdle(second);
      vi.advanceTimersByTime(1_000);
    }
  };
  return { watch, onIdle, pass };
}

test('tells once when nobody touched anything for as long as set', () => {
  const { watch, onIdle, pass } = start();
  watch.setMinutes(1);
  pass(59, (second) => second);
  expect(onIdle).not.toHaveBeenCalled();
  pass(120, (second) => 59 + second);
  expect(onIdle).toHaveBeenCalledTimes(1);
  watch.stop();
});

test('work in another program keeps the window open', () => {
  const { watch, onIdle, pass } = start();
  watch.setMinutes(1);
  pass(300, (second) => second % 3);
  expect(onIdle).not.toHaveBeenCalled();
  watch.stop();
});

test('input that only our window sees keeps it open too', () => {
  const { watch, onIdle, pass } = start();
  watch.setMinutes(1);
  pass(50, (second) => second);
  watch.touched();
  pass(50, (second) => 50 + second);
  expect(onIdle).not.toHaveBeenCalled();
  pass(11, (second) => 100 + second);
  expect(onIdle).toHaveBeenCalledTimes(1);
  watch.stop();
});

test('a desktop that always says 0 does not keep it open for ever', () => {
  const { watch, onIdle, pass } = start();
  watch.setMinutes(1);
  pass(60, () => 0);
  expect(onIdle).toHaveBeenCalledTimes(1);
  watch.stop();
});

test.each([null, 0, -1, Number.NaN])('%s minutes: never', (minutes) => {
  const { watch, onIdle, pass } = start();
  watch.setMinutes(minutes);
  pass(600, (second) => second);
  expect(onIdle).not.toHaveBeenCalled();
  watch.stop();
});
