import { buildSmimeSigned } from '../../../main/engine/mime/build-smime.ts';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';
import { asPkcs12, openGpgSm } from '../../engine/smime/openssl.ts';
import { opaque } from '../../engine/smime/write-smime.ts';
import { correspondentAddress, practiceAddress } from './mails.ts';
import type { SmimeAuthorities, SmimeSpecialist } from './smime-specialist.ts';

const password = 'password of Ana';
const version = Buffer.from('MIME-Version: 1.0\r\n');

/** GnuPG's S/MIME half, each correspondent with a home of their own. It knows CMS alone: the mail around it is written here. */
export function gpgsm({ root, middle }: SmimeAuthorities): SmimeSpecialist {
  const homes: { readonly close: () => void }[] = [];
  return {
    name: 'gpgsm',
    kinds: { 'RSA 2048': 'rsa', 'EC P-256': 'p256' },
    ciphers: ['CBC'],
    correspondent(them, ours) {
      const home = openGpgSm(root.pem);
      homes.push(home);
      home.run(['--import'], middle.pem);
      home.importKey(asPkcs12(them, password), password);
      home.run(['--import'], ours.certificatePem);
      const sign = (payload: Uint8Array, how: '--sign' | '--detach-sign') =>
        home.withKey([how, '--local-user', correspondentAddress, '--include-certs', '-1'], payload, password);
      const clearSigned = (payload: Uint8Array) => buildSmimeSigned(payload, sign(payload, '--detach-sign'), 'sha-256');
      return {
        open(mail) {
          const top = readTopLayer(mail);
          if (top.kind !== 'smime-opaque') throw new Error('gpgsm: nothing to decrypt');
          const signed = readTopLayer(home.withKey(['--decrypt'], top.cms, password));
          if (signed.kind !== 'smime-signed') throw new Error('gpgsm: nothing is signed inside');
          const files = [home.file('signature', signed.signature), home.file('payload', signed.signed)];
          if (!/GOODSIG[^\n]*\n[\s\S]*TRUST_FULLY/.test(home.status(['--verify', ...files], ''))) {
            throw new Error('gpgsm: our signature is not good');
          }
          return signed.signed;
        },
        write(payload) {
          const cms = home.run(['--encrypt', '--recipient', practiceAddress], clearSigned(payload));
          return Buffer.concat([version, opaque(cms, 'enveloped-data')]);
        },
        sign: (payload, form) =>
          Buffer.concat([
            version,
            form === 'detached' ? clearSigned(payload) : opaque(sign(payload, '--sign'), 'signed-data'),
          ]),
      };
    },
    close() {
      for (const home of homes) home.close();
    },
  };
}
