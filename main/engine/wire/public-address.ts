import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Nobody's address on the open net (RFC 6890): this computer, the network around it, tests, groups. */
const ipv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** With ways to write an address of the older kind that nobody needs: compatible, Teredo, 6to4, a translator nearby. */
const ipv6 = [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const;

const closed = new BlockList();
for (const [net, bits] of ipv4) {
  // Mapped addresses (::ffff:0:0/96) are found by the list itself; those of a translator (RFC 6052) are not.
  closed.addSubnet(net, bits, 'ipv4');
  closed.addSubnet(`64:ff9b::${net}`, 96 + bits, 'ipv6');
}
for (const [net, bits] of ipv6) closed.addSubnet(net, bits, 'ipv6');

/** True for an address of the open net; false for what is on this computer or around it, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && !closed.check(address, kind === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Looks a name up for a connection, and finds nothing where one of its addresses is not allowed: so what is checked is what
 * is connected to, however often the name changes.
 */
export function lookUpAllowed(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      const all = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const refused = error === null && !all.every(isAllowed);
      callback(refused ? Object.assign(new Error('not allowed'), { code: 'ENOTFOUND' }) : error, found, family);
    });
}
