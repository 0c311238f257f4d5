import type { ProtectionDetails } from '../../../main/contract/messages.ts';

/** What stands behind the line of a protected message of the invented clinic. */
export function protectionOf(standard: ProtectionDetails['standard']): ProtectionDetails {
  const isSmime = standard === 'smime';
  return {
    standard,
    encryption: isSmime ? 'AES-256, GCM' : 'AES-256, OCB',
    signature: {
      algorithm: isSmime ? 'ECDSA' : 'Ed25519',
      hash: 'SHA-512',
      at: Date.now() - 86_400_000,
      fingerprint: isSmime ? 'ab'.repeat(32) : '3d33be8b58c5a6f9d041855818add6b0349a6fd7',
    },
    chain: isSmime ? ['County Trust Services', 'County Root'] : [],
    headers: [
      { name: 'Subject', inside: 'Results, batch of 23 November', outside: '...' },
      { name: 'From', inside: 'Dr. Mina Okafor <okafor@lakesidelab.example>', outside: null },
    ],
  };
}
