import { describe, expect, test } from 'vitest';
import { isChosen } from '../../../main/engine/policy/chosen.ts';
import { isDowngrade, strengthOf } from '../../../main/engine/policy/strength.ts';
import { choice, consent, nothing } from './facts.ts';

describe('isChosen', () => {
  const seen = choice('sealed', { consentRowId: 'co_row00001', at: 1_000 });

  test('Send is shut before anybody chose, and before anybody said who it is', () => {
    expect(isChosen('patient', null, nothing)).toBe(false);
    expect(isChosen('other', null, null)).toBe(false);
    expect(isChosen(null, choice('open'), nothing)).toBe(false);
  });

  test('"not asked" is a status that can be seen', () => {
    expect(isChosen('patient', choice('sealed'), nothing)).toBe(true);
  });

  test('a choice stands while the ledger says what was seen', () => {
    expect(isChosen('patient', seen, consent('given'))).toBe(true);
    expect(isChosen('patient', seen, consent('declined'))).toBe(true);
  });

  test('a row that came after the choice shuts Send', () => {
    expect(isChosen('patient', choice('sealed'), consent('given'))).toBe(false);
    expect(isChosen('patient', seen, consent('withdrawn', { rowId: 'co_row00002' }))).toBe(false);
    expect(isChosen('patient', seen, nothing)).toBe(false);
  });

  test('a consent that ran out since shuts Send, one that was seen as expired does not', () => {
    expect(isChosen('patient', seen, consent('expired', { until: 1_001 }))).toBe(false);
    expect(isChosen('patient', seen, consent('expired', { until: 1_000 }))).toBe(true);
  });

  test('a patient whose ledger is not at hand keeps Send shut', () => {
    expect(isChosen('patient', seen, null)).toBe(false);
  });

  test('with somebody who is no patient the mode alone is the choice', () => {
    expect(isChosen('professional', choice('openpgp'), null)).toBe(true);
    expect(isChosen('other', seen, null)).toBe(true);
  });
});

describe('strength', () => {
  test('falls from OpenPGP over the sealed letter to open mail', () => {
    expect(strengthOf('openpgp')).toBeGreaterThan(strengthOf('sealed'));
    expect(strengthOf('sealed')).toBeGreaterThan(strengthOf('open'));
  });

  test('only a step down is a downgrade; a first choice is none', () => {
    expect(isDowngrade('openpgp', 'sealed')).toBe(true);
    expect(isDowngrade('sealed', 'open')).toBe(true);
    expect(isDowngrade('sealed', 'sealed')).toBe(false);
    expect(isDowngrade('open', 'openpgp')).toBe(false);
  });
});
