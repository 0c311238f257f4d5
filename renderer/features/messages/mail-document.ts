import type { SafeMail } from './safe-mail.ts';

/** Colours and type of the window, for the frame that cannot see its style sheet. */
export type MailLook = {
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  readonly line: string;
  readonly font: string;
  readonly fontSize: string;
  readonly dark: boolean;
};

/** Loads nothing: pictures only from inside the message, styles only inline, no scripts, forms or frames at all. */
export const mailPolicy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function baseStyle(look: MailLook, paper: boolean): string {
  const colours = paper
    ? 'color-scheme: light; color: #1a232e; background: #ffffff;'
    : `color-scheme: ${look.dark ? 'dark' : 'light'}; color: ${look.text}; background: transparent;`;
  const link = paper ? '#0f6e66' : look.link;
  const muted = paper ? '#5a6675' : look.muted;
  return `
html, body { margin: 0; padding: 0; ${colours} }
html { overflow-x: auto; overflow-y: hidden; }
body { display: flow-root; font: ${look.fontSize}/1.57 ${look.font}; overflow-wrap: anywhere; padding: ${paper ? '12px' : '1px 0'}; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; }
table { max-width: 100%; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid ${paper ? '#e2e5ea' : look.line}; }
body > :first-child { margin-top: 0; }
body > :last-child, p:has(+ details) { margin-bottom: 0; }
br:has(+ details) { display: none; }
details > summary { color: ${muted}; cursor: pointer; margin: 8px 0; width: fit-content; }
a:focus-visible, summary:focus-visible { outline: 2px solid ${link}; outline-offset: 2px; border-radius: 4px; }`;
}

/**
 * Rules that stand after the mail's own. In the dark window a mail that paints nothing but white or its own text takes the
 * window's two colours, whatever it says of itself: half of its own would be white on white or black on black.
 */
function lastStyle(look: MailLook, paper: boolean): string {
  const link = paper ? '#0f6e66' : look.link;
  const inherit =
    look.dark && !paper
      ? `html, body { color: ${look.text} !important; background: none !important; }
body * { color: inherit !important; background: none !important; }`
      : '';
  return `${inherit} body a[href] { color: ${link} !important; text-decoration: underline; }`;
}

/** The whole document of the sandboxed frame. */
export function mailDocument(mail: SafeMail, look: MailLook): string {
  const paper = mail.paints;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${mailPolicy}"><meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"><style>${baseStyle(look, paper)}</style><style>${mail.css}</style><style>${lastStyle(look, paper)}</style></head><body dir="auto">${mail.html}</body></html>`;
}
