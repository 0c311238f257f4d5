import { createMessage, decrypt, encrypt, readKey, readMessage, readPrivateKey } from 'openpgp';
import { openPgpSettings, sealedSettings } from '../../main/engine/protection/openpgp-settings.ts';
import { normalisePhrase } from '../../main/engine/protection/phrases.ts';
import type { RawSetup, RawWork } from './raw-thread.ts';

/** openpgp alone, its keys read beforehand: sign and encrypt to both keys, armored. */
export async function rawOpenPgp(setup: Extract<RawSetup, { kind: 'openpgp' }>): Promise<RawWork<string>> {
  const own = await readPrivateKey({ armoredKey: setup.privateKey });
  const encryptionKeys = await Promise.all(setup.publicKeys.map((binaryKey) => readKey({ binaryKey })));
  return {
    write: async () =>
      encrypt({ message: await createMessage({ binary: setup.payload }), encryptionKeys, signingKeys: own }),
    async open(armoredMessage) {
      const { signatures } = await decrypt({
        message: await readMessage({ armoredMessage }),
        decryptionKeys: own,
        verificationKeys: own.toPublic(),
        format: 'binary',
      });
      if ((await signatures[0]?.verified) !== true) throw new Error('not signed');
    },
  };
}

/** openpgp alone with a passphrase, stretched as a letter's is. */
export function rawSealed({ payload, phrase }: Extract<RawSetup, { kind: 'sealed' }>): RawWork<Uint8Array> {
  const passwords = normalisePhrase(phrase, 'en');
  return {
    write: async () =>
      encrypt({
        message: await createMessage({ binary: payload }),
        passwords,
        format: 'binary',
        config: sealedSettings,
      }),
    async open(binaryMessage) {
      const message = await readMessage({ binaryMessage, config: openPgpSettings });
      await decrypt({ message, passwords, format: 'binary', config: openPgpSettings });
    },
  };
}
