import { webcrypto } from 'node:crypto';
import { decryptKey, readPrivateKey } from 'openpgp';
import { encryptAndSign, openEncrypted } from '../../../../main/engine/protection/openpgp.ts';
import { generatePhrase } from '../../../../main/engine/protection/phrases.ts';
import { createPracticeKey } from '../../../../main/engine/protection/practice-key.ts';
import { lockPrivateKey } from '../../../../main/engine/protection/recovery-kit.ts';
import { generateReplySecret } from '../../../../main/engine/protection/sealed-letter.ts';
import { decryptSmime } from '../../../../main/engine/protection/smime-decrypt.ts';
import { encryptSmime } from '../../../../main/engine/protection/smime-encrypt.ts';
import { ownCapabilities, signSmime } from '../../../../main/engine/protection/smime-sign.ts';
import { readContentInfo } from '../../../../main/engine/protection/smime-structure.ts';
import { verifySmime } from '../../../../main/engine/protection/smime-verify.ts';
import { lockAnswer } from '../../../../renderer/sealed/lock-answer.ts';
import { createMailAuthority } from '../../../support/mail-authority.ts';
import { openAnswer } from '../../../support/open-answer.ts';
import { openLetter, sealLetter } from '../../../support/sealed-page.ts';

/** S/MIME with one kind of key and one cipher: who signed, and whether the text came through. */
async function smime(key: 'rsa' | 'p256', capabilities: readonly string[]): Promise<string> {
  const root = createMailAuthority();
  const identity = root.below('Middle').issue({ address: 'c@elm.example', key });
  const payload = new TextEncoder().encode('hello');
  const now = Date.now();
  const { cms } = await signSmime({ payload, identity, form: 'detached', now });
  const trust = { candidates: [], ownRoots: [root.certificate], now };
  const { facts } = await verifySmime({ signed: payload, signature: cms, ...trust });
  const recipients = [{ certificate: identity.certificate, capabilities }];
  const encrypted = await encryptSmime({ payload, recipients, now });
  const opened = await decryptSmime(readContentInfo(encrypted.cms), [identity]);
  return `${facts.status} ${encrypted.type} ${new TextDecoder().decode(opened.payload)}`;
}

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
    smimeRsa: await smime('rsa', []),
    smimeRsaGcm: await smime('rsa', ownCapabilities),
    smimeEc: await smime('p256', []),
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
