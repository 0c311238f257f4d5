import { openPort } from './port.ts';

const port = openPort();
port.onMessage((message) => {
  if (message.type === 'stop') port.exit(0);
  if (message.type === 'call') port.post({ type: 'reply', id: message.id, failure: { code: 'unexpected', facts: {} } });
});
port.onClosed(() => port.exit(0));
port.post({ type: 'ready' });
