import { readOptOutToken } from '../protection/opt-out-token.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findKeptSecret, optOutKeyName } from '../store/tables/kept-secret.ts';
import { findOutboxRowByHeader, type OutboxDecision } from '../store/tables/outbox.ts';
import { findPatientRow, listPatientRowsByAddress } from '../store/tables/patients.ts';
import { findThreadParty } from '../store/tables/thread-choices.ts';
import type { ReadMessage } from './read-result.ts';

/** Who takes marketing back, and in which words. */
export type MatchedOptOut = { readonly patientIds: readonly string[]; readonly words: string };

const longestWords = 200;
/** The whole of the first line, in the languages of our mail. */
const stopWords = /^[\s"'“”]*(stop|unsubscribe|opt[ -]?out|remove me|baja|cancelar( la)? suscripci[oó]n)[\s"'“”.!]*$/i;

/**
 * Finds out whether a message takes marketing back: by the token of our List-Unsubscribe in its subject, which counts from
 * whoever and whatever sends it, or by a word in the first line of an answer to a marketing message, which counts only from
 * an address that message went to.
 */
export function matchOptOut(db: ReadHandle, message: ReadMessage): MatchedOptOut | null {
  const key = findKeptSecret(db, optOutKeyName);
  const named = key === null ? null : readOptOutToken(key, 'marketing', message.subject);
  if (named !== null && findPatientRow(db, named) !== null) return { patientIds: [named], words: cut(message.subject) };
  const firstLine = message.text.split('\n').find((line) => line.trim() !== '') ?? '';
  if (message.automatic || message.report !== null || !stopWords.test(firstLine)) return null;
  const patientIds = listAnswerers(db, message);
  return patientIds.length === 0 ? null : { patientIds, words: cut(firstLine.trim()) };
}

/** The patients who answer a marketing message of ours; of an address that several share, all of them. */
function listAnswerers(db: ReadHandle, { from, references }: ReadMessage): readonly string[] {
  const [writer, another] = from;
  if (writer === undefined || another !== undefined) return [];
  for (const header of references.toReversed().slice(0, 20)) {
    const row = findOutboxRowByHeader(db, header);
    if (row === null) continue;
    const { purpose }: Pick<OutboxDecision, 'purpose'> = JSON.parse(row.decisionJson);
    const envelope: readonly string[] = JSON.parse(row.envelopeToJson);
    if (purpose !== 'marketing' || !envelope.includes(writer.address)) continue;
    const patientId = findThreadParty(db, row.threadId)?.patientId ?? null;
    return patientId === null ? listPatientRowsByAddress(db, writer.address).map(({ id }) => id) : [patientId];
  }
  return [];
}

const cut = (words: string): string => words.slice(0, longestWords).toWellFormed();
