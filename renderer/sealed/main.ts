import { createApp, holdsAnswer } from './app.ts';
import { readArrived } from './locked-letter.ts';
import { letterScreen } from './screens/letter-screen.ts';
import { lockedScreen } from './screens/locked-screen.ts';
import { pickScreen } from './screens/pick-screen.ts';
import { unlockScreen } from './screens/unlock-screen.ts';
import { chooseLanguage } from './text.ts';
import { isWorker, serveUnlocking } from './unlock-worker.ts';

function startPage(): void {
  const root = document.getElementById('page');
  if (root === null) return;
  const { outside, armored, isReader } = readArrived(document, location.hash);
  // The reader page inside somebody else's page could be covered and led by it: it runs on its own or not at all.
  if (isReader && window.top !== window.self) {
    document.documentElement.classList.remove('runs');
    return;
  }
  const app = createApp(
    root,
    {
      language: chooseLanguage(navigator.languages, outside.language),
      outside,
      armored,
      letter: null,
      typed: '',
      answer: '',
      photos: [],
      locked: null,
      handedOver: false,
    },
    { pick: pickScreen, unlock: unlockScreen, letter: letterScreen, locked: lockedScreen },
  );
  document.getElementById('fallback')?.remove();
  addEventListener('beforeunload', (event) => {
    if (holdsAnswer(app.state)) event.preventDefault();
  });
  // Another letter's link, pressed while this page is open: the browser changes the address and nothing else.
  if (isReader) addEventListener('hashchange', () => location.reload());
  app.show(armored === null ? 'pick' : 'unlock');
}

if (isWorker) serveUnlocking();
else {
  // The letter stands behind the script, so that of a file cut short the script is whole and can say so.
  document.documentElement.classList.add('runs');
  addEventListener('DOMContentLoaded', startPage);
}
