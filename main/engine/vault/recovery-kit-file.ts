import type { RecoveryKit } from '../../contract/vault.ts';

/** The recovery kit as a text file to keep on paper or in a safe. English: it must be readable without Postern. */
export function recoveryKitText(kit: RecoveryKit): string {
  return [
    `Postern recovery kit of ${kit.practiceName}`,
    `Made ${new Date(kit.madeAt).toISOString().slice(0, 10)}`,
    '',
    'Keep this in a safe place, on paper or on a disk that is locked away. Whoever has it and the',
    "computer's files can open the practice's mail.",
    '',
    'Recovery code (opens Postern when the passphrase is lost):',
    '',
    `    ${kit.code}`,
    '',
    "The practice's private key, locked with the recovery code. Any OpenPGP program opens it, so that",
    'encrypted mail can be read without Postern. Fingerprint:',
    '',
    `    ${(kit.fingerprint.toUpperCase().match(/.{4}/g) ?? []).join(' ')}`,
    '',
    kit.lockedPrivateKey.trim(),
    '',
    'Revocation certificate. Only if the key was stolen, or is lost for good: import it into an OpenPGP program',
    'and publish the key, and give it to those who write to you. The key is then dead for everybody.',
    '',
    kit.revocationCertificate.trim(),
    '',
  ].join('\n');
}
