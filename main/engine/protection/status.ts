import type { MessageStatus, SmimeStatus } from '../../contract/messages.ts';
import { storedAddress } from '../base/address.ts';
import type { SignatureFacts } from './signature.ts';
import type { SmimeSignature } from './smime-verify.ts';
import type { UnreadableReason } from './unreadable.ts';

/** A message's outermost cryptographic layer, as the room that opened it found it. */
export type Layer =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'encrypted' | 'signed';
      /** Nothing that is shown stands outside of it. */
      readonly coversAll: boolean;
      /** Subject, people and date as well, not the text alone. */
      readonly coversHeader: boolean;
      readonly signature: SignatureFacts;
    }
  | { readonly kind: 'sealed-answer'; readonly binding: AnswerBinding; readonly letterSentAt: number | null }
  | {
      readonly kind: 'smime';
      readonly encrypted: boolean;
      readonly coversHeader: boolean;
      readonly integrity: SmimeStatus['integrity'];
      readonly signature: SmimeSignature;
    }
  | { readonly kind: 'unopenable'; readonly reason: UnreadableReason };

export type AnswerBinding = 'ours' | 'unverified' | 'copy' | 'other-address';

/** What is known of the signer's key: the addresses it may speak for, and whether a person compared its fingerprint. */
export type SignerFacts = { readonly addresses: readonly string[]; readonly compared: boolean };

/**
 * The one status of a message (RFC 9787): from the outermost layer only, and only when that covers everything shown; a layer
 * around a part leaves the message plain. The signer counts as verified when the key speaks for the From address, the one and
 * only: `from` is null when a message has none, or several.
 */
export function messageStatus(facts: {
  readonly layer: Layer;
  readonly from: string | null;
  readonly signer: SignerFacts | null;
}): MessageStatus {
  const { layer, from, signer } = facts;
  switch (layer.kind) {
    case 'none':
      return { kind: 'plain' };
    case 'smime':
      return smimeStatus(layer, from);
    case 'unopenable':
      return { kind: 'unopenable', reason: reasonOf(layer.reason) };
    case 'sealed-answer':
      return { kind: 'sealed-answer', binding: layer.binding, letterSentAt: layer.letterSentAt };
    case 'encrypted':
    case 'signed': {
      if (!layer.coversAll) return { kind: 'plain' };
      const { status, fingerprint } = layer.signature;
      // A signature that is broken vouches for nothing, not even for whose it was meant to be.
      if (layer.kind === 'signed' && status === 'none') return { kind: 'plain' };
      const compared = status === 'valid' && (signer?.compared ?? false);
      const covers = status === 'valid' && layer.coversHeader ? 'message' : 'text';
      return { kind: layer.kind, signer: signerOf(status, from, signer), fingerprint, compared, covers };
    }
  }
}

/** As with OpenPGP, in the same words; and beside them what only S/MIME has: who vouches for the signer. */
function smimeStatus(layer: Extract<Layer, { kind: 'smime' }>, from: string | null): MessageStatus {
  const { facts, signer } = layer.signature;
  const known = signer !== null && (signer.trust === 'trusted' || signer.trust === 'kept') ? signer : null;
  return {
    kind: layer.encrypted ? 'encrypted' : 'signed',
    signer: signerOf(facts.status, from, known),
    fingerprint: facts.fingerprint,
    compared: facts.status === 'valid' && signer?.compared === true,
    covers: facts.status === 'valid' && layer.coversHeader ? 'message' : 'text',
    smime: {
      integrity: layer.integrity,
      signer: signer && {
        name: signer.certificate.name,
        addresses: [...signer.certificate.addresses],
        issuer: signer.certificate.issuer,
        expires: signer.certificate.expires,
        trust: signer.trust,
        revocation: 'not-checked',
      },
    },
  };
}

type Signer = Extract<MessageStatus, { kind: 'signed' }>['signer'];

function signerOf(status: SignatureFacts['status'], from: string | null, signer: SignerFacts | null): Signer {
  if (status === 'none' || status === 'invalid') return status;
  if (status === 'unknown-key' || signer === null) return 'unknown';
  return from !== null && signer.addresses.map(storedAddress).includes(storedAddress(from)) ? 'verified' : 'mismatch';
}

function reasonOf(reason: UnreadableReason): Extract<MessageStatus, { kind: 'unopenable' }>['reason'] {
  if (reason === 'unsupported') return 'smime';
  return reason === 'not-for-us' || reason === 'no-integrity' ? reason : 'damaged';
}
