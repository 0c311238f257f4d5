import { type DecryptedSessionKey, enums, type Message } from 'openpgp';
import { aeads, cipherNumbers, ciphers } from './algorithm-names.ts';

type Packet = {
  readonly version?: number;
  readonly cipherAlgorithm?: number | null;
  readonly aeadAlgorithm?: number | null;
};

const { symEncryptedIntegrityProtectedData, aeadEncryptedData } = enums.packet;

/** How a message is encrypted, in words for the details: "AES-256" or "AES-256, OCB". Version 1 says it with the session key alone. */
export function cipherOf({ packets }: Message<Uint8Array>, [session]: readonly DecryptedSessionKey[]): string {
  const [data] = packets.filterByTag(symEncryptedIntegrityProtectedData, aeadEncryptedData) as readonly Packet[];
  const known = data?.cipherAlgorithm ?? null;
  const cipher = known === null ? ciphers[session?.algorithm ?? ''] : cipherNumbers[known];
  const isAead = data !== undefined && (data.version === 2 || (data.aeadAlgorithm ?? null) !== null);
  const mode = isAead ? aeads[data.aeadAlgorithm ?? 0] : undefined;
  return [cipher, mode].filter((word) => word !== undefined).join(', ');
}
