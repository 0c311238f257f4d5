import { describe, expect, it } from 'vitest';
import { isPublicAddress, lookUpAllowed } from '../../main/engine/wire/public-address.ts';

describe('an address that a stranger named', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.251',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::192.168.1.1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::fb',
    'localhost',
    '',
  ])('%s is not on the open net', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['9.9.9.9', '172.15.0.1', '172.32.0.1', '192.169.0.1', '2620:fe::fe', '64:ff9b::9.9.9.9', '::ffff:9.9.9.9'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it('is not found by a name where one of its addresses is not allowed', async () => {
    const ask = (isAllowed: (address: string) => boolean, all: boolean) =>
      new Promise((resolve) => {
        lookUpAllowed(isAllowed)('localhost', { all }, (error, found) => resolve(error?.code ?? found));
      });
    for (const all of [true, false]) {
      expect(await ask(isPublicAddress, all)).toBe('ENOTFOUND');
      expect(await ask(() => true, all)).not.toBe('ENOTFOUND');
    }
  });
});
