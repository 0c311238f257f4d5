import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of an attacker's that writes down what is asked of it. */
export type CanaryServer = {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly address: string;
  /** Paths, in the order in which they were asked for. */
  readonly asked: readonly string[];
  readonly close: () => void;
};

export async function startCanaryServer(): Promise<CanaryServer> {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
