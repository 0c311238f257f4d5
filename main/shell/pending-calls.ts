import type { Answer, Failure } from '../contract/envelope.ts';

type Pending = { readonly method: string; readonly settle: (answer: Answer) => void };

/** Calls that the engine has and has not answered. Nothing of their input is kept. */
export type PendingCalls = {
  readonly size: () => number;
  readonly add: (method: string, settle: (answer: Answer) => void) => number;
  readonly settle: (id: number, answer: Answer) => void;
  /** Answers every call: `answerFor` says what, by its method. */
  readonly settleAll: (answerFor: (method: string) => Answer) => void;
};

export function createPendingCalls(): PendingCalls {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  const settle = (id: number, answer: Answer) => {
    const call = pending.get(id);
    if (!pending.delete(id)) return;
    call?.settle(answer);
  };
  return {
    size: () => pending.size,
    add: (method, settleCall) => {
      lastId += 1;
      pending.set(lastId, { method, settle: settleCall });
      return lastId;
    },
    settle,
    settleAll: (answerFor) => {
      for (const [id, call] of [...pending]) settle(id, answerFor(call.method));
    },
  };
}

export function failed(code: Failure['code']): Answer {
  return { failure: { code, facts: {} } };
}
