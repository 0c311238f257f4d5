import { useEffect, useState } from 'react';
import { useEvent } from '../engine/events.ts';
import { frameText } from '../text/frame.ts';

const shownMs = 60_000;

/** What the window says after the engine crashed: while it starts again, and a minute afterwards. Null: nothing. */
export function useEngineNotice(): string | null {
  const [notice, setNotice] = useState<string | null>(null);
  const restarted = notice === frameText.engineRestarted;
  useEvent('engine.state', ({ state }) => {
    if (state === 'restarting') setNotice(frameText.engineRestarting);
    if (state === 'ready') setNotice((before) => (before === null ? null : frameText.engineRestarted));
  });
  useEvent('vault.changed', ({ state }) => {
    if (state === 'open') setNotice((before) => (before === null ? null : frameText.engineRestarted));
  });
  useEffect(() => {
    if (!restarted) return;
    const timer = setTimeout(() => setNotice(null), shownMs);
    return () => clearTimeout(timer);
  }, [restarted]);
  return notice;
}
