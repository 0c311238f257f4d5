import type { TransportAnswer } from '../../../contract/transport.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What a mail domain published when it was asked last; null before. */
export function findTransportAnswer(db: ReadHandle, domain: string): TransportAnswer | null {
  const row = db.find<{ json: string }>('SELECT answer_json AS json FROM transport_answer WHERE domain = $domain', {
    domain,
  });
  return row === null ? null : JSON.parse(row.json);
}

export function putTransportAnswer(db: WriteHandle, answer: TransportAnswer): void {
  db.change(
    `INSERT INTO transport_answer (domain, answer_json) VALUES ($domain, $json)
     ON CONFLICT (domain) DO UPDATE SET answer_json = excluded.answer_json`,
    { domain: answer.domain, json: JSON.stringify(answer) },
  );
}
