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
};

type Held<Output> = { readonly question: string; readonly data: Output | null; readonly failure: Failure | null };

/**
 * Asks the engine and asks again at events. `input` is compared by its content; null asks nothing.
 * An answer that arrives after a newer question is dropped.
 */
export function useQuery<Name extends MethodName>(
  method: Name,
  input: InputOf<Name> | null,
  { refreshOn = [], keepPrevious = false }: QueryOptions = {},
): Query<OutputOf<Name>> {
  const question = input === null ? '' : `${method} ${JSON.stringify(input)}`;
  const [held, setHeld] = useState<Held<OutputOf<Name>>>({ question: '', data: null, failure: null });
  const [round, setRound] = useState(0);
  const latestInput = useRef(input);
  latestInput.current = input;

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const events = refreshOn.join(' ');
  useEffect(() => {
    const stops = events
      .split(' ')
      .filter(Boolean)
      .map((name) => onEvent(name as AnyEventName, refresh));
    return () => {
      for (const stop of stops) stop();
    };
  }, [events, refresh]);

  // biome's list of dependencies: `round` makes it ask again, `question` stands for `input` by content.
  useEffect(() => {
    const asked = latestInput.current;
    if (asked === null || question === '' || round < 0) return;
    let stale = false;
    call(method, asked).then(
      (data) => {
        if (!stale) setHeld({ question, data, failure: null });
      },
      (thrown: unknown) => {
        if (!stale)
          setHeld((before) => ({
            question,
            data: before.question === question ? before.data : null,
            failure: toFailure(thrown),
          }));
      },
    );
    return () => {
      stale = true;
    };
  }, [method, question, round]);

  const mine = held.question === question && question !== '';
  const data = mine || (keepPrevious && question !== '') ? held.data : null;
  const failure = mine ? held.failure : null;
  return { data, failure, loading: question !== '' && !mine, refresh };
}
