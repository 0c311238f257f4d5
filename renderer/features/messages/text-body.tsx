import { useState } from 'react';
import { messagesText } from '../../text/messages.ts';
import type { MailLink } from './safe-mail.ts';
import { linkify, splitBlocks, type TextBlock } from './text-blocks.ts';

type OnLink = (link: MailLink) => void;

/** Plain text as it was written: links can be asked about, quotes are folded. */
export function TextBody({ text, onLink }: { readonly text: string; readonly onLink: OnLink }) {
  if (text.trim() === '') return <p className="message-empty">{messagesText.emptyBody}</p>;
  const blocks = splitBlocks(text);
  // A message that is nothing but a quote stays open.
  const onlyQuotes = blocks.every((block) => block.kind === 'quoted' || block.text.trim() === '');
  return (
    <div className="text-body" dir="auto">
      {blocks.map((block) => (
        <Block key={block.line} block={block} open={onlyQuotes} onLink={onLink} />
      ))}
    </div>
  );
}

function Block({
  block,
  open,
  onLink,
}: {
  readonly block: TextBlock;
  readonly open: boolean;
  readonly onLink: OnLink;
}) {
  const [shown, setShown] = useState(open);
  if (block.kind !== 'quoted') {
    return (
      <div className={block.kind === 'signature' ? 'text-signature' : 'text-written'} dir="auto">
        <Linked text={block.text} onLink={onLink} />
      </div>
    );
  }
  return (
    <div className="text-quote">
      <button type="button" className="text-fold" aria-expanded={shown} onClick={() => setShown((was) => !was)}>
        {shown ? messagesText.hideQuote : messagesText.showQuote}
      </button>
      {shown && (
        <div className="text-quoted" dir="auto">
          <Linked text={block.text.replace(/^\s{0,3}> ?/gm, '')} onLink={onLink} />
        </div>
      )}
    </div>
  );
}

function Linked({ text, onLink }: { readonly text: string; readonly onLink: OnLink }) {
  return linkify(text).map((piece) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      <button
        key={piece.at}
        type="button"
        className="text-link"
        onClick={() => onLink({ url: piece.url, text: piece.text })}
      >
        {piece.text}
      </button>
    ),
  );
}
