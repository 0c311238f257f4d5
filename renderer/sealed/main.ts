import { dataBlocks } from '../../main/contract/sealed/letter.ts';
import { createApp, holdsAnswer } from './app.ts';
import { letterScreen } from './screens/letter-screen.ts';
import { lockedScreen } from './screens/locked-screen.ts';
import { unlockScreen } from './screens/unlock-screen.ts';
import { chooseLanguage } from './text.ts';
import { isWorker, serveUnlocking } from './unlock-worker.ts';

function startPage(): void {
  const outside = JSON.parse(document.getElementById(dataBlocks.outside)?.textContent ?? '{}');
  const root = document.getElementById('page');
  if (root === null) return;
  const app = createApp(
    root,
    {
      language: chooseLanguage(navigator.languages, outside.language),
      outside,
      letter: null,
      typed: '',
      answer: '',
      photos: [],
      locked: null,
      handedOver: false,
    },
    { unlock: unlockScreen, letter: letterScreen, locked: lockedScreen },
  );
  document.getElementById('fallback')?.remove();
  addEventListener('beforeunload', (event) => {
    if (holdsAnswer(app.state)) event.preventDefault();
  });
  app.show('unlock');
}

if (isWorker) serveUnlocking();
else startPage();
