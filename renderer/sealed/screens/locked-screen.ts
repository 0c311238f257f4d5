import type { App, Screen } from '../app.ts';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';
import { answerMailtoUrl, mailtoUrl } from '../mailto.ts';

/** The last screen: the locked answer, handed over as a ready mail where it fits, else as a file. */
export const lockedScreen: Screen = (app) => {
  const { letter, locked, photos } = app.state;
  if (letter === null || locked === null) return { content: [] };
  const url =
    photos.length > 0 ? null : answerMailtoUrl(letter.practice.address, app.words().mailSubject, locked.armored);
  const content =
    url === null ? asFile(app, letter.practice.address, locked.armored) : asMail(app, url, locked.armored);
  return { content: [...content, createBack(app)] };
};

function asMail(app: App, url: string, armored: string): readonly HTMLElement[] {
  const words = app.words();
  const address = app.state.letter?.practice.address ?? '';
  const status = element('p', { class: 'done', role: 'status' });
  return [
    element('h1', {}, words.lockedTitle),
    element('p', { class: 'intro' }, words.lockedIntro),
    createLink(app, { url, text: words.openMail, style: 'primary', handsOver: true }),
    element('p', { class: 'hint' }, words.lockedNote),
    element(
      'section',
      { class: 'otherwise', 'aria-labelledby': 'otherwise' },
      element('h2', { id: 'otherwise', class: 'small-title' }, words.mailDidNotOpen),
      element('p', { class: 'hint' }, words.mailDidNotOpenHelp(address)),
      element(
        'div',
        { class: 'buttons' },
        createButton('download', words.saveInstead, 'secondary', () => {
          save(app, armored);
          status.textContent = words.saved(words.fileName);
        }),
        createButton('copy', words.copyInstead, 'secondary', async () => {
          const copied = await copy(armored);
          if (copied) app.state.handedOver = true;
          status.textContent = copied ? words.copied : words.copyFailed;
        }),
      ),
      status,
    ),
  ];
}

function asFile(app: App, address: string, armored: string): readonly HTMLElement[] {
  const words = app.words();
  const status = element('p', { class: 'done', role: 'status' });
  const saveButton = createButton('download', words.saveLocked, 'primary', () => {
    save(app, armored);
    status.textContent = words.saved(words.fileName);
    // One filled button on a screen: the next step.
    saveButton.className = 'secondary';
    saveButton.replaceChildren(icon('download'), words.saveAgain);
    mail.className = 'primary';
  });
  const mail = createLink(app, {
    url: mailtoUrl(address, words.mailSubject),
    text: words.startMail,
    style: 'secondary',
    handsOver: false,
  });
  return [
    element('h1', {}, words.lockedFileTitle),
    element('p', { class: 'intro' }, words.lockedFileIntro),
    element(
      'ol',
      { class: 'steps' },
      element('li', {}, element('p', {}, words.stepSave), saveButton, status),
      element('li', {}, element('p', {}, words.stepAttach(words.fileName, address)), mail),
    ),
    element('p', { class: 'hint' }, words.lockedNote),
  ];
}

function createBack(app: App): HTMLElement {
  return createButton('back', app.words().back, 'quiet', () => app.show('letter'));
}

function createButton(name: IconName, text: string, style: string, onClick: () => unknown): HTMLButtonElement {
  return element('button', { type: 'button', class: style, on: { click: onClick } }, icon(name), text);
}

function createLink(
  app: App,
  link: { readonly url: string; readonly text: string; readonly style: string; readonly handsOver: boolean },
): HTMLAnchorElement {
  // Before the browser leaves for the mail program: else it would warn of an answer that is just being handed over.
  const onClick = () => {
    app.state.handedOver ||= link.handsOver;
  };
  return element('a', { href: link.url, class: link.style, on: { click: onClick } }, icon('mail'), link.text);
}

function save(app: App, armored: string): void {
  const address = URL.createObjectURL(new Blob([armored], { type: 'application/pgp-encrypted' }));
  const link = element('a', { href: address, download: app.words().fileName });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  app.state.handedOver = true;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers that keep the clipboard from pages on disk still know the old way.
    const area = element('textarea', { readonly: '', class: 'off-screen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
