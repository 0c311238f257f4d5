import { z } from 'zod';
import { answerLimits } from '../../contract/sealed/letter.ts';
import { cutFiles, splitPayload } from '../../contract/sealed/payload.ts';
import { unreadable } from './unreadable.ts';

const token = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

// The patient's page wrote this, or anybody with the practice's public key did: nothing in it is believed but by its secret.
const answerHeader = z.strictObject({
  v: z.literal(1),
  l: token,
  s: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  a: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  w: z.int().min(0).max(253_402_300_799),
  t: z.string().max(answerLimits.text),
  f: z
    .array(
      z.strictObject({
        n: z.string().min(1).max(answerLimits.fileName),
        c: z.string().regex(/^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/),
        b: z.int().min(1).max(answerLimits.fileBytes),
      }),
    )
    .max(answerLimits.files)
    .optional(),
});

/** A file in an answer. Its name and type are the patient's word. */
export type AnswerAttachment = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** What an answer says of itself. Which letter it answers, if any, is `answerBinding`'s to decide. */
export type SealedAnswer = {
  readonly letterId: string;
  readonly replySecret: string;
  readonly answerId: string;
  readonly text: string;
  readonly attachments: readonly AnswerAttachment[];
  /** Milliseconds, by the patient's clock. */
  readonly writtenAt: number;
};

/** Validates a decrypted answer. Throws `message-unreadable` with `not-an-answer`. */
export function readAnswer(payload: Uint8Array): SealedAnswer {
  const { header, rest } = splitPayload(payload);
  const parsed = answerHeader.safeParse(parseJson(header));
  if (!parsed.success) throw unreadable('not-an-answer');
  const { l, s, a, w, t, f = [] } = parsed.data;
  const files = cutFiles(
    rest,
    f.map(({ b }) => b),
  );
  if (files === null || rest.length > answerLimits.allFilesBytes) throw unreadable('not-an-answer');
  return {
    letterId: l,
    replySecret: s,
    answerId: a,
    text: t,
    writtenAt: w * 1000,
    attachments: f.map(({ n, c }, at) => ({ name: n, contentType: c, bytes: files[at] ?? new Uint8Array(0) })),
  };
}

// The longest header: all text escaped six to one, and the names of the files.
const maxHeaderBytes = 200_000;

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > maxHeaderBytes) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
