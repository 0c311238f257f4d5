import { CloudOff, TriangleAlert } from 'lucide-react';
import type { ConnectionState } from '../../main/contract/account.ts';
import { connectionWords } from '../features/account/connection-words.ts';
import './connection-line.css';

/** The connection in a few words; a press opens the account's settings. */
export function ConnectionLine({
  connection,
  onOpen,
}: {
  readonly connection: ConnectionState | null;
  readonly onOpen: () => void;
}) {
  const { words, more, tone } = connectionWords(connection);
  return (
    <button type="button" className="connection-line" data-tone={tone} title={more || words} onClick={onOpen}>
      {tone === 'amber' && <CloudOff size={16} aria-hidden />}
      {tone === 'red' && <TriangleAlert size={16} aria-hidden />}
      {tone !== 'amber' && tone !== 'red' && <span className="connection-line-dot" aria-hidden />}
      <span className="connection-line-words" role="status">
        {words}
      </span>
    </button>
  );
}
