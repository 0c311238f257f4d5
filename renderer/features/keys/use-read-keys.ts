import { useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { KeyOffer } from '../../../main/contract/keys.ts';
import { call, toFailure } from '../../engine/call.ts';

/** Asks the engine what keys some bytes hold; null where it could not say, with the reason in `failure`. */
export function useReadKeys(): {
  readonly run: (key: Uint8Array<ArrayBuffer>) => Promise<readonly KeyOffer[] | null>;
  readonly running: boolean;
  readonly failure: Failure | null;
} {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (key: Uint8Array<ArrayBuffer>) => {
    setRunning(true);
    setFailure(null);
    try {
      return await call('keys.read', { key });
    } catch (thrown) {
      setFailure(toFailure(thrown));
      return null;
    } finally {
      setRunning(false);
    }
  };
  return { run, running, failure };
}
