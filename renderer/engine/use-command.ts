import { useCallback, useRef, useState } from 'react';
import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import type { Failure } from '../../main/contract/envelope.ts';
import { call, toFailure } from './call.ts';

/** What a command gave: its output, or the failure (also kept in `failure`), or null where it ran already. */
export type CommandResult<Output> = { readonly output: Output } | { readonly failure: Failure } | null;

export type Command<Name extends MethodName> = {
  /** Runs once; a second press while it runs does nothing and gives null. Never throws. */
  readonly run: (input: InputOf<Name>) => Promise<CommandResult<OutputOf<Name>>>;
  readonly running: boolean;
  readonly failure: Failure | null;
  /** Forgets the failure, for instance when a person types again. */
  readonly clear: () => void;
};

/** A command with its state for the screen. */
export function useCommand<Name extends MethodName>(method: Name): Command<Name> {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const busy = useRef(false);
  const run = useCallback(
    async (input: InputOf<Name>): Promise<CommandResult<OutputOf<Name>>> => {
      if (busy.current) return null;
      busy.current = true;
      setRunning(true);
      setFailure(null);
      try {
        return { output: await call(method, input) };
      } catch (thrown) {
        const failed = toFailure(thrown);
        setFailure(failed);
        return { failure: failed };
      } finally {
        busy.current = false;
        setRunning(false);
      }
    },
    [method],
  );
  const clear = useCallback(() => setFailure(null), []);
  return { run, running, failure, clear };
}
