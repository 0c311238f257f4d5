import { useState } from 'react';
import { callShell } from '../engine/call.ts';
import { VaultPage } from '../features/vault/vault-page.tsx';
import { frameText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';

/** The engine does not start any more: what that means for the mail, and what to do. */
export function EngineGone() {
  const [starting, setStarting] = useState(false);
  const startAgain = () => {
    setStarting(true);
    callShell('shell.restartEngine').then(
      () => setStarting(false),
      () => setStarting(false),
    );
  };
  return (
    <VaultPage
      title={frameText.engineGoneTitle}
      words={
        <>
          <p>{frameText.engineGoneWords}</p>
          <p>{frameText.engineGoneNext}</p>
        </>
      }
    >
      <div className="vault-actions">
        <Button variant="filled" busy={starting} onClick={startAgain}>
          {frameText.engineGoneAgain}
        </Button>
        <Button variant="quiet" onClick={() => void callShell('shell.quit').catch(() => undefined)}>
          {frameText.quit}
        </Button>
      </div>
    </VaultPage>
  );
}
