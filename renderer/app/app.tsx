import { useEffect, useState } from 'react';
import { useEngineState } from '../engine/use-engine-state.ts';
import { useQuery } from '../engine/use-query.ts';
import { BrokenScreen } from '../features/vault/broken-screen.tsx';
import { FirstRun } from '../features/vault/first-run.tsx';
import { UnlockScreen } from '../features/vault/unlock-screen.tsx';
import { VaultPage } from '../features/vault/vault-page.tsx';
import { frameText } from '../text/frame.ts';
import { kitText } from '../text/kit.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure-banner.tsx';
import { FaultBoundary } from '../ui/fault-boundary.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { Cover } from './cover.tsx';
import { EngineGone } from './engine-gone.tsx';
import { Frame } from './frame.tsx';
import { useCrashMemory } from './use-crash-memory.ts';
import { useEngineNotice } from './use-engine-notice.ts';

const unexpected = { code: 'unexpected', facts: {} } as const;

/** The window: one screen at a time, picked by the engine's state and the vault's. */
export function App() {
  return (
    <ToastProvider>
      <FaultBoundary fallback={<Opening failure={unexpected} onTryAgain={() => location.reload()} />}>
        <Screen />
      </FaultBoundary>
    </ToastProvider>
  );
}

function Screen() {
  const engine = useEngineState();
  const notice = useEngineNotice();
  const status = useQuery('vault.status', {}, { refreshOn: ['vault.changed', 'engine.state'] });
  const state = status.data?.state ?? null;
  const [settingUp, setSettingUp] = useState(false);
  const [kitKept, setKitKept] = useState(false);
  const crashed = useCrashMemory(state);
  const locked = state === 'locked' || state === 'window-locked';
  // The window may have been locked or loaded afresh while the kit stood on it.
  const kit = useQuery('vault.unconfirmedKit', state === 'open' && !settingUp && !kitKept ? {} : null);
  const firstRunDone = () => {
    setKitKept(true);
    setSettingUp(false);
  };
  const frameStands = !settingUp && (state === 'open' || (locked && crashed));

  useEffect(() => {
    if (locked) setSettingUp(false);
  }, [locked]);

  if (engine === 'gone') return <EngineGone />;
  if (!status.data || state === null) return <Opening failure={status.failure} onTryAgain={status.refresh} />;
  if (state === 'absent' || (settingUp && state === 'open')) {
    return <FirstRun onStarted={() => setSettingUp(true)} onDone={firstRunDone} />;
  }
  if (kit.loading) return <Opening failure={null} onTryAgain={status.refresh} />;
  if (kit.data) return <FirstRun kit={kit.data} onStarted={() => setSettingUp(true)} onDone={firstRunDone} />;
  if (state === 'broken') return <BrokenScreen status={status.data} onTryAgain={status.refresh} />;
  const unlock = locked && (
    <UnlockScreen
      status={status.data}
      onTried={status.refresh}
      notice={notice && <Banner announce={null}>{notice}</Banner>}
    />
  );
  return (
    <>
      {frameStands && <Frame notice={notice} />}
      {unlock && (frameStands ? <Cover label={frameText.product}>{unlock}</Cover> : unlock)}
    </>
  );
}

type OpeningProps = {
  readonly failure: Parameters<typeof FailureBanner>[0]['failure'];
  readonly onTryAgain: () => void;
};

function Opening({ failure, onTryAgain }: OpeningProps) {
  if (!failure) return <Skeleton lines={0} words={frameText.opening} />;
  return (
    <VaultPage title={frameText.product}>
      <FailureBanner failure={failure} />
      <div className="vault-actions">
        <Button variant="filled" onClick={onTryAgain}>
          {kitText.tryAgain}
        </Button>
      </div>
    </VaultPage>
  );
}
