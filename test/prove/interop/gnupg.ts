import { openGnuPg } from '../../engine/protection/gnupg.ts';
import type { Specialist } from './specialist.ts';

const algorithms: Readonly<Record<string, readonly string[]>> = {
  'Ed25519 and X25519': ['future-default', 'default'],
  'RSA 3072': ['rsa3072', 'cert,sign,encr'],
  'NIST P-256': ['nistp256', 'cert,sign'],
  'Brainpool P-256': ['brainpoolP256r1', 'cert,sign'],
};
const encrypting: Readonly<Record<string, string>> = {
  'NIST P-256': 'nistp256',
  'Brainpool P-256': 'brainpoolP256r1',
};

/** GnuPG, each correspondent with a home of their own. */
export function gnupg(): Specialist {
  const homes: { readonly close: () => void }[] = [];
  return {
    name: 'gpg',
    kinds: Object.keys(algorithms),
    correspondent(kind, address) {
      const gpg = openGnuPg();
      homes.push(gpg);
      const [algorithm = '', usage = ''] = algorithms[kind] ?? [];
      gpg.run(['--passphrase', '', '--quick-gen-key', `Ana Ruiz <${address}>`, algorithm, usage, 'never']);
      const subkey = encrypting[kind];
      if (subkey !== undefined) {
        const [fingerprint = ''] =
          /^fpr:+([0-9A-F]{40}):/m.exec(gpg.run(['--with-colons', '--list-keys', address]).toString())?.slice(1) ?? [];
        gpg.run(['--passphrase', '', '--quick-add-key', fingerprint, subkey, 'encrypt', 'never']);
      }
      const as = ['--local-user', address];
      let ours = '';
      return {
        publicKey: new Uint8Array(gpg.run(['--export', address])),
        meet(ourPublicKey) {
          gpg.run(['--import'], ourPublicKey);
          ours = 'desk@clinic.example';
        },
        open(armored) {
          const { output, status } = gpg.status(['--decrypt'], armored);
          if (!/^\[GNUPG:\] VALIDSIG /m.test(status)) throw new Error('gpg: our signature is not valid');
          if (!/^\[GNUPG:\] GOODMDC/m.test(status)) throw new Error('gpg: no integrity');
          return output;
        },
        write: (payload) => gpg.run(['--armor', '--sign', '--encrypt', ...as, '-r', ours], payload).toString('latin1'),
        sign: (payload) => gpg.run(['--armor', '--detach-sign', ...as], payload).toString('latin1'),
      };
    },
    close() {
      for (const home of homes) home.close();
    },
  };
}
