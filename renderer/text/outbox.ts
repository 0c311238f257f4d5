import type { OutboxRow } from '../../main/contract/outbox.ts';
import { formatClock } from './format.ts';

/** Words of the outbox. */
export const outboxText = {
  title: 'Outbox',
  under: 'What has not left for certain. Nothing is ever sent again by itself once it may have been taken.',
  emptyTitle: 'Nothing is waiting',
  emptyWords: 'What you send stands here until the mail server has taken it.',
  needsYou: 'Needs you',
  waiting: 'On the way out',
  states: {
    queued: 'Waiting',
    sending: 'Leaving now',
    sent: 'Sent',
    unsure: 'Not sure',
    failed: 'Did not leave',
  },
  overdue: 'Asks first',
  to: 'To',
  open: 'Open the conversation',
  sendAgain: 'Send it again',
  sendNow: 'Send it now',
  markSent: 'It arrived',
  toDraft: 'Make it a draft',
  undo: 'Undo',
  again: {
    title: 'Send it again?',
    unsure: 'It may have arrived already. If it did, they get it twice.',
    overdue: 'It should have left a while ago. Please look whether it still says what you want to say.',
    failed: 'The server did not take it before. It is tried once more, unchanged.',
    done: 'It is on its way.',
  },
  arrived: {
    title: 'Did it arrive?',
    words: 'It then counts as sent, and is never sent again. Ask the recipient if you do not know.',
    done: 'It counts as sent.',
  },
  response: 'What the server said',
  attempts: (count: number) => (count === 1 ? 'tried once' : `tried ${count} times`),
  next: (at: number) => `next try at ${formatClock(at)}`,
} as const;

/** What happened to a message, in one or two sentences. */
export function outboxWords(row: OutboxRow): string {
  if (row.overdue) return 'It is more than ten minutes late, so it asks before it leaves.';
  switch (row.state) {
    case 'queued':
      if (row.code !== null && waits.has(row.code)) return 'It waits, and is tried again by itself.';
      return row.attempts === 0
        ? 'It leaves by itself.'
        : 'The server could not be reached or asked to wait. It is tried again by itself.';
    case 'sending':
      return 'The mail server is taking it.';
    case 'sent':
      return 'The mail server took it.';
    case 'unsure':
      return `The line broke after the last word, so nobody knows whether it was taken. ${checkedWords[row.checked]}`;
    case 'failed':
      return row.code !== null && heldBack.has(row.code)
        ? 'It was held back, so nothing was delivered.'
        : 'The server did not take it, so nothing was delivered.';
  }
}

/** Nothing went to the server: what the message was allowed on, or locked with, is not good any more. */
const heldBack: ReadonlySet<string> = new Set([
  'consent-changed',
  'patient-changed',
  'tls-unproven',
  'key-no-longer-good',
  'certificate-no-longer-good',
  'own-certificate-no-longer-good',
  'phrase-replaced',
  'reader-differs',
]);

/** It stays here until what it was allowed on is there again. */
const waits: ReadonlySet<string> = new Set(['requiretls-missing', 'tls-unproven']);

/** What kept a message from leaving, where the engine knows more than the server's own words. */
const causes: Readonly<Record<string, string>> = {
  'recipient-invalid': 'It does not take mail for this address.',
  'patient-changed': 'What is on their file changed since this letter was planned. Look at it, then make it a draft.',
  'consent-changed': 'Their consent to plain mail does not stand any more. Make it a draft and choose again.',
  'key-no-longer-good':
    'The key it was encrypted to is no longer good: it expired, was revoked or was removed. Make it a draft and send it anew.',
  'certificate-no-longer-good':
    'The certificate it was encrypted to is no longer good: it expired, was revoked or was removed. Make it a draft and send it anew.',
  'own-certificate-no-longer-good':
    'Our own certificate, which signed it, is no longer good: it expired, was revoked or was removed. Make it a draft and send it anew.',
  'phrase-replaced':
    'The patient’s phrase was replaced, so this letter would not open with the new one. Make it a draft and send it anew.',
  'reader-differs':
    'The reading page on our website is not the one that was exported, and the letter’s link leads to it. Make it a draft and choose another form.',
  'requiretls-missing':
    'Our mail server cannot promise verified TLS all the way (REQUIRETLS) now, and the message may not leave without. You can make it a draft and choose another way.',
  'tls-unproven': 'What proved that it travels by TLS does not stand any more, or cannot be looked up.',
  'message-too-large': 'It is too large for it.',
  'sign-in-refused': 'It refuses our password.',
  'server-certificate': 'Its certificate is not in order.',
  'server-no-tls': 'It offers no protected connection.',
  'server-timeout': 'It did not answer in time.',
  'server-refused': 'It refuses the connection.',
  'server-name-not-found': 'Its name was not found.',
  offline: 'There is no connection.',
};

/** One sentence more about a failure; empty where there is none. */
export function causeWords(code: string | null): string {
  return code === null ? '' : (causes[code] ?? '');
}

const checkedWords: Readonly<Record<OutboxRow['checked'], string>> = {
  'not-checked': 'Postern could not look into “Sent” yet.',
  'in-sent': 'Postern looked: it stands in “Sent”, so it very likely left.',
  'not-in-sent': 'Postern looked: it does not stand in “Sent”, so it likely did not leave.',
  'cannot-tell': 'This provider files nothing in “Sent” by itself, so looking there cannot tell.',
};
