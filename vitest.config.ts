import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';
import { LongestFirst } from './test/support/longest-first.ts';

/** Files with a process of their own: they start whole programs, time their thread, or change the process's time zone. */
const alone = [
  'test/e2e/**/*.test.ts',
  'test/prove/**/*.test.ts',
  'test/shell/**/*.test.ts',
  'test/renderer/text/**/*.test.ts',
  'test/engine/road/odd-mail.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A window on a busy machine takes longer than the usual second to follow.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The others share two processes, and with them what is loaded, built or started once.
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
  },
});
