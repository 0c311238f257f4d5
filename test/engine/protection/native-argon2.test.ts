import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openLockedLetter } from '../../../main/engine/protection/open-letter.ts';
import { armorLetter, lockLetter } from '../../../main/engine/protection/sealed-letter.ts';

const phrase = 'abacus abdomen abdominal abide abiding';
const letter = {
  letterId: 'lt_0123456789abcdef',
  replySecret: 'S'.repeat(43),
  practice: { name: 'Elm Street Clinic', address: 'desk@clinic.example', telephone: '555 0137', sign: 'abacus abide' },
  publicKey: new Uint8Array(8),
  subject: 'Your question',
  sentAt: 0,
  text: 'Half a tablet.',
  html: null,
  attachments: [],
  language: 'en' as const,
};

/** The library as it comes, in a thread where nothing of ours runs: its own Argon2id. */
function library(code: string, given: unknown): Promise<unknown> {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    const openpgp = require('openpgp');
    (async () => { ${code} })().then((said) => parentPort.postMessage(said));`;
  const worker = new Worker(program, { eval: true, workerData: given });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

const passwords = phrase.replaceAll(' ', '');

it('locks a letter with native Argon2 that the library opens with its own', async () => {
  const binaryMessage = await lockLetter({ letter, phrase, now: Date.now() });
  const opened = await library(
    `const { binaryMessage, passwords } = workerData;
     const message = await openpgp.readMessage({ binaryMessage });
     const { s2k } = message.packets[0];
     const { data } = await openpgp.decrypt({ message, passwords, format: 'binary' });
     return { text: Buffer.from(data).toString(), type: s2k.type, memory: s2k.encodedM, passes: s2k.t, lanes: s2k.p };`,
    { binaryMessage, passwords },
  );
  expect(opened).toMatchObject({ type: 'argon2', memory: 16, passes: 3, lanes: 4 });
  expect(opened).toMatchObject({ text: expect.stringContaining('Half a tablet.') });
});

it('opens with native Argon2 what the library locked with its own, at another cost', async () => {
  const binary = await lockLetter({ letter, phrase, now: Date.now() });
  const locked = await library(
    `const { binary, passwords } = workerData;
     const message = await openpgp.readMessage({ binaryMessage: binary });
     const { data } = await openpgp.decrypt({ message, passwords, format: 'binary' });
     return openpgp.encrypt({ message: await openpgp.createMessage({ binary: data }), passwords, format: 'binary',
       config: { aeadProtect: true, s2kType: openpgp.enums.s2k.argon2,
         s2kArgon2Params: { passes: 2, parallelism: 1, memoryExponent: 12 } } });`,
    { binary, passwords },
  );
  const armored = armorLetter(locked as Uint8Array);
  expect((await openLockedLetter({ armored, phrase })).header.text).toBe('Half a tablet.');
  await expect(openLockedLetter({ armored, phrase: `${phrase} able` })).rejects.toMatchObject({
    facts: { reason: 'wrong-phrase' },
  });
});
