import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chapters, wantedChapters } from './chapters.ts';
import { freshFolder } from './tour-folder.ts';

describe('the folder of the tour', () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'postern-tour-folder-'));
    folder = join(parent, 'tour');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it('is made where there is none, or takes an empty one, and can be used again after a broken tour', async () => {
    await freshFolder(folder);
    expect(readdirSync(folder)).toEqual(['report.json']);
    writeFileSync(join(folder, 'failed.png'), 'a picture');
    await freshFolder(folder);
    expect(readdirSync(folder)).toEqual(['report.json']);
    rmSync(join(folder, 'report.json'));
    await freshFolder(folder);
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it('is emptied of an earlier tour', async () => {
    mkdirSync(join(folder, 'patient'), { recursive: true });
    writeFileSync(join(folder, 'report.json'), JSON.stringify([{ name: 'A step', ok: true, ms: 12 }]));
    await freshFolder(folder);
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it.each([null, '{}', '[{"total": 3}]', 'not JSON'])(
    'is refused, and left as it was, where it holds something else (report.json: %s)',
    async (report) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'thesis.txt'), 'years of work');
      if (report !== null) writeFileSync(join(folder, 'report.json'), report);
      await expect(freshFolder(folder)).rejects.toThrow('holds no report of a tour');
      expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
    },
  );

  it('is refused where it is a file', async () => {
    writeFileSync(folder, 'a file');
    await expect(freshFolder(folder)).rejects.toThrow('ENOTDIR');
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });
});

describe('the chapters of --only', () => {
  it('are taken in the order of the tour, and all without it', () => {
    expect(wantedChapters('forms,answer')).toEqual(['answer', 'forms']);
    expect(wantedChapters(undefined)).toEqual(chapters);
  });

  it('are refused with a list of all where one is unknown', () => {
    expect(() => wantedChapters('answer,form')).toThrow(
      `No chapter of the tour: form. There are: ${chapters.join(', ')}.`,
    );
    expect(() => wantedChapters('')).toThrow('There are: first-run');
  });
});
