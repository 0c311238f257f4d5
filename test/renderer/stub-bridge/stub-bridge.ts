import type { InputOf, MethodName, OutputOf } from '../../../main/contract/contract.ts';
import type { Answer, ShellMethods } from '../../../main/contract/envelope.ts';
import type { ErrorCode, ErrorFacts } from '../../../main/contract/errors.ts';
import type { Bridge } from '../../../preload/bridge.ts';
import type { AnyEventName, AnyEventPayload } from '../../../renderer/engine/events.ts';

/** Answers of a stub engine, typed by the contract. What has no answer waits for ever. */
export type StubAnswers = {
  readonly [Name in MethodName]?: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
};

export type StubShell = {
  readonly [Name in keyof ShellMethods]?: () => Awaited<ReturnType<ShellMethods[Name]>>;
};

/** Thrown by an answer, so that the call fails with a code. */
export class StubFailure extends Error {
  readonly answer: Answer;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(code);
    this.answer = { failure: { code, facts } };
  }
}

export type StubBridge = Bridge & {
  readonly tell: <Name extends AnyEventName>(name: Name, payload: AnyEventPayload<Name>) => void;
  /** Every call so far, oldest first. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
};

/** A bridge with an engine of a few functions behind it: for screens alone, never for what the engine decides. */
export function createStubBridge(answers: StubAnswers, shell: StubShell = {}): StubBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const calls: { method: string; input: unknown }[] = [];
  const all = new Map<string, (input: never) => unknown>(Object.entries({ ...answers, ...shell }));
  return {
    calls,
    async call(method, input) {
      calls.push({ method, input });
      const answer = all.get(method);
      if (!answer) return new Promise<Answer>(() => {});
      try {
        return { output: await answer(structuredClone(input) as never) };
      } catch (thrown) {
        if (thrown instanceof StubFailure) return thrown.answer;
        throw thrown;
      }
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => void heard.delete(listener);
    },
    tell(name, payload) {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    },
  };
}
