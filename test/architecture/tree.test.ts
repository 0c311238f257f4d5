import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const sources = tracked.filter((file) => /\.(ts|tsx|css|mjs|cjs)$/.test(file));
const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;

describe('the tree', () => {
  it('has no source file over 400 lines, nine in ten under 300, and a median near 60', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((file) => lines(file) > 400)).toEqual([]);
    const sizes = sources.map(lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThan(300);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(100);
  });

  it('has no suppressions and nothing left for later', () => {
    const marks = /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable|TO(DO)\b|FIX(ME)\b/;
    const marked = sources.filter(
      (file) => file !== 'test/architecture/tree.test.ts' && marks.test(readFileSync(file, 'utf8')),
    );
    expect(marked).toEqual([]);
  });

  it('has a README of at most 25 lines in every room', () => {
    const rooms = new Set(
      sources.flatMap((file) => file.match(/^main\/engine\/(?!.*tsconfig)[a-z]+(?=\/)/)?.[0] ?? []),
    );
    const features = new Set(sources.flatMap((file) => file.match(/^renderer\/features\/[a-z-]+(?=\/)/)?.[0] ?? []));
    expect(features.size).toBeGreaterThan(10);
    for (const room of [...rooms, ...features, 'main/shell', 'main/contract']) {
      expect(existsSync(`${room}/README.md`), room).toBe(true);
      expect(lines(`${room}/README.md`), room).toBeLessThanOrEqual(25);
    }
  });

  it('names no helper folder that says nothing', () => {
    expect(tracked.filter((file) => /\/(utils?|helpers?|common|shared|misc)(\/|\.tsx?$)/i.test(file))).toEqual([]);
  });
});

describe('the lock file', () => {
  it('keeps npm from compiling the database, whose package ships its binaries', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    expect(lock.packages['node_modules/better-sqlite3'].gypfile).toBe(false);
  });
});
