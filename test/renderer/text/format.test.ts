import './new-york.ts';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  counted,
  formatDay,
  formatMoment,
  formatShort,
  formatSize,
  formatWait,
} from '../../../renderer/text/format.ts';

const at = (text: string) => new Date(text).getTime();

describe('times as a front desk reads them', () => {
  it('says yesterday one minute after midnight for a message of one minute before', () => {
    const now = at('2026-11-24T00:00:30');
    expect(formatMoment(at('2026-11-23T23:59:30'), now)).toBe('Yesterday, 11:59 PM');
    expect(formatMoment(at('2026-11-24T00:00:10'), now)).toBe('Today, 12:00 AM');
    expect(formatShort(at('2026-11-23T23:59:30'), now)).toBe('Mon');
  });

  it('counts calendar days across a change of the clock', () => {
    const now = at('2026-11-02T08:00:00');
    expect(formatShort(at('2026-10-27T22:00:00'), now)).toBe('Tue');
    expect(formatShort(at('2026-10-26T09:00:00'), now)).toBe('Oct 26');
  });

  it('names the year only where it is another', () => {
    const now = at('2026-11-24T08:00:00');
    expect(formatShort(at('2026-03-01T08:00:00'), now)).toBe('Mar 1');
    expect(formatShort(at('2025-03-01T08:00:00'), now)).toBe('Mar 1, 2025');
  });

  it('counts ten working days over two weekends and a change of the clock', () => {
    expect(addWorkingDays(at('2026-10-23T16:00:00'), 10)).toBe(at('2026-11-06T16:00:00'));
    expect(addWorkingDays(at('2026-11-21T09:00:00'), 10)).toBe(at('2026-12-04T09:00:00'));
  });

  it('keeps a birth date on its day in every time zone', () => {
    expect(formatDay('1971-03-14')).toBe('Mar 14, 1971');
  });

  it('rounds a wait up, so that nobody tries too early', () => {
    expect(formatWait(1)).toBe('0:01');
    expect(formatWait(90_000)).toBe('1:30');
    expect(formatWait(3_840_000)).toBe('1:04:00');
    expect(formatWait(-5)).toBe('0:00');
  });

  it('writes sizes and counts with their words', () => {
    expect(formatSize(999)).toBe('999 bytes');
    expect(formatSize(128_400)).toBe('128 KB');
    expect(formatSize(31_000_000)).toBe('31.0 MB');
    expect(counted(1, 'patient')).toBe('1 patient');
    expect(counted(1_284, 'patient')).toBe('1,284 patients');
  });
});
