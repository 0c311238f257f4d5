import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { type Answer, AUTHENTIC_DATA, decode, encode, type Question } from 'dns-packet';

export type NameServer = { readonly port: number; readonly stop: () => Promise<void> };

/** What the demo's mail domains publish. `signed`: their mail servers are signed for (DANE, RFC 7672). */
export type DemoDomains = { readonly signed: readonly string[] };

const noSuchName = 3;
/** Any digest will do: nobody connects to these servers. */
const digest = Buffer.alloc(32, 7);

/**
 * A name server on loopback, by UDP and TCP, that knows the demo's mail domains and claims to have checked signatures, as a
 * resolver does that the owner names. The real ones, with real signatures, are in `test/wire`.
 */
export async function startNameServer(domains: DemoDomains): Promise<NameServer> {
  const answer = (bytes: Buffer): Buffer => {
    const query = decode(bytes);
    const [question] = query.questions ?? [];
    const found = question === undefined ? null : lookUp(question, domains);
    return encode({
      type: 'response',
      id: query.id ?? 0,
      flags: AUTHENTIC_DATA | (found === null ? noSuchName : 0),
      questions: query.questions ?? [],
      answers: [...(found ?? [])],
    });
  };
  const streams = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const reply = answer(bytes.subarray(2));
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.end(Buffer.concat([length, reply]));
    });
  });
  await new Promise<void>((resolve) => streams.listen(0, '127.0.0.1', resolve));
  const address = streams.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const packets = createSocket('udp4', (bytes, peer) => packets.send(answer(bytes), peer.port, peer.address));
  await new Promise<void>((resolve) => packets.bind(address.port, '127.0.0.1', resolve));
  return {
    port: address.port,
    async stop() {
      await new Promise<void>((resolve) => packets.close(resolve));
      await new Promise<void>((resolve) => streams.close(() => resolve()));
    },
  };
}

/** Null: there is no such name. */
function lookUp({ name, type }: Question, { signed }: DemoDomains): readonly Answer[] | null {
  const wanted = name.toLowerCase();
  if (wanted === '.' || wanted === '') return type === 'NS' ? [{ type: 'NS', name: '.', data: 'ns.example' }] : [];
  if (wanted.startsWith('_mta-sts.') || wanted.startsWith('mta-sts.')) return null;
  const ttl = 3_600;
  if (wanted.startsWith('_25._tcp.mx.')) {
    if (!signed.includes(wanted.slice('_25._tcp.mx.'.length))) return null;
    return [{ type: 'TLSA', name, ttl, data: { usage: 3, selector: 1, matchingType: 1, certificate: digest } }];
  }
  if (wanted.startsWith('mx.')) return type === 'A' ? [{ type: 'A', name, ttl, data: '127.0.0.1' }] : [];
  return type === 'MX' ? [{ type: 'MX', name, ttl, data: { preference: 10, exchange: `mx.${wanted}` } }] : [];
}
