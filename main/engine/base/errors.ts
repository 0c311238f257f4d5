import type { ErrorCode, ErrorFacts } from '../../contract/errors.ts';

/** A failure that has a code of the closed list. Foreign errors become one of these where the foreign library ends. */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'EngineError';
    this.code = code;
    this.facts = facts;
  }
}

/** True for an `EngineError`, with the code asked for where one is given. */
export function isEngineError(error: unknown, code?: ErrorCode): error is EngineError {
  return error instanceof EngineError && (code === undefined || error.code === code);
}
