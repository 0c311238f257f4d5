import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { KeyWithCertificate } from '../support/certificate-authority.ts';

/** A message as the submission server got it. */
export type SubmittedMail = {
  readonly from: string;
  /** RCPT TO, in order. */
  readonly to: readonly string[];
  readonly bytes: Uint8Array;
};

export type SubmissionServer = { readonly port: number; readonly stop: () => Promise<void> };

/** The longest message it takes, in bytes (RFC 1870); what large providers allow. */
export const submissionLimit = 25 * 1024 * 1024;

/** SMTP submission over implicit TLS on a free loopback port. A message is accepted once `receive` is done with it. */
export async function startSubmissionServer(
  login: { readonly user: string; readonly password: string },
  certificate: KeyWithCertificate,
  receive: (mail: SubmittedMail) => Promise<void>,
): Promise<SubmissionServer> {
  const server = new SMTPServer({
    secure: true,
    ...certificate,
    minVersion: 'TLSv1.2',
    name: 'mail.elmstreet.example',
    size: submissionLimit,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onAuth: (auth, _session, done) =>
      auth.username === login.user && auth.password === login.password
        ? done(null, { user: login.user })
        : done(new Error('Invalid user name or password')),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('Message is too long'), { responseCode: 552 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((each) => each.address),
          bytes: Buffer.concat(pieces),
        };
        receive(mail).then(
          () => done(null, 'Message accepted'),
          (error: unknown) => done(error instanceof Error ? error : new Error('not filed')),
        );
      });
    },
  });
  // A client that hangs up mid-way is no matter of the server's process.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, stop: () => new Promise((resolve) => server.close(resolve)) };
}
