import { useEffect, useState } from 'react';
import type { VaultState } from '../../main/contract/vault.ts';
import { useEvent } from '../engine/events.ts';

/** How long what was typed is held under the passphrase's question after a crash, in milliseconds. */
const heldMs = 10 * 60_000;

/**
 * True after a crash of the engine under an open vault: the frame then stays below the unlock screen with what was
 * typed (every other lock loads the page afresh). After ten minutes it is let go, since a locked window must not hold mail for long.
 */
export function useCrashMemory(state: VaultState | null): boolean {
  const [crashed, setCrashed] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  useEvent('engine.state', (told) => {
    if (told.state === 'restarting' && wasOpen) setCrashed(true);
  });
  useEffect(() => {
    if (state !== null) setWasOpen(state === 'open');
  }, [state]);
  useEffect(() => {
    if (!crashed) return;
    const timer = setTimeout(() => setCrashed(false), heldMs);
    return () => clearTimeout(timer);
  }, [crashed]);
  return crashed;
}
