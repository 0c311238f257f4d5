import { useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useCommand } from '../../engine/use-command.ts';
import { isWeaker } from './strength.ts';

export type Choose = {
  /** Takes the mode and the ledger row that is shown; asks for a reason first where the mode is weaker. */
  readonly run: (mode: Mode) => void;
  /** The weaker mode whose reason is asked for. */
  readonly asksReason: Mode | null;
  readonly giveReason: (reason: string) => void;
  readonly leave: () => void;
  readonly running: boolean;
  readonly failure: Failure | null;
};

/** Makes the two choices of a conversation. */
export function useChoose(thread: ThreadDetail, onChosen: () => void): Choose {
  const choose = useCommand('threads.choose');
  const [asksReason, setAsksReason] = useState<Mode | null>(null);

  const take = async (mode: Mode, downgradeReason: string | null) => {
    const consentRowId = thread.consent?.rowId ?? null;
    const result = await choose.run({ threadId: thread.id, mode, consentRowId, downgradeReason });
    if (result === null || !('output' in result)) return;
    setAsksReason(null);
    onChosen();
  };
  return {
    run: (mode) => {
      if (isWeaker(thread.choice?.mode ?? null, mode)) setAsksReason(mode);
      else void take(mode, null);
    },
    asksReason,
    giveReason: (reason) => {
      if (asksReason !== null) void take(asksReason, reason);
    },
    leave: () => setAsksReason(null),
    running: choose.running,
    failure: choose.failure,
  };
}
