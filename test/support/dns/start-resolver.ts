import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyWithCertificate } from '../certificate-authority.ts';
import { needPackages } from '../debian.ts';
import { startBackgroundProcess } from '../mail-servers/background-process.ts';
import { findFreePorts, waitForPorts } from '../mail-servers/loopback-ports.ts';
import { signZones, type TestZone, type ZoneFile } from './sign-zones.ts';

export type TestResolver = {
  readonly host: string;
  readonly port: number;
  /** The same resolver over TLS (RFC 7858), as `localhost`. */
  readonly tlsPort: number;
  readonly stop: () => Promise<void>;
};

/** True once there is a real resolver that checks DNSSEC, and something to sign zones with. */
export const needResolver = (): Promise<boolean> => needPackages(['unbound', 'ldnsutils']);

/** Starts Unbound on loopback over signed and unsigned zones of our own, with their root as its trust anchor. */
export async function startResolver(
  zones: readonly TestZone[],
  certificate: KeyWithCertificate,
): Promise<TestResolver> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-dns-'));
  const { files, anchor } = await signZones(folder, zones);
  await writeFile(join(folder, 'cert.pem'), certificate.cert);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0, tlsPort = 0] = await findFreePorts(2);
    const config = join(folder, 'unbound.conf');
    await writeFile(config, settings(folder, port, tlsPort, anchor, files));
    const program = startBackgroundProcess('unbound', ['-d', '-c', config]);
    const stop = async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    };
    try {
      await waitForPorts([port, tlsPort], program);
      return { host: '127.0.0.1', port, tlsPort, stop };
    } catch (error) {
      await program.stop();
      if (attempt < 3) continue;
      await stop();
      throw error;
    }
  }
}

function settings(folder: string, port: number, tlsPort: number, anchor: string, files: readonly ZoneFile[]): string {
  const zones = files.map(
    ({ name, file }) => `auth-zone:
  name: "${name}"
  zonefile: "${file}"
  for-downstream: no
  for-upstream: yes`,
  );
  return `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  do-daemonize: no
  use-syslog: no
  logfile: ""
  do-ip6: no
  interface: 127.0.0.1@${port}
  interface: 127.0.0.1@${tlsPort}
  port: ${port}
  tls-port: ${tlsPort}
  tls-service-key: "${folder}/key.pem"
  tls-service-pem: "${folder}/cert.pem"
  module-config: "validator iterator"
  trust-anchor-file: "${anchor}"
  do-not-query-localhost: no
${zones.join('\n')}
remote-control:
  control-enable: no
`;
}
