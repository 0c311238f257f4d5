import type { TransportEvidence } from '../../contract/transport.ts';
import type { TransportFacts } from './facts.ts';
import { judgeTransport } from './judge-transport.ts';

/**
 * Whether what a waiting message was allowed on still holds: `gone` where the domain or a list says otherwise by now,
 * `unknown` where nobody can be asked. REQUIRETLS is not looked at: what was allowed on it alone leaves with it or not at
 * all, and anything else leaves without it where the server does not offer it, so that an offer seen now proves nothing.
 */
export function stillProven(
  allowedOn: readonly TransportEvidence[],
  facts: TransportFacts,
): 'holds' | 'gone' | 'unknown' {
  if (allowedOn.every(({ kind }) => kind === 'requiretls') && allowedOn.length > 0) return 'holds';
  const wasListed = allowedOn.some(({ kind }) => kind === 'listed');
  const { evidence, reason } = judgeTransport({ ...facts, requireTls: 'not-offered' });
  const isListed = evidence.some(({ kind }) => kind === 'listed');
  // What was proven must not go on because somebody vouches for it.
  if (evidence.length > 0 && (wasListed || !isListed)) return 'holds';
  const asked = evidence.length === 0 && (reason === 'tls-unknown' || reason === 'tls-expired');
  return asked ? 'unknown' : 'gone';
}
