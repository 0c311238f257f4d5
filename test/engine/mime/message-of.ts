import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Mail, ParsedMessage } from '../../../main/engine/mime/types.ts';

/** Bytes of a message written as lines; each character is one byte. */
export function messageOf(...lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** A message written as lines, read. */
export function parseLines(...lines: readonly string[]): Promise<ParsedMessage> {
  return parseMessage(messageOf(...lines));
}

/** A mail to be built, with what a test changes. */
export function mailOf(changes: Partial<Mail> = {}): Mail {
  return {
    messageIdHeader: '<0123456789abcdef@clinic.example>',
    date: Date.UTC(2025, 10, 24, 9, 30, 15),
    from: { name: 'Elm Street Clinic', address: 'desk@clinic.example' },
    to: [{ name: 'Ana Ruiz', address: 'ana@mail.example' }],
    cc: [],
    subject: 'Your appointment',
    text: 'Dear Ana,\n\nsee you on Monday.',
    html: null,
    attachments: [],
    inReplyTo: null,
    references: [],
    ...changes,
  };
}
