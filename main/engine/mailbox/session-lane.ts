import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { ImapConnection } from '../wire/imap-types.ts';
import { nextDelay } from './connection-state.ts';
import type { WakeUp } from './wake-up.ts';

export type Lane = {
  readonly clock: Clock;
  readonly connect: () => Promise<ImapConnection>;
  /** Must end soon after `signal`, which says that the line broke or all is to end. */
  readonly work: (connection: ImapConnection, signal: AbortSignal) => Promise<void>;
  /** Ends the wait for the next attempt. */
  readonly retry: WakeUp;
  readonly stop: AbortSignal;
  readonly onConnected: (connection: ImapConnection) => void;
  /** The connection ended or never came about. */
  readonly onFailed: (failure: EngineError) => void;
};

/** After a line that held so long, in ms, the waits start small again. */
const goodLine = 60_000;

/** One connection kept alive: connects, works until the line breaks, waits a growing while, connects again. */
export async function runLane(lane: Lane): Promise<void> {
  let failures = 0;
  while (!lane.stop.aborted) {
    const startedAt = lane.clock.now();
    try {
      const connection = await lane.connect();
      await workUntilClosed(lane, connection);
    } catch (error) {
      if (lane.stop.aborted) return;
      failures = lane.clock.now() - startedAt > goodLine ? 0 : failures;
      const failure =
        error instanceof EngineError ? error : new EngineError('unexpected', { what: 'sync' }, { cause: error });
      lane.onFailed(failure);
      await lane.retry.wait(nextDelay(failures, failure), lane.stop);
      failures += 1;
    }
  }
}

/** Returns when all is to end; throws what broke the line or the work. The work has ended either way. */
async function workUntilClosed(lane: Lane, connection: ImapConnection): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  let failure: unknown = null;
  const stopListening = connection.events.on('closed', ({ because }) => {
    failure ??= new EngineError(because ?? 'offline', { reason: 'connection-lost' });
    end();
  });
  lane.stop.addEventListener('abort', end, { once: true });
  const closed = new Promise<void>((resolve) =>
    ending.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  if (lane.stop.aborted) end();
  else lane.onConnected(connection);
  const work = lane.work(connection, ending.signal).catch((error: unknown) => {
    failure ??= error;
  });
  await Promise.race([work, closed]);
  end();
  stopListening();
  lane.stop.removeEventListener('abort', end);
  await connection.close();
  await work;
  if (failure !== null) throw failure;
}
