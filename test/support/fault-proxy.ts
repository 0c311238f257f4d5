import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls';
import type { KeyWithCertificate } from './certificate-authority.ts';

/** What the proxy does to one connection; everything else passes unchanged. */
export type Fault =
  | { readonly kind: 'none' }
  /** Cuts the line once this many bytes have come from the server (`down`) or the client (`up`). */
  | { readonly kind: 'cut'; readonly direction: 'up' | 'down'; readonly afterBytes: number }
  /** Stops passing anything on, and keeps the line open. */
  | { readonly kind: 'stall'; readonly direction: 'up' | 'down'; readonly afterBytes: number }
  /** Passes everything on in pieces of this many bytes. */
  | { readonly kind: 'split'; readonly bytes: number }
  /** SMTP: passes the final dot on, waits for the server's answer, and resets (or says nothing more) instead of passing that on. */
  | { readonly kind: 'lose-final-answer'; readonly stall?: boolean }
  /** SMTP: resets when the final dot comes, without passing it on. */
  | { readonly kind: 'swallow-final-dot' };

export type FaultProxyWishes = {
  readonly target: { readonly host: string; readonly port: number };
  /**
   * Opens the TLS of both sides, to see what goes through: the client meets this certificate, the server is trusted by `root`.
   * Without it the bytes pass as they are. For servers that speak TLS from the first byte.
   */
  readonly tls?: { readonly certificate: KeyWithCertificate; readonly root: string };
};

export type FaultProxy = {
  readonly host: string;
  readonly port: number;
  /** What happens to connections from now on. */
  readonly setFault: (fault: Fault) => void;
  /**
   * SMTP: of whichever line passes the next final dot on, old or new, nothing that the server says from then on arrives.
   * Resolves when the dot has passed.
   */
  readonly loseNextAnswer: () => Promise<void>;
  /** Cuts every open line at once, as when the network goes. */
  readonly cutAll: () => void;
  /** What the clients sent, all connections in order; readable text only with `tls`. */
  readonly sent: () => Buffer;
  /** Hears what the clients send from now on; the returned function ends it. */
  readonly onSent: (listener: (chunk: Buffer) => void) => () => void;
  readonly stop: () => Promise<void>;
};

/** A TCP proxy that misbehaves on request. */
export async function startFaultProxy(wishes: FaultProxyWishes): Promise<FaultProxy> {
  let fault: Fault = { kind: 'none' };
  const open = new Set<Socket>();
  const seen: Buffer[] = [];
  const listeners = new Set<(chunk: Buffer) => void>();
  const see = (chunk: Buffer) => {
    seen.push(chunk);
    for (const listener of listeners) listener(chunk);
  };
  let loseNext: (() => void) | null = null;
  const dotPassed = (): boolean => {
    const lost = loseNext;
    loseNext = null;
    lost?.();
    return lost !== null;
  };
  const server = createServer((client) => {
    const upstream = connectUpstream(wishes);
    const near = wishes.tls === undefined ? client : acceptTls(client, wishes.tls.certificate);
    for (const socket of [client, near, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => open.delete(socket));
    }
    join(near, upstream, client, fault, see, dotPassed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: 'localhost',
    port: portOf(server),
    setFault: (next) => {
      fault = next;
    },
    loseNextAnswer: () =>
      new Promise((resolve) => {
        loseNext = resolve;
      }),
    cutAll: () => {
      for (const socket of open) socket.destroy();
    },
    sent: () => Buffer.concat(seen),
    onSent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function connectUpstream({ target, tls }: FaultProxyWishes): Socket {
  return tls === undefined
    ? createConnection(target)
    : connectTls({ host: target.host, port: target.port, servername: target.host, ca: [tls.root] });
}

function acceptTls(socket: Socket, certificate: KeyWithCertificate): TLSSocket {
  return new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(certificate) });
}

const finalDot = Buffer.from('\r\n.\r\n');

/** `raw` is the TCP socket under `near`, which is the one that can be reset. */
function join(
  near: Socket,
  upstream: Socket,
  raw: Socket,
  fault: Fault,
  see: (chunk: Buffer) => void,
  dotPassed: () => boolean,
): void {
  const bytes = { up: 0, down: 0 };
  let tail = Buffer.alloc(0);
  let dotSeen = false;
  let silenced = false;
  const cut = () => {
    raw.resetAndDestroy();
    upstream.destroy();
  };
  const pass = (direction: 'up' | 'down', chunk: Buffer) => {
    const to = direction === 'up' ? upstream : near;
    const before = bytes[direction];
    bytes[direction] += chunk.length;
    const here = (fault.kind === 'cut' || fault.kind === 'stall') && fault.direction === direction ? fault : null;
    if (here !== null && bytes[direction] > here.afterBytes) {
      if (here.afterBytes > before) to.write(chunk.subarray(0, here.afterBytes - before));
      if (here.kind === 'cut') setImmediate(cut);
      return;
    }
    if (fault.kind === 'split') {
      for (let at = 0; at < chunk.length; at += fault.bytes) to.write(chunk.subarray(at, at + fault.bytes));
      return;
    }
    to.write(chunk);
  };
  near.on('data', (chunk: Buffer) => {
    see(chunk);
    const fresh = Buffer.concat([tail.subarray(1 - finalDot.length), chunk]);
    tail = Buffer.concat([tail, chunk]).subarray(-4_096);
    if (tail.includes(finalDot)) dotSeen = true;
    if (fresh.includes(finalDot) && dotPassed()) silenced = true;
    if (dotSeen && fault.kind === 'swallow-final-dot') cut();
    else pass('up', chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    if (silenced) return;
    if (!dotSeen || fault.kind !== 'lose-final-answer') pass('down', chunk);
    else if (fault.stall !== true) cut();
  });
  near.once('end', () => upstream.end());
  upstream.once('end', () => near.end());
  near.once('close', () => upstream.destroy());
  upstream.once('close', () => raw.destroySoon());
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
