import { EngineError } from '../base/errors.ts';
import type { ServerSettings } from './server-settings.ts';

/** How long each step may take, in milliseconds. */
export type Timeouts = {
  /** From the name look-up until TCP and TLS stand. */
  readonly connect: number;
  /** Until the server's first line. */
  readonly greeting: number;
  /** From the first packet until signed in. */
  readonly session: number;
  /** Without a byte from the server while it owes one. */
  readonly silence: number;
  /** For the answer after the final dot: RFC 5321, 4.5.3.2.6 asks for ten minutes, since giving up early makes a message unsure. */
  readonly finalAnswer: number;
};

export const usualTimeouts: Timeouts = {
  connect: 20_000,
  greeting: 20_000,
  session: 45_000,
  silence: 120_000,
  finalAnswer: 600_000,
};

/** Waits for `work`, at most `ms`; then calls `giveUp` (which must end the work) and throws `server-timeout`. */
export async function withDeadline<Result>(
  settings: ServerSettings,
  ms: number,
  work: Promise<Result>,
  giveUp: () => void,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp();
      reject(new EngineError('server-timeout', { host: settings.host, port: settings.port }));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The loser of the race may still fail, later and unheard.
    work.catch(() => {});
  }
}
