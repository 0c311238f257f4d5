import { createRoot } from 'react-dom/client';
import { safeTyped } from '../../../renderer/features/drafts/safe-typed.ts';
import { MailFrame } from '../../../renderer/features/messages/mail-frame.tsx';
import { cleanMail, type MailLink } from '../../../renderer/features/messages/safe-mail.ts';

declare global {
  interface Window {
    showMail: (html: string, pictures?: Record<string, string>) => ReturnType<typeof cleanMail>;
    openedLinks: MailLink[];
    typedHtml: (html: string) => string;
  }
}

const root = createRoot(document.body.appendChild(document.createElement('main')));

window.openedLinks = [];
window.showMail = (html, pictures = {}) => {
  const mail = cleanMail(html, new Map(Object.entries(pictures)), 'Quoted text');
  root.render(
    <MailFrame messageId="msg_12345678" mail={mail} title="Message" onLink={(link) => window.openedLinks.push(link)} />,
  );
  return mail;
};
window.typedHtml = (html) => {
  const holder = document.body.appendChild(document.createElement('div'));
  holder.append(safeTyped(html));
  return holder.innerHTML;
};
