import { useEffect, useRef, useState } from 'react';
import { mailDocument } from './mail-document.ts';
import { linkPrefix, type MailLink, type SafeMail } from './safe-mail.ts';
import { useMailLook } from './use-mail-look.ts';

/** Heights of mails seen before, so that a thread opened again does not move while its frames fill. */
const rememberedHeights = new Map<string, number>();
const mostRemembered = 500;

type MailFrameProps = {
  readonly messageId: string;
  readonly mail: SafeMail;
  readonly title: string;
  readonly onLink: (link: MailLink) => void;
};

function isOurs(event: KeyboardEvent): boolean {
  const plain = ['Escape', 'j', 'k'].includes(event.key) && !event.altKey;
  return event.ctrlKey || event.metaKey || plain;
}

/** Keys pressed inside the frame work as in the window around it. */
function passOn(event: KeyboardEvent, frame: HTMLIFrameElement): void {
  if (!isOurs(event)) return;
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  const copy = new KeyboardEvent('keydown', {
    key,
    code,
    ctrlKey,
    metaKey,
    shiftKey,
    altKey,
    bubbles: true,
    cancelable: true,
  });
  if (!frame.dispatchEvent(copy)) event.preventDefault();
}

function findLink(event: Event, mail: SafeMail): MailLink | null {
  const target = event.target;
  // `instanceof` would ask the window's own Element: the frame has another one.
  const element = target !== null && 'closest' in target ? (target as Element).closest('a[href]') : null;
  const href = element?.getAttribute('href') ?? '';
  return href.startsWith(linkPrefix) ? (mail.links[Number(href.slice(linkPrefix.length))] ?? null) : null;
}

function stay(event: Event): void {
  event.preventDefault();
}

function contentHeight(page: Document): number {
  const bar = page.documentElement.scrollWidth > page.documentElement.clientWidth ? 16 : 0;
  return Math.ceil(page.body.getBoundingClientRect().height) + bar;
}

/**
 * A cleaned mail in a frame that can run no script, load nothing and go nowhere. It has our origin only so that the
 * window may measure it and catch clicks on its links; without `allow-scripts` that gives the mail nothing.
 */
export function MailFrame({ messageId, mail, title, onLink }: MailFrameProps) {
  const look = useMailLook();
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef({ mail, onLink });
  const [height, setHeight] = useState(() => rememberedHeights.get(messageId) ?? 24);
  const page = mailDocument(mail, look);

  useEffect(() => {
    latest.current = { mail, onLink };
  });

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const sizes = new ResizeObserver(() => measure());
    const measure = (): void => {
      const content = element.contentDocument;
      if (!content?.body) return;
      const next = contentHeight(content);
      if (rememberedHeights.size > mostRemembered) rememberedHeights.clear();
      rememberedHeights.set(messageId, next);
      setHeight(next);
    };
    const click = (event: Event): void => {
      const link = findLink(event, latest.current.mail);
      if (link === null) return;
      event.preventDefault();
      latest.current.onLink(link);
    };
    const press = (event: KeyboardEvent): void => passOn(event, element);
    const fill = (): void => {
      const content = element.contentDocument;
      if (!content?.body) return;
      content.addEventListener('click', click);
      content.addEventListener('auxclick', click);
      content.addEventListener('dragstart', stay);
      content.addEventListener('keydown', press);
      sizes.disconnect();
      sizes.observe(content.body);
      measure();
    };
    element.addEventListener('load', fill);
    fill();
    return () => {
      sizes.disconnect();
      element.removeEventListener('load', fill);
    };
  }, [messageId]);

  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={title}
      sandbox="allow-same-origin"
      referrerPolicy="no-referrer"
      srcDoc={page}
      style={{ height }}
    />
  );
}
