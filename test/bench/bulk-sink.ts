import { SMTPServer } from 'smtp-server';
import type { KeyWithCertificate } from '../support/certificate-authority.ts';

/* A process of its own: takes every message over implicit TLS, keeps none. It says its port. */
process.once('message', (certificate: KeyWithCertificate) => {
  const server = new SMTPServer({
    secure: true,
    ...certificate,
    minVersion: 'TLSv1.2',
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => done(null, 'taken'));
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => {
    const address = server.server.address();
    process.send?.(typeof address === 'object' ? address?.port : 0);
  });
});
process.once('disconnect', () => process.exit());
