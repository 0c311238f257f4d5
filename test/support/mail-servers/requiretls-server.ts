import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { KeyWithCertificate } from '../certificate-authority.ts';

/** A message as the server took it. */
export type SubmittedMessage = {
  readonly to: readonly string[];
  /** MAIL FROM said REQUIRETLS (RFC 8689). */
  readonly requireTls: boolean;
  readonly text: string;
};

export type RequireTlsServer = {
  readonly port: number;
  readonly taken: readonly SubmittedMessage[];
  /** As a server set up anew does: every open session ends, the next one is told. */
  readonly offer: (requireTls: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** Submission over implicit TLS that takes every password and message, and offers REQUIRETLS when it is told to. */
export async function startRequireTlsServer(certificate: KeyWithCertificate): Promise<RequireTlsServer> {
  const taken: SubmittedMessage[] = [];
  const server = new SMTPServer({
    secure: true,
    ...certificate,
    minVersion: 'TLSv1.2',
    hideREQUIRETLS: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        taken.push({
          to: envelope.rcptTo.map(({ address }) => address),
          requireTls: envelope.requireTLS === true,
          text: Buffer.concat(pieces).toString('utf8'),
        });
        done(null, 'taken');
      });
    },
  });
  server.on('error', () => {});
  const open = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    taken,
    offer: (requireTls) => {
      server.options.hideREQUIRETLS = !requireTls;
      for (const socket of open) socket.destroy();
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
