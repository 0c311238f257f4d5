import { describe, expect, it } from 'vitest';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { readSmime, toldOf } from './read-smime.ts';
import { cmsOf, encrypted, mail, opaque, signed, textEntity } from './write-smime.ts';

const root = createMailAuthority();
const desk = root.issue({ address: 'desk@clinic.example' });
const ana = root.issue({ address: 'ana@mail.example' });
const ours = { identities: [desk], ownRoots: [root.certificate] };
const longestMs = 2_000;
const mostBytes = 256 * 1024 * 1024;

/** Time and memory of reading one message, whatever it is. */
async function cost(source: Uint8Array): Promise<{ ms: number; bytes: number; told: string; text: string }> {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const message = await readSmime(source, ours);
  const ms = performance.now() - start;
  return { ms, bytes: process.memoryUsage().rss - before, told: toldOf(message), text: message.text };
}

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length =
    body.length < 128
      ? Buffer.from([body.length])
      : Buffer.concat([
          Buffer.from([0x84]),
          Buffer.from([body.length >>> 24, body.length >>> 16, body.length >>> 8, body.length]),
        ]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
};
const enveloped = Buffer.from('06092a864886f70d010703', 'hex');
const signedData = Buffer.from('06092a864886f70d010702', 'hex');
const contentInfo = (type: Buffer, content: Buffer) => tlv(0x30, type, tlv(0xa0, content));
const repeated = (piece: Buffer, times: number) => Buffer.concat(Array.from({ length: times }, () => piece));

describe('what nobody honest sends', { timeout: 20_000 }, () => {
  it.each<[string, () => Buffer]>([
    ['sequences in sequences, 50 000 deep, without an end', () => repeated(Buffer.from([0x30, 0x80]), 50_000)],
    ['octet strings in octet strings, without an end', () => repeated(Buffer.from([0x24, 0x80]), 50_000)],
    ['a length of four gigabytes', () => Buffer.from('3084ffffffff', 'hex')],
    ['a length of many octets', () => Buffer.concat([Buffer.from([0x30, 0xff]), Buffer.alloc(200, 0xff)])],
    ['a million empty values', () => tlv(0x30, repeated(Buffer.from([0x05, 0x00]), 1_000_000))],
    [
      'a million recipients',
      () =>
        contentInfo(
          enveloped,
          tlv(0x30, Buffer.from('020100', 'hex'), tlv(0x31, repeated(Buffer.from([0x30, 0x00]), 1_000_000))),
        ),
    ],
    [
      'a million signers',
      () =>
        contentInfo(
          signedData,
          tlv(0x30, Buffer.from('020101', 'hex'), tlv(0x31, repeated(Buffer.from([0x30, 0x00]), 1_000_000))),
        ),
    ],
    [
      'an object identifier without an end',
      () => contentInfo(tlv(0x06, Buffer.alloc(2_000_000, 0x81)), Buffer.from([5, 0])),
    ],
    ['an enormous integer', () => tlv(0x30, tlv(0x02, Buffer.alloc(5_000_000, 0x7f)))],
    ['noise', () => Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7_919) % 251))],
    ['nothing', () => Buffer.alloc(0)],
    ['a text', () => Buffer.from('Dear practice, this is no CMS at all. '.repeat(10_000))],
  ])('%s costs little and opens nothing', async (_name, cms) => {
    const { ms, bytes, told } = await cost(mail(opaque(cms(), 'enveloped-data')));
    expect(ms).toBeLessThan(longestMs);
    expect(bytes).toBeLessThan(mostBytes);
    expect(told).toMatch(/^unopenable (damaged|smime)$/);
  });

  it('certificates that vouch for each other in a circle end', async () => {
    // Two authorities of one name and key each, issued by one another, again and again.
    const first = createMailAuthority('First');
    const second = first.below('Second');
    let last = second;
    for (let at = 0; at < 12; at += 1) last = last.below(at % 2 === 0 ? 'First' : 'Second');
    const leaf = last.issue({ address: 'ana@mail.example' });
    const { ms, told } = await cost(mail(await signed(textEntity('round'), leaf, 'opaque')));
    expect(ms).toBeLessThan(longestMs);
    expect(told).toBe('signed unknown signature unknown-issuer');
  });

  it('a message cut short at any place, or with any octet changed, is never more than it was', async () => {
    const whole = cmsOf(await encrypted(await signed(textEntity('words'), ana), desk));
    for (let at = 3; at < whole.length; at += 23) {
      const cut = await cost(mail(opaque(whole.subarray(0, at), 'enveloped-data')));
      expect(cut.told).not.toContain('verified');
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ 0x55;
      const changed = await cost(mail(opaque(bent, 'enveloped-data')));
      // Some octets say nothing, such as the version: then what is inside is what it was.
      if (changed.told.includes('verified')) expect(changed.text).toBe('words');
      expect(Math.max(cut.ms, changed.ms)).toBeLessThan(longestMs);
    }
  });

  it('a signed message with any octet changed vouches for nobody else', async () => {
    const whole = cmsOf(await signed(textEntity('words'), ana, 'opaque'));
    const told = new Set<string>();
    for (let at = 3; at < whole.length; at += 7) {
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ 0x55;
      const message = await readSmime(mail(opaque(bent, 'signed-data')), ours);
      const { status } = message;
      // Some octets are not covered by anything, such as the version or the name of the hash beside the signature.
      if ('signer' in status && status.signer === 'verified') expect(message.text).toBe('words');
      told.add(toldOf(message).split(' ').slice(0, 2).join(' '));
    }
    expect(told).not.toContain('signed mismatch');
  });

  it('a long honest message is read in its time', async () => {
    const long = Buffer.concat([textEntity('start'), Buffer.alloc(12_000_000, 'a line of an honest message\r\n')]);
    const { ms, told } = await cost(mail(await encrypted(await signed(long, ana), desk)));
    expect(told).toBe('encrypted verified signature trusted');
    expect(ms).toBeLessThan(longestMs * 2);
  });
});
