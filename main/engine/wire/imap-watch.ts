import type { ImapFlow } from 'imapflow';

/** Long enough for a caller's next command to come first, short enough for nobody to notice, in milliseconds. */
const pause = 100;

/**
 * Keeps IDLE (RFC 2177) going on the open mailbox: imapflow ends it for every command and renews it by itself, this starts it
 * again afterwards. Servers without IDLE are asked with NOOP. Returns what ends it.
 */
export function keepWatching(client: ImapFlow, ended: () => boolean): () => void {
  let wanted = true;
  const loop = async () => {
    while (wanted && !ended() && client.usable) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      // Rejects when the connection ends, which the `closed` event tells better.
      if (wanted && client.mailbox && client.usable) await client.idle({ whenFree: true }).catch(() => {});
    }
  };
  void loop();
  return () => {
    wanted = false;
    if (client.idling && client.usable) client.noop().catch(() => {});
  };
}
