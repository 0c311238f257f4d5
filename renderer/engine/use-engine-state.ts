import { useEffect, useState } from 'react';
import type { EngineState } from '../../main/contract/envelope.ts';
import { callShell } from './call.ts';
import { useEvent } from './events.ts';

/** The engine's process: asked once, then as the shell tells it. Null before the first answer. */
export function useEngineState(): EngineState | null {
  const [state, setState] = useState<EngineState | null>(null);
  useEvent('engine.state', (told) => setState(told.state));
  useEffect(() => {
    callShell('shell.info').then(
      (info) => setState((before) => before ?? info.engineState),
      () => setState((before) => before ?? 'ready'),
    );
  }, []);
  return state;
}
