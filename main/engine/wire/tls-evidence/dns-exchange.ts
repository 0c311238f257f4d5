import { createSocket } from 'node:dgram';
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type TrustedRoots, tlsOptions } from '../server-settings.ts';

/** Where a question goes. `plain` is UDP, and TCP for what is longer; `tls` is DNS over TLS (RFC 7858), name verified. */
export type DnsServer =
  | { readonly kind: 'plain'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly roots: TrustedRoots };

/** Longest message of DNS over a stream: what its two bytes of length can say. */
const longest = 0xffff;

/** The first packet from that server, and no other, that `fits`. Rejects after `patience` ms, having asked twice. */
export function askByUdp(
  server: DnsServer,
  question: Uint8Array,
  patience: number,
  fits: (bytes: Uint8Array) => boolean,
): Promise<Uint8Array> {
  const socket = createSocket(isIP(server.host) === 6 ? 'udp6' : 'udp4');
  return new Promise<Uint8Array>((resolve, reject) => {
    const again = setTimeout(() => socket.send(question, () => {}), patience / 2);
    const late = setTimeout(() => end(() => reject(new Error('late'))), patience);
    const end = (settle: () => void) => {
      clearTimeout(again);
      clearTimeout(late);
      socket.close();
      settle();
    };
    socket.once('error', (error) => end(() => reject(error)));
    socket.on('message', (bytes) => {
      if (fits(bytes)) end(() => resolve(bytes));
    });
    // Connected, so that the system drops what comes from anywhere else.
    socket.connect(server.port, server.host, () => socket.send(question, () => {}));
  });
}

/** Asks over TCP or TLS, where a message has its length before it (RFC 1035, 4.2.2). */
export function askByStream(server: DnsServer, question: Uint8Array, patience: number): Promise<Uint8Array> {
  const socket = open(server);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(question.length);
  return new Promise<Uint8Array>((resolve, reject) => {
    const late = setTimeout(() => end(() => reject(new Error('late'))), patience);
    const end = (settle: () => void) => {
      clearTimeout(late);
      socket.destroy();
      settle();
    };
    let got = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      const wanted = got.length < 2 ? longest : got.readUInt16BE();
      if (got.length >= wanted + 2) end(() => resolve(got.subarray(2, wanted + 2)));
      else if (got.length > longest + 2) end(() => reject(new Error('too long')));
    });
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => end(() => reject(new Error('closed'))));
    socket.once(server.kind === 'tls' ? 'secureConnect' : 'connect', () =>
      socket.write(Buffer.concat([length, question])),
    );
  });
}

function open(server: DnsServer): Socket {
  const { host, port } = server;
  if (server.kind === 'plain') return createConnection({ host, port });
  return connectTls({ ...tlsOptions({ host, port, security: 'implicit' }, server.roots), host, port });
}
