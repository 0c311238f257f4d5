import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { EngineError, isEngineError } from '../base/errors.ts';
import { type HttpsSurroundings, httpsGet } from './https-get.ts';

/** Finds what somebody published for an address: bytes of one or more keys, not yet looked at; null where there are none. */
export type KeyDirectory = {
  /** Asks the address's own domain: OpenPGP Web Key Directory, the advanced method, then the direct one. */
  readonly askDomain: (address: string) => Promise<Uint8Array | null>;
  /** Asks keys.openpgp.org, which gives a key only for an address whose owner confirmed it. */
  readonly askKeyServer: (address: string) => Promise<Uint8Array | null>;
};

/** No key is larger, in bytes. */
const largest = 256 * 1024;
const keyServer = 'keys.openpgp.org';

export function createKeyDirectory(surroundings: HttpsSurroundings): KeyDirectory {
  const ask = (url: string): Promise<Uint8Array | null> => httpsGet(new URL(url), largest, surroundings);

  return {
    async askDomain(address) {
      const { local, domain } = split(address);
      const name = `${hashedLocalPart(local)}?l=${encodeURIComponent(local)}`;
      const known = '.well-known/openpgpkey';
      try {
        return await ask(`https://openpgpkey.${domain}/${known}/${domain}/hu/${name}`);
      } catch (error) {
        // The direct method is for domains without that name, and only for them: a failing server is not passed over.
        if (!isEngineError(error, 'server-name-not-found')) throw error;
      }
      return ask(`https://${domain}/${known}/hu/${name}`).catch((error: unknown) => {
        if (isEngineError(error, 'server-name-not-found') || isEngineError(error, 'server-refused')) return null;
        throw error;
      });
    },
    async askKeyServer(address) {
      const { local, domain } = split(address);
      return ask(`https://${keyServer}/vks/v1/by-email/${encodeURIComponent(`${local}@${domain}`)}`);
    },
  };
}

function split(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
  // A name without a dot, or one that is an address, stands for a machine nearby and not for a mail domain.
  if (at < 1 || !/^(?=.{3,253}$)([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/.test(domain)) {
    throw new EngineError('recipient-invalid', { address });
  }
  return { local: address.slice(0, at), domain };
}

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/** Z-base-32 of SHA-1 of the local part in lower case (draft-koch-openpgp-webkey-service, 3.1): a file name, no protection. */
function hashedLocalPart(local: string): string {
  // Only ASCII is lowered, so that every program comes to the same name.
  const lower = local.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hash = createHash('sha1').update(lower).digest();
  let name = '';
  for (let bit = 0; bit < hash.length * 8; bit += 5) {
    const at = Math.floor(bit / 8);
    const pair = ((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0);
    name += alphabet[(pair >> (11 - (bit % 8))) & 31] ?? '';
  }
  return name;
}
