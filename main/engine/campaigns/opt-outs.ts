import type { Person } from '../../contract/fields.ts';
import type { Journal } from '../journal/journal.ts';
import { consentNow, ledger, recordConsent } from '../patients/consent.ts';
import { listPatientsWithAddress } from '../patients/patients.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findRowOfThread } from '../store/tables/campaign-rows.ts';
import { hasMarketingConsent } from '../store/tables/consent-rows.ts';
import { listRecentThreadIds, listThreadMessages, type MessageRow } from '../store/tables/message.ts';
import { findMessageBody } from '../store/tables/message-body.ts';

/** How far back is looked where nobody says which conversation changed, in ms. */
const lookBackMs = 30 * 24 * 3_600_000;

/** The one word of our footer, and what mail programs and people write in its place: alone on its line. "Stop by at 3?" is none. */
const stopWords =
  /^\W*(please |por favor,? )?(stop|unsubscribe|remove me|opt[ -]?out|baja|alto|parar)( me| all)?( (these )?(e-?mails?|news(letters?)?))?(,? (please|por favor|thank you|thanks|gracias))?\W*$/i;

/**
 * Finds those who wrote that they want no more news and offers, and records it: from then on policy refuses every other
 * such letter to them. An answer in a conversation counts for its patient, any other mail for whoever has that address; a
 * forged one can but end advertising. `threadIds` empty: everything recent is looked at. Tells whose consent ended.
 */
export function noticeOptOuts(store: Store, journal: Journal, threadIds: readonly string[], now: number): string[] {
  if (!hasMarketingConsent(store.read)) return [];
  const threads = threadIds.length > 0 ? threadIds : listRecentThreadIds(store.read, now - lookBackMs, 100);
  const found = threads.flatMap((threadId) => listOptOuts(store.read, threadId, now));
  const ended: string[] = [];
  for (const { patientId, words } of found) {
    if (ended.includes(patientId)) continue;
    store.write((db) =>
      recordConsent(db, journal, {
        patientId,
        purpose: 'marketing',
        event: 'withdrawn',
        how: 'reply-by-mail',
        wording: words,
        wordingVersion: '',
        warned: false,
        until: null,
        threadId: null,
        scan: null,
      }),
    );
    ended.push(patientId);
  }
  return ended;
}

function listOptOuts(
  db: ReadHandle,
  threadId: string,
  now: number,
): { readonly patientId: string; readonly words: string }[] {
  return listThreadMessages(db, threadId).flatMap((message) => {
    const words = message.direction === 'in' ? stopWordsOf(db, message) : null;
    if (words === null) return [];
    return patientsOf(db, message)
      .filter((patientId) => {
        const { marketing } = consentNow(ledger(db, patientId), now, null);
        // Who agrees again after that has agreed.
        return marketing.status === 'given' && (marketing.at ?? 0) <= message.at;
      })
      .map((patientId) => ({ patientId, words }));
  });
}

function patientsOf(db: ReadHandle, message: MessageRow): string[] {
  const row = findRowOfThread(db, message.threadId);
  if (row !== null) return [row.patientId];
  const [from]: Person[] = JSON.parse(message.fromJson);
  return from === undefined ? [] : listPatientsWithAddress(db, from.address).map(({ id }) => id);
}

/** The words that say so: the first line written, or the subject that List-Unsubscribe gives. */
function stopWordsOf(db: ReadHandle, message: MessageRow): string | null {
  const [first = ''] = (findMessageBody(db, message.id)?.text ?? '').split('\n').filter((line) => line.trim() !== '');
  const lines = message.automatic === 1 ? [message.subject] : [message.subject, first];
  return lines.map((line) => line.trim()).find((line) => line.length <= 100 && stopWords.test(line)) ?? null;
}
