import { runSequoia } from '../../engine/protection/gnupg.ts';
import type { Specialist } from './specialist.ts';

const suites: Readonly<Record<string, string>> = {
  'Ed25519 and X25519': 'cv25519',
  'RSA 3072': 'rsa3k',
  'RSA 4096': 'rsa4k',
};

/** Sequoia's `sq`, which keeps nothing: every call gets its files. */
export function sequoia(): Specialist {
  return {
    name: 'sq',
    kinds: Object.keys(suites),
    correspondent(kind, address) {
      const suite = suites[kind] ?? '';
      const make = ['key', 'generate', '--userid', `Ana Ruiz <${address}>`, '--cipher-suite', suite];
      const secret = runSequoia([...make, '--export', '-', '--rev-cert', 'revoke.asc'], {});
      let ours: Uint8Array = new Uint8Array();
      const files = (more: Readonly<Record<string, string | Uint8Array>>) => ({
        'ana.pgp': secret,
        'clinic.pgp': ours,
        ...more,
      });
      return {
        publicKey: new Uint8Array(runSequoia(['key', 'extract-cert', '--binary', 'ana.pgp'], { 'ana.pgp': secret })),
        meet(ourPublicKey) {
          ours = ourPublicKey;
        },
        // It ends with an error unless one good signature is there.
        open: (armored) =>
          runSequoia(
            [
              'decrypt',
              '--recipient-key',
              'ana.pgp',
              '--signer-cert',
              'clinic.pgp',
              '--signatures',
              '1',
              'message.asc',
            ],
            files({ 'message.asc': armored }),
          ),
        write: (payload) =>
          runSequoia(
            ['encrypt', '--recipient-cert', 'clinic.pgp', '--signer-key', 'ana.pgp', 'text.txt'],
            files({ 'text.txt': payload }),
          ).toString('latin1'),
        sign: (payload) =>
          runSequoia(
            ['sign', '--detached', '--signer-key', 'ana.pgp', 'text.txt'],
            files({ 'text.txt': payload }),
          ).toString('latin1'),
      };
    },
    close() {},
  };
}
