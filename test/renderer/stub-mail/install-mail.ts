import { createMailBridge, type MailBridge } from './mail-bridge.ts';

declare global {
  interface Window {
    mail: MailBridge;
  }
}

const bridge = createMailBridge();
Object.assign(window, { postern: bridge, mail: bridge });
