import type { ErrorCode } from '../../../main/contract/errors.ts';
import { describedCodes } from '../../text/errors.ts';

/** True for a code of the closed list; the outbox also has codes of its own, such as `answer-lost`. */
export function isErrorCode(code: string): code is ErrorCode {
  return describedCodes.includes(code);
}
