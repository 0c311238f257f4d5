import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { MessageView } from '../../../main/contract/messages.ts';
import { toFailure } from '../../engine/call.ts';
import { useQuery } from '../../engine/use-query.ts';
import { messagesText } from '../../text/messages.ts';
import { insidePictures } from './inside-pictures.ts';
import { cleanMail, type SafeMail } from './safe-mail.ts';

/** A body ready to be shown: cleaned HTML with its own pictures, or plain text. */
export type ShownBody =
  | { readonly mail: SafeMail; readonly text: null }
  | { readonly mail: null; readonly text: string };

const noPictures: ReadonlyMap<string, string> = new Map();

/** Reads a message's body and makes it fit to be shown; `body` is null until all of it is there, so nothing jumps. */
export function useShownBody(message: MessageView): {
  readonly body: ShownBody | null;
  /** How many stretches of its text are protected on their own. */
  readonly blocks: number;
  readonly failure: Failure | null;
} {
  const { data, failure } = useQuery('messages.body', { messageId: message.id });
  const [pictures, setPictures] = useState<ReadonlyMap<string, string> | null>(null);
  const [broken, setBroken] = useState<Failure | null>(null);
  const html = data?.html ?? null;
  const hasPictures = html !== null && message.attachments.some(({ contentId }) => contentId !== null);

  useEffect(() => {
    if (html === null || !hasPictures) return;
    let stale = false;
    insidePictures(html, message.attachments).then(
      (found) => {
        if (!stale) setPictures(found);
      },
      (thrown: unknown) => {
        if (!stale) setBroken(toFailure(thrown));
      },
    );
    return () => {
      stale = true;
    };
  }, [html, hasPictures, message.attachments]);

  const ready = hasPictures ? pictures : noPictures;
  const body = useMemo<ShownBody | null>(() => {
    if (data === null) return null;
    if (html === null) return { mail: null, text: data.text };
    if (ready === null && broken === null) return null;
    return { mail: cleanMail(html, ready ?? noPictures, messagesText.quotedText), text: null };
  }, [data, html, ready, broken]);
  return { body, blocks: data?.blocks ?? 0, failure };
}
