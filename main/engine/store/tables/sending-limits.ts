import type { ReadHandle, WriteHandle } from '../sql.ts';

/** How fast a submission server may be fed, as its own answer told us. */
export type SendingLimit = {
  readonly server: string;
  readonly per: 'minute' | 'hour' | 'day';
  /** So many messages it took in that time, less a little. */
  readonly letters: number;
  /** What it said, and when (ms). */
  readonly answer: string;
  readonly learntAt: number;
  /** Runs rest until then (ms). */
  readonly restUntil: number;
  /** Answers of this kind since it last took a message. */
  readonly times: number;
};

export function findSendingLimit(db: ReadHandle, server: string): SendingLimit | null {
  return db.find(
    `SELECT server, per, letters, answer, learnt_at AS learntAt, rest_until AS restUntil, times
     FROM sending_limit WHERE server = $server`,
    { server },
  );
}

export function saveSendingLimit(db: WriteHandle, limit: SendingLimit): void {
  db.change(
    `INSERT INTO sending_limit (server, per, letters, answer, learnt_at, rest_until, times)
     VALUES ($server, $per, $letters, $answer, $learntAt, $restUntil, $times)
     ON CONFLICT (server) DO UPDATE SET per = excluded.per, letters = excluded.letters, answer = excluded.answer,
       learnt_at = excluded.learnt_at, rest_until = excluded.rest_until, times = excluded.times`,
    limit,
  );
}

/** It takes messages again: the next complaint is a first one. */
export function noteServerTakes(db: WriteHandle, server: string): void {
  db.changeAny('UPDATE sending_limit SET times = 0 WHERE server = $server AND times > 0', { server });
}
