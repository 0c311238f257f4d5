import { pemOf, runOpenssl } from '../../engine/smime/openssl.ts';
import type { SmimeAuthorities, SmimeSpecialist } from './smime-specialist.ts';

const ciphers = { CBC: '-aes-256-cbc', GCM: '-aes-256-gcm' } as const;

/** `openssl cms`, which keeps nothing: every call gets its files. */
export function opensslCms({ root, middle }: SmimeAuthorities): SmimeSpecialist {
  return {
    name: 'openssl cms',
    kinds: { 'RSA 2048': 'rsa', 'EC P-256': 'p256', 'EC P-384': 'p384', 'EC P-521': 'p521' },
    ciphers: ['CBC', 'GCM'],
    correspondent(them, ours) {
      const files = {
        'ana.pem': pemOf(them),
        'desk.pem': ours.certificatePem,
        'root.pem': root.pem,
        'chain.pem': middle.pem,
      };
      const run = (input: Uint8Array, ...args: readonly string[]) =>
        runOpenssl(['cms', ...args], { ...files, 'in.eml': input });
      const sign = (payload: Uint8Array, form: 'detached' | 'opaque') => {
        const as = ['-signer', 'ana.pem', '-certfile', 'chain.pem', '-md', 'sha256'];
        return run(payload, '-sign', '-in', 'in.eml', ...as, form === 'detached' ? '-crlfeol' : '-nodetach');
      };
      return {
        open(mail) {
          const inside = run(mail, '-decrypt', '-in', 'in.eml', '-recip', 'ana.pem');
          return run(inside, '-verify', '-in', 'in.eml', '-CAfile', 'root.pem');
        },
        write: (payload, cipher) =>
          run(sign(payload, 'detached'), '-encrypt', '-in', 'in.eml', ciphers[cipher], 'desk.pem'),
        sign,
      };
    },
    close() {},
  };
}
