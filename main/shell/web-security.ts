import type { Session, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/** Shuts a session: no permission, no download, no spelling dictionary, and no request but for our own files. */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url) }));
}

/** Keeps a page where it is: it opens no window, goes nowhere and embeds nothing foreign. */
export function closeContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // The frame that shows a message is filled from a string; a link in it leads nowhere.
    if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function mayLoad(address: string): boolean {
  return isAppAddress(address) || /^(data|blob|devtools):/.test(address);
}
