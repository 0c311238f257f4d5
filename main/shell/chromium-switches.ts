import type { App } from 'electron';

/**
 * Keeps Chromium off the network and off the disk. The window needs neither: its files come by our own protocol and mail by
 * the engine, so no name may be resolved and nothing is worth caching.
 */
const switches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['dns-prefetch-disable'],
  ['no-pings'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['disable-crash-reporter'],
  ['disable-http-cache'],
  ['disk-cache-size', '1'],
  ['media-cache-size', '1'],
  ['disable-gpu-shader-disk-cache'],
];

/** Sets the switches; only before the app is ready. */
export function applyChromiumSwitches(app: App): void {
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
}
