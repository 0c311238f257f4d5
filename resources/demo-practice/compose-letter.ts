import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DemoMail, Letter } from './letter.ts';
import { office } from './practice.ts';

/** Composes a mail as if sent `minutesAgo` before `now`. The same letter at the same `now` gives the same bytes. */
export async function composeLetter(letter: Letter, now: Date): Promise<DemoMail> {
  const date = new Date(now.getTime() - letter.minutesAgo * 60_000);
  const bytes = letter.raw
    ? letter.raw({ date: dateField(date), messageId: messageIdOf(letter.id) })
    : await compose(letter, date);
  return {
    id: letter.id,
    kind: letter.kind,
    mailbox: letter.mailbox ?? 'INBOX',
    flags: letter.flags ?? ['\\Seen'],
    date,
    bytes,
  };
}

/** The Message-ID of the letter with this id, with angle brackets. */
export function messageIdOf(id: string): string {
  return `<${fingerprint(id)}@mail.example>`;
}

function compose(letter: Letter, date: Date): Promise<Buffer> {
  const after = (letter.after ?? []).map(messageIdOf);
  const parent = after.at(-1);
  const options = {
    messageId: messageIdOf(letter.id),
    date: dateField(date),
    from: letter.from,
    to: [...(letter.to ?? [office])],
    cc: [...(letter.cc ?? [])],
    subject: letter.subject,
    ...(letter.replyTo && { replyTo: letter.replyTo }),
    ...(letter.text !== undefined && { text: letter.text }),
    ...(letter.html !== undefined && { html: letter.html }),
    ...(parent !== undefined && { inReplyTo: parent, references: after }),
    attachments: (letter.files ?? []).map((file) => ({ ...file })),
    headers: { ...letter.headers },
    // Two parts of one mail must not share a boundary, two runs must.
    baseBoundary: fingerprint(letter.id).slice(0, 16),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return new MailComposer(options).compile().build();
}

/** `Tue, 24 Nov 2026 14:42:00 +0000` (RFC 5322, 3.3). */
export function dateField(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

function fingerprint(id: string): string {
  return createHash('sha256').update(`elm street ${id}`).digest('hex').slice(0, 24);
}
