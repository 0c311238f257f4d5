import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { MessageBody, MessageView, TextPiece } from '../../../main/contract/messages.ts';
import { toFailure } from '../../engine/call.ts';
import { useQuery } from '../../engine/use-query.ts';
import { messagesText } from '../../text/messages.ts';
import { insidePictures } from './inside-pictures.ts';
import { cleanMail, noPictures, type SafeMail } from './safe-mail.ts';

/** A body ready to be shown: cleaned HTML with its own pictures, or plain text, in pieces where parts of it are protected. */
export type ShownBody =
  | { readonly mail: SafeMail; readonly pieces: null }
  | { readonly mail: null; readonly pieces: readonly TextPiece[] };

/** The pieces of a text to show; null where its HTML is shown. HTML that carries armor would show it raw. */
export function shownPieces({ html, text, pieces }: Pick<MessageBody, 'html' | 'text' | 'pieces'>) {
  if (pieces !== undefined && (html === null || html.includes('-----BEGIN PGP '))) return pieces;
  return html === null ? [{ kind: 'text' as const, text }] : null;
}

/** Reads a message's body and makes it fit to be shown; `body` is null until all of it is there, so nothing jumps. */
export function useShownBody(message: MessageView): {
  readonly body: ShownBody | null;
  /** How many stretches of its text are protected on their own and do not stand among the pieces. */
  readonly blocks: number;
  readonly failure: Failure | null;
} {
  const { data, failure } = useQuery('messages.body', { messageId: message.id });
  const [pictures, setPictures] = useState<ReadonlyMap<string, string> | null>(null);
  const [broken, setBroken] = useState<Failure | null>(null);
  const pieces = useMemo(() => (data === null ? null : shownPieces(data)), [data]);
  const html = pieces === null ? (data?.html ?? null) : null;
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
    if (pieces !== null) return { mail: null, pieces };
    if (html === null) return null;
    if (ready === null && broken === null) return null;
    return { mail: cleanMail(html, ready ?? noPictures, messagesText.quotedText), pieces: null };
  }, [data, pieces, html, ready, broken]);
  return { body, blocks: pieces === null ? (data?.blocks ?? 0) : 0, failure };
}
