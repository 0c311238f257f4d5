import { createConnection, createServer } from 'node:net';
import type { BackgroundProcess } from './background-process.ts';

/** Ports of 127.0.0.1 that were free a moment ago; nothing holds them, so a start may have to be tried again. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  return ports;
}

/** Waits until every port answers; throws with the program's own words when it ends or `ms` pass. */
export async function waitForPorts(ports: readonly number[], program: BackgroundProcess, ms = 40_000): Promise<void> {
  const until = Date.now() + ms;
  for (const port of ports) {
    while (!(await answers(port))) {
      if (!program.running()) throw new Error(`the server ended:\n${program.output()}`);
      if (Date.now() > until) throw new Error(`port ${port} does not answer:\n${program.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const say = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => say(true));
    socket.once('error', () => say(false));
  });
}
