import { enums, type Message } from 'openpgp';
import { aeads, ciphers } from './algorithm-names.ts';

type Packet = {
  readonly version?: number;
  readonly cipherAlgorithm?: number | null;
  readonly aeadAlgorithm?: number | null;
  readonly sessionKeyAlgorithm?: number | string | null;
};

const { publicKeyEncryptedSessionKey, symEncryptedIntegrityProtectedData, aeadEncryptedData } = enums.packet;

/** How a message that was just opened is encrypted, in words for the details: "AES-256" or "AES-256, OCB". */
export function cipherOf({ packets }: Message<Uint8Array>): string {
  const [data] = packets.filterByTag(symEncryptedIntegrityProtectedData, aeadEncryptedData) as readonly Packet[];
  const sessions = packets.filterByTag(publicKeyEncryptedSessionKey) as readonly Packet[];
  // Version 1 says it with the session key alone, which is known once it was opened.
  const session = sessions.find((packet) => (packet.sessionKeyAlgorithm ?? null) !== null)?.sessionKeyAlgorithm;
  const cipher = nameOf(data?.cipherAlgorithm ?? session ?? null);
  const isAead = data !== undefined && (data.version === 2 || (data.aeadAlgorithm ?? null) !== null);
  const mode = isAead ? aeads[data.aeadAlgorithm ?? 0] : undefined;
  return mode === undefined ? cipher : `${cipher}, ${mode}`;
}

function nameOf(cipher: number | string | null): string {
  if (cipher === null) return '';
  const name = typeof cipher === 'string' ? cipher : (enums.symmetric[cipher] ?? '');
  return ciphers[name] ?? name;
}
