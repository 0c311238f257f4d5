import { parentPort } from 'node:worker_threads';
import { rawOpenPgp, rawSealed } from './raw-openpgp.ts';
import { rawSmime } from './raw-smime.ts';

/** What a library alone needs, built beforehand: nothing of ours runs in its time. */
export type RawSetup = { readonly name: string; readonly payload: Uint8Array } & (
  | { readonly kind: 'openpgp'; readonly privateKey: string; readonly publicKeys: readonly Uint8Array[] }
  | {
      readonly kind: 'smime';
      /** PKCS #8, PEM. */
      readonly privateKey: string;
      readonly certificate: Uint8Array;
      readonly chain: readonly Uint8Array[];
      readonly recipients: readonly Uint8Array[];
    }
  | { readonly kind: 'sealed'; readonly phrase: string }
);

/** One message written by the library; and the same message opened, its signature checked. */
export type RawWork<Written> = {
  readonly write: () => Promise<Written>;
  readonly open: (written: Written) => Promise<void>;
};

export type RawOrder = { readonly setup: RawSetup; readonly times: number; readonly opens: boolean };

type Once = (opens: boolean) => Promise<void>;

/* Entry of a thread that does a batch of messages with a library alone, and says when it is done. */
const prepared = new Map<string, Promise<Once>>();
const port = parentPort;
port?.on('message', async ({ setup, times, opens }: RawOrder) => {
  const known = prepared.get(setup.name) ?? prepare(setup);
  prepared.set(setup.name, known);
  const once = await known;
  for (let at = 0; at < times; at += 1) await once(opens);
  port.postMessage('done');
});

async function prepare(setup: RawSetup): Promise<Once> {
  switch (setup.kind) {
    case 'openpgp':
      return onceOf(await rawOpenPgp(setup));
    case 'smime':
      return onceOf(await rawSmime(setup));
    case 'sealed':
      return onceOf(rawSealed(setup));
  }
}

function onceOf<Written>({ write, open }: RawWork<Written>): Once {
  return async (opens) => {
    const written = await write();
    if (opens) await open(written);
  };
}
