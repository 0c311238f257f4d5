import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { KeyWithCertificate } from '../certificate-authority.ts';

/** A server that answers as the test says, on loopback. For what real servers refuse to do. */
export type LineServer = {
  readonly host: string;
  readonly port: number;
  /** Everything clients sent (inside TLS, with a certificate), all connections in order. */
  readonly heard: () => string;
  readonly stop: () => Promise<void>;
};

/** Greets, then calls `answer` for each line; `null` hangs up, an empty text says nothing. TLS from the first byte with a certificate. */
export async function startLineServer(
  greeting: string,
  answer: (line: string, socket: Socket) => string | null,
  certificate?: KeyWithCertificate,
): Promise<LineServer> {
  let heard = '';
  const open = new Set<Socket>();
  const serve = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    socket.write(greeting);
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      heard += text;
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const reply = answer(line, socket);
        if (reply === null) socket.end();
        else if (reply !== '') socket.write(reply);
      }
    });
  };
  const server: Server = certificate === undefined ? createServer(serve) : createTlsServer(certificate, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    host: 'localhost',
    port: address.port,
    heard: () => heard,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
