import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { KeyWithCertificate } from '../../support/certificate-authority.ts';

export type Website = {
  /** Where a file of it stands. */
  readonly addressOf: (path: string) => string;
  /** Puts a file of this computer there. */
  readonly publish: (path: string, file: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The practice's own website: files over HTTPS on loopback, and no program that runs there. */
export async function startWebsite(certificate: KeyWithCertificate): Promise<Website> {
  const files = new Map<string, Uint8Array>();
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, ({ url }, response) => {
    const file = files.get(url ?? '');
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    addressOf: (path) => `https://127.0.0.1:${address.port}${path}`,
    async publish(path, file) {
      files.set(path, await readFile(file));
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
