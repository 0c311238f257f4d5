import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import type { Failure, ShellMethods } from '../../main/contract/envelope.ts';
import type { ErrorCode, ErrorFacts } from '../../main/contract/errors.ts';
import { getBridge } from './bridge.ts';

/** A call that failed: one code of the closed list, with the facts for its text. */
export class CallFailure extends Error implements Failure {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor({ code, facts }: Failure) {
    super(code);
    this.name = 'CallFailure';
    this.code = code;
    this.facts = facts;
  }
}

/** Asks the engine. Throws `CallFailure`. */
export async function call<Name extends MethodName>(method: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return (await send(method, input)) as OutputOf<Name>;
}

/** Asks the shell itself. Throws `CallFailure`. */
export async function callShell<Name extends keyof ShellMethods>(
  method: Name,
): Promise<Awaited<ReturnType<ShellMethods[Name]>>> {
  return (await send(method, {})) as Awaited<ReturnType<ShellMethods[Name]>>;
}

async function send(method: string, input: unknown): Promise<unknown> {
  const answer = await getBridge().call(method, input);
  if ('failure' in answer) throw new CallFailure(answer.failure);
  return answer.output;
}

/** Any thrown thing as a failure with a code; what has none is `unexpected`. */
export function toFailure(thrown: unknown): Failure {
  return thrown instanceof CallFailure ? thrown : { code: 'unexpected', facts: {} };
}
