import { useState } from 'react';
import type { OutputOf } from '../../../main/contract/contract.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import { call, toFailure } from '../../engine/call.ts';

/** Has the whole chain checked when a person asks for it. */
export function useVerify() {
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<OutputOf<'journal.verify'> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = () => {
    setRunning(true);
    setFailure(null);
    call('journal.verify', {})
      .then(setResult, (thrown: unknown) => setFailure(toFailure(thrown)))
      .finally(() => setRunning(false));
  };
  return { run, running, result, failure };
}
