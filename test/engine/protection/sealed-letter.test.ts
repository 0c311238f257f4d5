import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { findSealedArmor } from '../../../main/engine/protection/open-letter.ts';
import { sampleLetter, samplePhrase, sealSample, sentAt } from '../../renderer/sealed/sample-letter.ts';
import { openLetter, sealLetter } from '../../support/sealed-page.ts';

const template = '<title>%POSTERN_PRACTICE_NAME%</title><b>%POSTERN_TELEPHONE%</b>%POSTERN_DATA%';
const attachments = [
  {
    name: 'CANARY-name.pdf',
    contentType: 'application/pdf',
    contentId: null,
    bytes: Buffer.from('CANARY-bytes\n\0\n'),
  },
  { name: 'two.txt', contentType: 'text/plain', contentId: null, bytes: new Uint8Array(0) },
];
const letter = sampleLetter({
  text: 'CANARY-text',
  html: '<p>CANARY-html</p>',
  subject: 'CANARY-subject',
  attachments,
});
const page = Buffer.from(await sealSample(template, letter));

describe('a sealed letter', () => {
  it('opens with its phrase, however it is typed, to exactly what was sealed', async () => {
    const { header, files } = await openLetter({ page, phrase: samplePhrase.toUpperCase().replaceAll(' ', '-') });
    const { publicKey, attachments: _, ...same } = letter;
    expect(header).toMatchObject(same);
    expect(header.publicKey).toBe(Buffer.from(publicKey).toString('base64'));
    expect(files.map((file) => Buffer.from(file).toString())).toEqual(['CANARY-bytes\n\0\n', '']);
  });

  it('stays shut for another phrase', async () => {
    const wrong = samplePhrase.replace('walnut', 'violin');
    await expect(openLetter({ page, phrase: wrong })).rejects.toMatchObject({ facts: { reason: 'wrong-phrase' } });
  });

  it('holds nothing of its content in clear or in base64', () => {
    for (const secret of [
      'CANARY-text',
      'CANARY-html',
      'CANARY-subject',
      'CANARY-name',
      'CANARY-bytes',
      letter.letterId,
      letter.replySecret,
      letter.practice.address,
      samplePhrase,
    ]) {
      for (const shift of ['', ' ', '  ']) {
        const encoded = Buffer.from(shift + secret)
          .toString('base64')
          .slice(4, -4);
        expect(page.includes(encoded)).toBe(false);
      }
      expect(page.includes(secret)).toBe(false);
    }
  });

  it('is an RFC 9580 message: Argon2id with 64 MiB, three passes, four lanes, and AES-256 in GCM', () => {
    const armor = findSealedArmor(page) ?? '';
    const bytes = Buffer.from(armor.split('\n').slice(2, -1).join(''), 'base64');
    // Packet 3 (SKESK), its length, version 6; lengths of fields; AES-256, GCM; S2K 4, salt of 16; t, p, m.
    expect(bytes[0]).toBe(0xc0 | 3);
    expect([bytes[2], bytes[4], bytes[5], bytes[7]]).toEqual([6, 9, 3, 4]);
    expect([...bytes.subarray(24, 27)]).toEqual([3, 4, 16]);
    const next = 2 + (bytes[1] ?? 0);
    expect(bytes[next]).toBe(0xc0 | 18);
  });

  it('escapes a practice’s name wherever it stands', async () => {
    const name = '</script><script>alert(1)</script> & "Söhne" $& $1 %POSTERN_DATA%';
    const practice = { ...letter.practice, name };
    const text = Buffer.from(await sealSample(template, { ...letter, practice })).toString();
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text).toContain(
      '&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot; $&amp; $1 %POSTERN_DATA%',
    );
    const outside = /id="outside">(.*?)<\/script>/.exec(text)?.[1] ?? '';
    expect(JSON.parse(outside)).toMatchObject({ name });
  });

  it('refuses a template that is not the built page, and a phrase that was not generated', async () => {
    await expect(sealSample('<p>hello</p>', letter)).rejects.toMatchObject({ code: 'unexpected' });
    await expect(sealLetter({ template, letter, phrase: '1234', now: sentAt })).rejects.toMatchObject({
      code: 'phrase-missing',
    });
  });

  it('says what is damaged, and what is no letter', async () => {
    const end = page.indexOf('-----END') - 200;
    const cut = Buffer.concat([page.subarray(0, end), page.subarray(end + 40)]);
    await expect(openLetter({ page: cut, phrase: samplePhrase })).rejects.toMatchObject({ code: 'message-unreadable' });
    await expect(openLetter({ page: Buffer.from('hello'), phrase: samplePhrase })).rejects.toMatchObject({
      facts: { reason: 'damaged' },
    });
  });

  it('seals 12 MB in a worker thread, where it will run', async () => {
    const room = new URL('../../support/', import.meta.url);
    const script = `
      const { parentPort, workerData } = require('node:worker_threads');
      (async () => {
        const { sealLetter } = await import(workerData.room + 'sealed-page.ts');
        parentPort.postMessage(await sealLetter(workerData.options));
      })().catch((error) => parentPort.postMessage(String(error)));`;
    const big = {
      ...letter,
      attachments: [
        {
          name: 'scan.pdf',
          contentType: 'application/pdf',
          contentId: null,
          bytes: new Uint8Array(12_000_000).fill(7),
        },
      ],
    };
    const options = { template, letter: big, phrase: samplePhrase, now: sentAt };
    const worker = new Worker(script, { eval: true, workerData: { room: room.href, options } });
    const sealed = await new Promise<unknown>((resolve) => worker.once('message', resolve));
    await worker.terminate();
    expect(sealed).toBeInstanceOf(Uint8Array);
    const { files } = await openLetter({ page: sealed as Uint8Array, phrase: samplePhrase });
    expect(files[0]?.length).toBe(12_000_000);
  });
});
