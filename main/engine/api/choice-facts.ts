import type { ChoiceFacts } from '../mailbox/thread-rows.ts';
import { consentNow, ledger } from '../patients/consent.ts';
import { isChosen } from '../policy/chosen.ts';
import { judgeTransport } from '../policy/judge-transport.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { FindTransport } from '../submission/gather-facts.ts';

/** What thread lists ask of ledger and policy, each patient looked up once per list. */
export function choiceFacts(db: ReadHandle, now: number, transport: FindTransport): ChoiceFacts {
  const known = new Map<string, ReturnType<ChoiceFacts['consentOf']>>();
  return {
    consentOf(patientId) {
      const consent = known.get(patientId) ?? consentNow(ledger(db, patientId), now, null).email;
      known.set(patientId, consent);
      return consent;
    },
    isChosen,
    listedBy: (address) => whoVouches(transport, address),
  };
}

/** Who vouches for the way to this address where nothing proves it; null: it is proven, or cannot be had. */
export function whoVouches(transport: FindTransport, address: string): string | null {
  const [best] = judgeTransport(transport(address)).evidence;
  return best?.kind === 'listed' ? best.by : null;
}
