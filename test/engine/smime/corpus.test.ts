import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { readCertificateFile } from '../../../main/engine/protection/certificate-file.ts';
import { openPkcs12 } from '../../../main/engine/protection/practice-certificate.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { expectedOf, explained } from './corpus-oracle.ts';
import { readSmime, toldOf } from './read-smime.ts';

const longestMs = 2_000;

describeCorpus('smime/thunderbird', (root) => {
  const names = root === '' ? [] : readdirSync(root).filter((name) => name !== 'keys');
  const keyFiles = root === '' ? [] : readdirSync(`${root}/keys`).filter((name) => name.endsWith('.p12'));
  const read = (name: string) => new Uint8Array(readFileSync(`${root}/${name}`));
  const figures = {
    messages: 0,
    decrypted: 0,
    verified: 0,
    invalid: 0,
    plain: 0,
    closed: 0,
    explained: 0,
    slowestMs: 0,
  };
  const ours = () => ({
    identities: ['Bob', 'Fran'].flatMap((name) => openPkcs12(read(`keys/${name}.p12`), 'nss')),
    ownRoots: readCertificateFile(read('keys/TestCA.pem')),
  });

  afterAll(() => console.info(`smime/thunderbird: ${JSON.stringify(figures)}`));

  it.each(keyFiles)('%s gives its key and its certificate', (name) => {
    expect(openPkcs12(read(`keys/${name}`), 'nss')).toHaveLength(1);
    expect(() => openPkcs12(read(`keys/${name}`), 'wrong')).toThrow('certificate-unreadable');
  });

  it.each(names)('%s gets the status that is due', async (name) => {
    const start = performance.now();
    const message = await readSmime(asMail(read(name)), ours());
    const took = performance.now() - start;
    const { status } = message;
    expect(toldOf(message)).toBe(expectedOf(name));
    // Where no signature and no tag shows changes, nothing but text is shown.
    if (toldOf(message).startsWith('encrypted') && toldOf(message).includes(' none ')) expect(message.html).toBeNull();
    figures.messages += 1;
    if (status.kind === 'encrypted') figures.decrypted += 1;
    if (status.kind === 'plain') figures.plain += 1;
    if (status.kind === 'unopenable') figures.closed += 1;
    if ('signer' in status && status.signer === 'verified') figures.verified += 1;
    if ('signer' in status && status.signer === 'invalid') figures.invalid += 1;
    if (explained.some(([pattern]) => pattern.test(name))) figures.explained += 1;
    figures.slowestMs = Math.max(figures.slowestMs, Math.round(took));
    expect(took).toBeLessThan(longestMs);
  });

  it('was read as a whole, and each exception has its reason', () => {
    expect(figures.messages).toBe(60);
    for (const [pattern, reason] of explained) {
      expect(
        names.some((name) => pattern.test(name)),
        `${pattern}`,
      ).toBe(true);
      expect(reason).toMatch(/\.$/);
    }
  });
});

/** Four files are bare CMS, as they stand inside a mail. */
function asMail(source: Uint8Array): Uint8Array {
  if (source[0] !== 0x30) return source;
  const head = [
    'From: Alice@example.com',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(source).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ];
  return Buffer.from(head.join('\r\n'), 'latin1');
}
