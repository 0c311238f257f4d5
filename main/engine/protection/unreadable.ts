import { EngineError } from '../base/errors.ts';

/** Why protected bytes could not be opened. `not-an-answer`: it opened, and holds no answer of a sealed letter. */
export type UnreadableReason =
  | 'not-for-us'
  | 'no-integrity'
  | 'damaged'
  | 'not-an-answer'
  | 'wrong-phrase'
  | 'unsupported';

/** The one error of this room for what cannot be opened. The library's own words go no further: they may quote content. */
export function unreadable(reason: UnreadableReason, cause?: unknown): EngineError {
  return new EngineError('message-unreadable', { reason }, cause === undefined ? {} : { cause });
}
