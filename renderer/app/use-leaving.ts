import { useCallback, useState } from 'react';
import { call, callShell } from '../engine/call.ts';
import { useEvent } from '../engine/events.ts';
import { saveBeforeLeaving } from '../engine/leaving.ts';
import { appKeys } from '../ui/keys.ts';
import { useKeys } from '../ui/use-keys.ts';

export type Leaving = { readonly reason: 'quit' | 'lock'; readonly waiting: number };

/** Locking and quitting: what was typed is saved first, and mail that waits is asked about. */
export function useLeaving() {
  const [asked, setAsked] = useState<Leaving | null>(null);
  useEvent('app.quit-asked', ({ waiting }) => setAsked({ reason: 'quit', waiting }));
  useEvent('app.locking', () => void saveBeforeLeaving());

  const leave = useCallback(async (reason: Leaving['reason']) => {
    setAsked(null);
    await saveBeforeLeaving();
    if (reason === 'quit') await callShell('shell.quit').catch(() => undefined);
    else await call('vault.lock', {}).catch(() => undefined);
  }, []);

  const lock = useCallback(async () => {
    await saveBeforeLeaving();
    const { waiting } = await call('outbox.beforeQuit', {}).catch(() => ({ waiting: 0 }));
    if (waiting > 0) setAsked({ reason: 'lock', waiting });
    else await leave('lock');
  }, [leave]);

  useKeys([{ keys: appKeys.lock, run: () => void lock() }]);
  const stay = useCallback(() => setAsked(null), []);
  return { asked, lock: () => void lock(), stay, leave };
}
