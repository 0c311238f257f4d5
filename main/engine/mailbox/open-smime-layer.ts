import type { ErrorFacts } from '../../contract/errors.ts';
import { isEngineError } from '../base/errors.ts';
import { readTopLayer, type TopLayer } from '../mime/top-layer.ts';
import { contentTypes } from '../protection/smime-algorithms.ts';
import { decryptSmime } from '../protection/smime-decrypt.ts';
import { type ContentInfo, readContentInfo } from '../protection/smime-structure.ts';
import { noSmimeSignature, openSmimeSigned, type SmimeSignature, verifySmime } from '../protection/smime-verify.ts';
import type { Layer } from '../protection/status.ts';
import type { UnreadableReason } from '../protection/unreadable.ts';
import type { SmimeInput } from './smime-input.ts';

type SmimeLayer = Extract<TopLayer, { kind: 'smime-opaque' | 'smime-signed' }>;

/** What the layer held; nothing shows changes where `integrity` is `none`. */
type OpenedSmime = Pick<Extract<Layer, { kind: 'smime' }>, 'encrypted' | 'integrity' | 'signature'> & {
  readonly payload: Uint8Array;
  readonly textOnly: boolean;
  /** Null where it is only signed. */
  readonly cipher: string | null;
};

/** A signed layer, its CMS message read once: reading costs most where somebody means harm. */
type SignedLayer =
  | Extract<TopLayer, { kind: 'smime-signed' }>
  | { readonly kind: 'smime-opaque'; readonly message: ContentInfo };

type Signed = { readonly payload: Uint8Array; readonly signature: SmimeSignature };

/**
 * Opens or verifies the outermost S/MIME layer; inside an encrypted one, the signature around all of it belongs to it
 * (RFC 8551, 3.7). Null for a bag of certificates, which protects nothing. A reason where it cannot be opened.
 */
export async function openSmimeLayer(
  input: SmimeInput,
  top: SmimeLayer,
  now: number,
): Promise<OpenedSmime | UnreadableReason | null> {
  try {
    if (top.kind === 'smime-signed') return await openSigned(input, top, now);
    const message = readContentInfo(top.cms);
    return isEncrypted(message)
      ? await openEncrypted(input, message, now)
      : await openSigned(input, { kind: 'smime-opaque', message }, now);
  } catch (error) {
    const { reason }: ErrorFacts = isEngineError(error, 'message-unreadable') ? error.facts : {};
    return reason === 'not-for-us' || reason === 'unsupported' ? reason : 'damaged';
  }
}

function isEncrypted({ contentType }: ContentInfo): boolean {
  return contentType !== contentTypes.signed;
}

async function openSigned(input: SmimeInput, top: SignedLayer, now: number): Promise<OpenedSmime | null> {
  const signed = await readSigned(input, top, now);
  if (signed === null) return null;
  const { payload, signature } = signed;
  return {
    encrypted: false,
    integrity: signature.intact ? 'signature' : 'none',
    signature,
    payload,
    textOnly: false,
    cipher: null,
  };
}

async function readSigned(input: SmimeInput, top: SignedLayer, now: number): Promise<Signed | null> {
  const { candidates, ownRoots } = input;
  if (top.kind === 'smime-opaque') {
    return openSmimeSigned({ message: top.message, candidates, ownRoots, now });
  }
  const { signed, signature } = top;
  return { payload: signed, signature: await verifySmime({ signed, signature, candidates, ownRoots, now }) };
}

async function openEncrypted(input: SmimeInput, message: ContentInfo, now: number): Promise<OpenedSmime> {
  const { payload, authenticated, cipher } = await decryptSmime(message, input.identities);
  const inside = await readInside(input, payload, now);
  const { signature } = inside;
  // CBC can be changed without a trace (EFAIL): then a signature over everything inside is what shows it.
  const integrity = authenticated ? 'encryption' : signature.intact ? 'signature' : 'none';
  return {
    encrypted: true,
    integrity,
    signature,
    payload: inside.payload,
    textOnly: integrity === 'none',
    cipher,
  };
}

async function readInside(input: SmimeInput, payload: Uint8Array, now: number): Promise<Signed> {
  const top = readTopLayer(payload);
  const unsigned = { payload, signature: noSmimeSignature };
  if (top.kind === 'smime-signed') return (await readSigned(input, top, now)) ?? unsigned;
  if (top.kind !== 'smime-opaque') return unsigned;
  const message = readContentInfo(top.cms);
  // Encrypted once more: a file, which nobody asked us to open.
  if (isEncrypted(message)) return unsigned;
  return (await readSigned(input, { kind: 'smime-opaque', message }, now)) ?? unsigned;
}
