import { useState } from 'react';
import type { InsideView, TextPiece } from '../../../main/contract/messages.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatMoment } from '../../text/format.ts';
import { insideText, messagesText } from '../../text/messages.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToast } from '../../ui/toast.tsx';
import { MailFrame } from './mail-frame.tsx';
import { namesOf } from './names.ts';
import { cleanMail, type MailLink, noPictures } from './safe-mail.ts';
import { TextBody } from './text-body.tsx';
import { shownPieces } from './use-shown-body.ts';

type InsideProps = {
  readonly messageId: string;
  readonly path: readonly number[];
  readonly name: string;
  readonly onLink: (link: MailLink) => void;
};

type PiecesProps = Pick<InsideProps, 'messageId' | 'path' | 'onLink'> & { readonly pieces: readonly TextPiece[] };

/** A text, with a quiet line in place of each part of it that is protected on its own: armor is nothing to read. */
export function TextPieces({ messageId, path, pieces, onLink }: PiecesProps) {
  const many = pieces.filter(({ kind }) => kind === 'block').length > 1;
  const numbered = pieces.map((piece, position) => ({ piece, position }));
  return numbered.map(({ piece, position }) => {
    if (piece.kind === 'text') return <TextBody key={position} text={piece.text} onLink={onLink} />;
    if (piece.kind === 'armor')
      return (
        <p key={position} className="inside inside-note">
          {insideText.armor[piece.holds]}
        </p>
      );
    const name = insideText.block(piece.protection, many ? piece.index + 1 : null);
    return (
      <InsidePart key={position} messageId={messageId} path={[...path, -1 - piece.index]} name={name} onLink={onLink} />
    );
  });
}

/** Where HTML is shown, what its text carries stands below it. */
export function TextBlocks({
  count,
  messageId,
  path,
  onLink,
}: Pick<InsideProps, 'messageId' | 'path' | 'onLink'> & { readonly count: number }) {
  return Array.from({ length: count }, (_, index) => {
    const name = insideText.block('encrypted', count > 1 ? index + 1 : null);
    return <InsidePart key={name} messageId={messageId} path={[...path, -1 - index]} name={name} onLink={onLink} />;
  });
}

/** Something inside a message that opens when a person asks for it, in a frame of its own and without any tick. */
export function InsidePart(props: InsideProps) {
  const [open, setOpen] = useState(false);
  return (
    <section className="inside" aria-label={props.name}>
      {open ? (
        <OpenPart {...props} />
      ) : (
        <p className="inside-line">
          <span dir="auto">{props.name}</span>
          <Button size="small" onClick={() => setOpen(true)} aria-label={insideText.openFile(props.name)}>
            {insideText.open}
          </Button>
        </p>
      )}
    </section>
  );
}

function OpenPart({ messageId, path, name, onLink }: InsideProps) {
  const inside = useQuery('messages.inside', { messageId, path: [...path] });
  const view = inside.data;
  return (
    <>
      <FailureBanner failure={inside.failure} />
      {inside.loading && <Skeleton lines={3} />}
      {view && (
        <>
          <p className="inside-note">
            {insideText.kinds[view.kind]} {view.signature !== null && insideText.signatures[view.signature]}{' '}
            {insideText.notQuoted}
          </p>
          <Head view={view} />
          <Body view={view} messageId={messageId} path={path} name={name} onLink={onLink} />
          <Files view={view} messageId={messageId} path={path} onLink={onLink} />
        </>
      )}
    </>
  );
}

function Head({ view }: { readonly view: InsideView }) {
  if (view.kind !== 'message') return null;
  return (
    <dl className="protection-facts">
      <dt>{insideText.from}</dt>
      <dd dir="auto">{view.from.map(({ name, address }) => `${name} <${address}>`.trim()).join(', ')}</dd>
      <dt>{insideText.to}</dt>
      <dd dir="auto">{namesOf(view.to)}</dd>
      <dt>{insideText.subject}</dt>
      <dd dir="auto">{view.subject || messagesText.noSubject}</dd>
      {view.date !== null && (
        <>
          <dt>{insideText.date}</dt>
          <dd>{formatMoment(view.date)}</dd>
        </>
      )}
    </dl>
  );
}

function Body({ view, messageId, path, name, onLink }: InsideProps & { readonly view: InsideView }) {
  const pieces = shownPieces(view);
  if (pieces === null) {
    const mail = cleanMail(view.html ?? '', noPictures, messagesText.quotedText);
    return (
      <>
        <MailFrame
          messageId={`${messageId} ${path.join('.')}`}
          mail={mail}
          title={insideText.title(name)}
          onLink={onLink}
        />
        <TextBlocks count={view.blocks} messageId={messageId} path={path} onLink={onLink} />
      </>
    );
  }
  const isEmpty = pieces.every((piece) => piece.kind === 'text' && piece.text.trim() === '');
  return isEmpty ? null : <TextPieces messageId={messageId} path={path} pieces={pieces} onLink={onLink} />;
}

function Files({ view, messageId, path, onLink }: Omit<InsideProps, 'name'> & { readonly view: InsideView }) {
  const save = useCommand('messages.saveInside');
  const toast = useToast();
  if (view.files.length === 0) return null;
  const saveOne = async (position: number) => {
    const result = await save.run({ messageId, path: [...path, position] });
    if (result === null || !('output' in result) || result.output.savedAs === null) return;
    toast({ words: messagesText.savedAs(result.output.savedAs) });
  };
  const files = view.files.map((file, position) => ({ ...file, position }));
  return (
    <>
      <ul className="inside-files" aria-label={insideText.files}>
        {files.map(({ name, position }) => (
          <li key={position} className="inside-line">
            <span dir="auto">{name}</span>
            <Button size="small" busy={save.running} onClick={() => saveOne(position)}>
              {messagesText.save}
            </Button>
          </li>
        ))}
      </ul>
      {files
        .filter(({ holds }) => holds === 'message' || holds === 'encrypted')
        .map(({ name, position }) => (
          <InsidePart key={position} messageId={messageId} path={[...path, position]} name={name} onLink={onLink} />
        ))}
      <FailureBanner failure={save.failure} />
    </>
  );
}
