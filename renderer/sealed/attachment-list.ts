import type { App } from './app.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import type { OpenedFile } from './letter.ts';
import { sizeText } from './size-text.ts';

// What the browser shows without running anything of it. A page or an SVG could carry scripts: those are saved, not opened.
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const inNewTab = ['application/pdf'];

/** The letter's files, each to open where that is safe, and to save. Nothing is opened by itself. */
export function createAttachmentList(app: App, files: readonly OpenedFile[]): HTMLElement {
  const words = app.words();
  return element(
    'section',
    { class: 'attachments', 'aria-labelledby': 'attachments-title' },
    element('h2', { id: 'attachments-title', class: 'small-title' }, words.attachments),
    element('ul', {}, ...files.map((file) => createItem(app, file))),
  );
}

function createItem(app: App, file: OpenedFile): HTMLElement {
  const words = app.words();
  const address = addressOf(file);
  const shown = element('div', { class: 'shown' });
  const opener = createOpener(app, file, address, shown);
  const label = { 'aria-label': words.saveFile(file.name), title: words.save };
  const save = element(
    'a',
    { href: address, download: file.name, class: opener === null ? 'action' : 'action bare', ...label },
    opener === null ? words.save : icon('download'),
  );
  return element(
    'li',
    { class: 'file' },
    icon('file'),
    element(
      'span',
      { class: 'file-name' },
      element('span', { class: 'name' }, file.name),
      element('span', { class: 'size' }, sizeText(file.size, app.state.language)),
    ),
    opener,
    save,
    shown,
  );
}

function createOpener(app: App, file: OpenedFile, address: string, shown: HTMLElement): HTMLElement | null {
  const words = app.words();
  const type = plainType(file);
  if (inNewTab.includes(type)) {
    const label = { 'aria-label': words.viewFile(file.name) };
    return element('a', { href: address, target: '_blank', class: 'action', ...label }, words.view);
  }
  if (!pictures.includes(type) && type !== 'text/plain') return null;
  const button = element('button', { type: 'button', class: 'action', 'aria-expanded': 'false' });
  const label = (open: boolean) => {
    button.textContent = open ? words.hide : words.view;
    button.setAttribute('aria-label', open ? words.hideFile(file.name) : words.viewFile(file.name));
    button.setAttribute('aria-expanded', String(open));
  };
  label(false);
  button.addEventListener('click', () => {
    const open = shown.childElementCount === 0;
    label(open);
    if (!open) shown.replaceChildren();
    else if (type === 'text/plain')
      shown.replaceChildren(element('pre', { tabindex: '0' }, new TextDecoder().decode(file.bytes)));
    else shown.replaceChildren(element('img', { src: address, alt: file.name }));
  });
  return button;
}

function plainType({ contentType }: OpenedFile): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

const addresses = new WeakMap<OpenedFile, string>();

/** A `blob:` address of a file, the same one each time. It dies with the page. */
export function addressOf(file: OpenedFile): string {
  const known = addresses.get(file);
  if (known !== undefined) return known;
  const type = plainType(file);
  const safe = [...pictures, ...inNewTab].includes(type) ? type : 'application/octet-stream';
  const address = URL.createObjectURL(new Blob([new Uint8Array(file.bytes)], { type: safe }));
  addresses.set(file, address);
  return address;
}
