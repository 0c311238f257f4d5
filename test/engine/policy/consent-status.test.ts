import { describe, expect, test } from 'vitest';
import { consentStatus, consentWarned } from '../../../main/engine/policy/consent-status.ts';

const now = 1_000;
type Row = Parameters<typeof consentWarned>[0][number];

/** A row whose id ends with its time. */
function row(event: Row['event'], at: number, over: Partial<Row> = {}): Row {
  return { id: `co_${event}${at}`, event, at, until: null, warned: true, ...over };
}

const status = (...rows: Row[]) => consentStatus(rows, now).status;

describe('consentStatus', () => {
  test('an empty ledger says "not asked", with no row', () => {
    expect(consentStatus([], now)).toEqual({ status: 'not-asked', rowId: null, at: null, until: null });
  });

  test('names the row that says so, its day and its end', () => {
    expect(consentStatus([row('asked', 100), row('given', 200, { until: 5_000 })], now)).toEqual({
      status: 'given',
      rowId: 'co_given200',
      at: 200,
      until: 5_000,
    });
  });

  test('the last answer counts, in whatever order the rows come', () => {
    const rows = [row('asked', 100), row('given', 200), row('withdrawn', 300)];
    expect(status(...rows)).toBe('withdrawn');
    expect(status(...rows.reverse())).toBe('withdrawn');
    expect(status(row('declined', 100), row('given', 200))).toBe('given');
    expect(status(row('given', 100), row('declined', 200))).toBe('declined');
    expect(status(row('withdrawn', 100), row('given', 200))).toBe('given');
  });

  test('a consent stands until its end and not at it', () => {
    expect(status(row('given', 100, { until: now + 1 }))).toBe('given');
    expect(status(row('given', 100, { until: now }))).toBe('expired');
  });

  test('an expired consent names its row, so that a new one shows as a change', () => {
    expect(consentStatus([row('given', 100, { until: 500 })], now).rowId).toBe('co_given100');
  });

  test('a renewal takes the place of what ran out; the last word also shortens', () => {
    expect(status(row('given', 100, { until: 500 }), row('given', 600, { until: 5_000 }))).toBe('given');
    expect(status(row('given', 100), row('given', 200, { until: 500 }))).toBe('expired');
  });

  test('asking again takes nothing from a consent that stands', () => {
    expect(consentStatus([row('given', 100), row('asked', 200)], now).rowId).toBe('co_given100');
  });

  test('asking again after a "no" or an end shows as asked', () => {
    expect(status(row('declined', 100), row('asked', 200))).toBe('asked');
    expect(status(row('withdrawn', 100), row('asked', 200))).toBe('asked');
    expect(status(row('given', 100, { until: 500 }), row('asked', 600))).toBe('asked');
  });

  test('a withdrawal recorded for the same moment wins over the consent', () => {
    expect(status(row('withdrawn', 200), row('given', 200))).toBe('withdrawn');
    expect(status(row('given', 200), row('withdrawn', 200))).toBe('withdrawn');
  });

  test('a "yes" dated in the future waits for its day, a "no" counts at once', () => {
    expect(status(row('given', now + 1))).toBe('not-asked');
    expect(status(row('given', now))).toBe('given');
    expect(status(row('given', 100), row('withdrawn', now + 1))).toBe('withdrawn');
  });
});

describe('consentWarned', () => {
  test('is true only where the row that gives consent says so', () => {
    expect(consentWarned([row('given', 100)], now)).toBe(true);
    expect(consentWarned([row('given', 100, { warned: false })], now)).toBe(false);
    expect(consentWarned([row('asked', 50), row('given', 100, { warned: false })], now)).toBe(false);
  });

  test('is false where no consent stands', () => {
    expect(consentWarned([], now)).toBe(false);
    expect(consentWarned([row('asked', 100)], now)).toBe(false);
    expect(consentWarned([row('given', 100), row('withdrawn', 200)], now)).toBe(false);
    expect(consentWarned([row('given', 100, { until: 500 })], now)).toBe(false);
  });
});
