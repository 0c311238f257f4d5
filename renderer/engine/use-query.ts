import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import type { Failure } from '../../main/contract/envelope.ts';
import { call, toFailure } from './call.ts';
import { type AnyEventName, onEvent } from './events.ts';

export type Query<Output> = {
  /** The last good answer to this question; null before the first. Kept while it is asked again. */
  readonly data: Output | null;
  readonly failure: Failure | null;
  /** True while the first answer is waited for. */
  readonly loading: boolean;
  /** Asks again. */
  readonly refresh: () => void;
};

export type QueryOptions = {
  /** Asks again when one of these is heard. */
  readonly refreshOn?: readonly AnyEventName[];
  /** True: the answer to the question before stays until the new one is here (lists while typing). */
  readonly keepPrevious?: boolean;
  /** True: the answer depends on the day, and is asked for again when a new one begins. */
  readonly daily?: boolean;
};

type Held<Output> = { readonly question: string; readonly data: Output | null; readonly failure: Failure | null };

/** Milliseconds between an answer and the next time of asking, so that a storm of events costs little. */
const breath = 80;

/** Milliseconds until this computer's calendar shows another day, and a little more. */
function untilMidnight(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime() + 500;
}

/**
 * Asks the engine, and again at events: one call at a time, what comes meanwhile is asked once afterwards.
 * `input` is compared by its content; null asks nothing. An answer to a question that was left is dropped.
 */
export function useQuery<Name extends MethodName>(
  method: Name,
  input: InputOf<Name> | null,
  { refreshOn = [], keepPrevious = false, daily = false }: QueryOptions = {},
): Query<OutputOf<Name>> {
  const question = input === null ? null : JSON.stringify(input);
  const events = refreshOn.join(' ');
  const [held, setHeld] = useState<Held<OutputOf<Name>> | null>(null);
  const askAgain = useRef(() => {});

  useEffect(() => {
    if (question === null) return;
    const asked = JSON.parse(question) as InputOf<Name>;
    let left = false;
    let running = false;
    let again = false;
    const ask = async () => {
      again = running;
      if (running) return;
      running = true;
      const answer = await settle(method, asked);
      if (left) return;
      setHeld((before) => ({ question, ...kept(before?.question === question ? before.data : null, answer) }));
      await new Promise((resolve) => setTimeout(resolve, breath));
      running = false;
      if (again && !left) void ask();
    };
    askAgain.current = () => void ask();
    void ask();
    const names = events.split(' ').filter(Boolean) as AnyEventName[];
    const stops = names.map((name) => onEvent(name, () => void ask()));
    let midnight: ReturnType<typeof setTimeout> | undefined;
    const waitForMidnight = () => {
      midnight = setTimeout(() => {
        void ask();
        waitForMidnight();
      }, untilMidnight());
    };
    if (daily) waitForMidnight();
    return () => {
      left = true;
      clearTimeout(midnight);
      askAgain.current = () => {};
      for (const stop of stops) stop();
    };
  }, [method, question, events, daily]);

  const mine = held !== null && held.question === question;
  const refresh = useCallback(() => askAgain.current(), []);
  return {
    data: mine || (keepPrevious && question !== null) ? (held?.data ?? null) : null,
    failure: mine ? held.failure : null,
    loading: question !== null && !mine,
    refresh,
  };
}

type Answered<Output> = { readonly output: Output } | { readonly failure: Failure };

async function settle<Name extends MethodName>(method: Name, input: InputOf<Name>): Promise<Answered<OutputOf<Name>>> {
  try {
    return { output: await call(method, input) };
  } catch (thrown) {
    return { failure: toFailure(thrown) };
  }
}

function kept<Output>(before: Output | null, answer: Answered<Output>) {
  return 'output' in answer ? { data: answer.output, failure: null } : { data: before, failure: answer.failure };
}
