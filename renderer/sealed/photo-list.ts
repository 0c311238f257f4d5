import { answerLimits } from '../../main/contract/sealed/letter.ts';
import type { App, Photo } from './app.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import { preparePhoto } from './photo.ts';
import { sizeText } from './size-text.ts';

/** The photos of the answer, and the button that adds one. */
export type PhotoList = { readonly list: HTMLElement; readonly adder: HTMLElement; readonly status: HTMLElement };

export function createPhotoList(app: App, onChange: () => void): PhotoList {
  const words = app.words();
  const status = element('p', { class: 'busy', role: 'status' });
  const list = element('ul', { class: 'photos' });
  const picker = element('input', {
    type: 'file',
    accept: 'image/*',
    id: 'photo',
    tabindex: '-1',
    'aria-hidden': 'true',
  });
  const button = element('button', { type: 'button', class: 'secondary', on: { click: () => picker.click() } });
  button.append(icon('camera'), words.addPhoto);

  const draw = () => {
    list.replaceChildren(...app.state.photos.map((photo, at) => createItem(photo, at + 1)));
    list.hidden = app.state.photos.length === 0;
  };
  const createItem = (photo: Photo, number: number): HTMLElement => {
    const remove = () => {
      app.state.photos = app.state.photos.filter((other) => other !== photo);
      URL.revokeObjectURL(photo.address);
      draw();
      onChange();
      button.focus();
    };
    const label = { 'aria-label': words.removePhoto(number) };
    return element(
      'li',
      { class: 'photo' },
      element('img', { src: photo.address, alt: words.photo(number) }),
      element('span', { class: 'size' }, sizeText(photo.bytes.length, app.state.language)),
      element('button', { type: 'button', class: 'action', ...label, on: { click: remove } }, words.remove),
    );
  };
  picker.addEventListener('change', async () => {
    const file = picker.files?.[0];
    picker.value = '';
    if (file === undefined) return;
    if (app.state.photos.length >= answerLimits.files) {
      status.textContent = words.tooManyPhotos(answerLimits.files);
      return;
    }
    status.textContent = words.preparingPhoto;
    const bytes = await preparePhoto(file);
    status.textContent = bytes === null ? words.photoFailed : '';
    if (bytes === null) return;
    const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
    app.state.photos = [...app.state.photos, { bytes, address }];
    draw();
    onChange();
  });
  draw();
  return { list, adder: element('span', { class: 'adder' }, button, picker), status };
}
