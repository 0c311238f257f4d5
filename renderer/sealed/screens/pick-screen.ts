import type { Screen } from '../app.ts';
import { element } from '../element.ts';
import { createHowItWorks } from '../how-it-works.ts';
import { icon } from '../icon.ts';
import { findLockedLetter } from '../locked-letter.ts';
import { createTelephoneLink } from '../telephone-link.ts';

/** Larger than any mail, with base64 and what a page adds. */
const largestFile = 150_000_000;

/** The reader page's first screen where no letter came in the address: the file with the letter is chosen here. */
export const pickScreen: Screen = (app) => {
  const words = app.words();
  const problem = element('p', { class: 'problem', role: 'alert' });
  const picker = element('input', { type: 'file', id: 'letter-file', tabindex: '-1', 'aria-hidden': 'true' });
  const take = async () => {
    const file = picker.files?.[0];
    picker.value = '';
    if (file === undefined) return;
    const armored = file.size > largestFile ? null : findLockedLetter(await file.text());
    if (armored === null) {
      problem.textContent = words.notOurFile(file.name);
      return;
    }
    app.state.armored = armored;
    app.show('unlock');
  };
  picker.addEventListener('change', () => void take());
  const choose = element('button', { type: 'button', class: 'primary', on: { click: () => picker.click() } });
  choose.append(icon('file'), words.chooseFile);
  return {
    content: [
      element('h1', {}, words.unlockTitle),
      element('p', { class: 'intro' }, words.pickIntro),
      problem,
      choose,
      picker,
      element('p', { class: 'hint' }, words.pickHint),
      element('p', { class: 'hint' }, words.noSlip, createTelephoneLink(app.state.outside.telephone), '.'),
      createHowItWorks(words),
    ],
  };
};
