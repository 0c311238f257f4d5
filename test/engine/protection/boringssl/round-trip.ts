import { webcrypto } from 'node:crypto';
import { decryptKey, readPrivateKey } from 'openpgp';
import { openLetter } from '../../../../main/engine/protection/open-letter.ts';
import { encryptAndSign, openEncrypted } from '../../../../main/engine/protection/openpgp.ts';
import { generatePhrase } from '../../../../main/engine/protection/phrases.ts';
import { createPracticeKey } from '../../../../main/engine/protection/practice-key.ts';
import { lockPrivateKey } from '../../../../main/engine/protection/recovery-kit.ts';
import { generateReplySecret, sealLetter } from '../../../../main/engine/protection/sealed-letter.ts';
import { lockAnswer } from '../../../../renderer/sealed/lock-answer.ts';
import { openAnswer } from '../../../support/open-answer.ts';

/** Everything the room does, once, in whatever runtime this is started with; prints what came out as one line of JSON. */
async function roundTrip(): Promise<Readonly<Record<string, string>>> {
  const now = Date.now();
  const { privateKey, publicKey, fingerprint } = await createPracticeKey({
    name: 'Elm',
    address: 'c@elm.example',
    now,
  });
  const payload = new TextEncoder().encode('hello');
  const ciphertext = await encryptAndSign({ payload, privateKey, recipients: [publicKey], now });
  const candidates = [{ fingerprint, publicKey, addresses: [] }];
  const opened = await openEncrypted({ ciphertext, privateKey, candidates, now });
  const locked = await readPrivateKey({ armoredKey: await lockPrivateKey(privateKey, 'CODE') });
  const unlocked = (await decryptKey({ privateKey: locked, passphrase: 'CODE' })).armor();
  const again = await openEncrypted({ ciphertext, privateKey: unlocked, candidates: [], now });

  const phrase = generatePhrase('es');
  const replySecret = generateReplySecret();
  const page = await sealLetter({
    template: '%POSTERN_PRACTICE_NAME% %POSTERN_TELEPHONE% %POSTERN_DATA%',
    phrase,
    now,
    letter: {
      letterId: 'L1',
      replySecret,
      practice: { name: 'Elm', address: 'c@elm.example', telephone: '555', sign: 'amber falcon' },
      publicKey,
      subject: 'subject',
      sentAt: now,
      text: 'letter',
      html: null,
      attachments: [],
      language: 'es',
    },
  });
  const { header } = await openLetter({ page, phrase });
  const armored = await lockAnswer({ letter: header, text: 'answer', files: [], now });
  const answer = await openAnswer({ armored, privateKey, now });
  const { electron = '' } = process.versions;
  return {
    electron,
    payload: new TextDecoder().decode(opened.payload),
    signature: opened.signature.status,
    unlocked: new TextDecoder().decode(again.payload),
    letter: header.text,
    answer: answer.text,
    sameSecret: String(answer.replySecret === replySecret),
  };
}

// The page's half expects a browser, where `crypto` is always there; Node 18 of an old Electron keeps it in a module.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
roundTrip().then(
  (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
