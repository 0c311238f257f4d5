import type { ConnectionState } from '../../../main/contract/account.ts';
import { describeFailure } from '../../text/errors.ts';
import { connectionText } from '../../text/frame.ts';

export type ConnectionWords = {
  readonly words: string;
  /** One line more, for the tip and the settings. */
  readonly more: string;
  readonly tone: 'good' | 'busy' | 'amber' | 'red' | 'none';
};

/** The state of the connection as the foot of the side bar says it. */
export function connectionWords(connection: ConnectionState | null): ConnectionWords {
  if (!connection || connection.state === 'none') return { words: connectionText.none, more: '', tone: 'none' };
  const { state, code, facts, done, total, lastSyncAt } = connection;
  const since = lastSyncAt === null ? '' : connectionText.upToDateSince(lastSyncAt);
  if (state === 'connecting') return { words: connectionText.connecting, more: since, tone: 'busy' };
  if (state === 'syncing') {
    return { words: connectionText.syncing(done, total), more: connectionText.syncingMore(done, total), tone: 'busy' };
  }
  if (state === 'up-to-date') return { words: connectionText.upToDate, more: since, tone: 'good' };
  if (state === 'offline') return { words: connectionText.offline, more: connectionText.offlineTip, tone: 'amber' };
  const { title } = describeFailure({ code: code ?? 'unexpected', facts });
  return { words: connectionText.failed, more: connectionText.failedTip(title), tone: 'red' };
}
