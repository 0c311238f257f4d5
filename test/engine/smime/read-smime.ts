import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ReadMessage } from '../../../main/engine/mailbox/read-result.ts';
import type { SmimeInput } from '../../../main/engine/mailbox/smime-input.ts';

/** Reads a message as the worker does, with these certificates and no OpenPGP key. */
export function readSmime(
  source: string | Uint8Array,
  smime: Partial<SmimeInput> = {},
  now = Date.now(),
): Promise<ReadMessage> {
  return readMessage({
    source: typeof source === 'string' ? Buffer.from(source, 'latin1') : source,
    privateKeys: [],
    candidates: [],
    smime: { identities: [], candidates: [], ownRoots: [], ...smime },
    ownAddress: 'desk@clinic.example',
    arrivedAt: now,
    now,
  });
}

/** The status in a few words: kind, signer, what shows changes, who vouches. */
export function toldOf({ status }: Pick<ReadMessage, 'status'>): string {
  if (status.kind === 'unopenable') return `unopenable ${status.reason}`;
  if (status.kind !== 'encrypted' && status.kind !== 'signed') return status.kind;
  const { smime } = status;
  if (smime === undefined) return `${status.kind} by OpenPGP`;
  return [status.kind, status.signer, smime.integrity, smime.signer?.trust ?? '-'].join(' ');
}
