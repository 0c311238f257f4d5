import type { ChoiceFacts } from '../mailbox/thread-rows.ts';
import { consentNow, ledger } from '../patients/consent.ts';
import { isChosen } from '../policy/chosen.ts';
import type { ReadHandle } from '../store/sql.ts';

/** What thread lists ask of ledger and policy, each patient looked up once per list. */
export function choiceFacts(db: ReadHandle, now: number): ChoiceFacts {
  const known = new Map<string, ReturnType<ChoiceFacts['consentOf']>>();
  return {
    consentOf(patientId) {
      const consent = known.get(patientId) ?? consentNow(ledger(db, patientId), now, null).email;
      known.set(patientId, consent);
      return consent;
    },
    isChosen,
  };
}
