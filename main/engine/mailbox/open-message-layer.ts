import type { ErrorFacts } from '../../contract/errors.ts';
import type { MessageStatus } from '../../contract/messages.ts';
import { storedAddress } from '../base/address.ts';
import { isEngineError } from '../base/errors.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { type ProtectedHeaders, readProtectedHeaders } from '../mime/protected-headers.ts';
import { readTopLayer } from '../mime/top-layer.ts';
import type { ParsedMessage } from '../mime/types.ts';
import { findAnswerArmor } from '../protection/answer-armor.ts';
import { type OpenedMessage, openEncrypted } from '../protection/openpgp.ts';
import { readAnswer, type SealedAnswer } from '../protection/sealed-answer.ts';
import { type SignatureFacts, verifyDetached } from '../protection/signature.ts';
import type { SmimeSigner } from '../protection/smime-verify.ts';
import { type Layer, messageStatus } from '../protection/status.ts';
import type { UnreadableReason } from '../protection/unreadable.ts';
import { coversHeader } from './covers-header.ts';
import { openSmimeLayer } from './open-smime-layer.ts';
import type { ReadInput } from './read-result.ts';
import type { SmimeInput } from './smime-input.ts';

/** What the outermost layer of a message held. */
export type OpenedLayer = {
  readonly status: MessageStatus;
  /** What is shown in place of the message itself; null where that is what is shown. */
  readonly shown: ParsedMessage | null;
  /** The header that the sender put inside, where it may be believed. */
  readonly inside: ProtectedHeaders | null;
  readonly answer: SealedAnswer | null;
  /** How it was protected; null where no layer was opened. */
  readonly made: { readonly cipher: string | null; readonly signature: SignatureFacts } | null;
  /** HTML is not shown: nothing tells whether somebody put it in on the way. */
  readonly textOnly: boolean;
  readonly smimeSigner: SmimeSigner | null;
};

const noSmime: SmimeInput = { identities: [], candidates: [], ownRoots: [] };
const openPgpOnly = { textOnly: false, smimeSigner: null } as const;

const reasons: readonly UnreadableReason[] = [
  'not-for-us',
  'no-integrity',
  'damaged',
  'not-an-answer',
  'wrong-phrase',
  'unsupported',
];

/** Opens or verifies the outermost layer, by its kind; a message without one may carry a sealed answer. */
export async function openMessageLayer(input: ReadInput, outer: ParsedMessage): Promise<OpenedLayer> {
  const closed = (layer: Layer): OpenedLayer => ({
    status: messageStatus({ layer, from: onlySender(outer), signer: null }),
    shown: null,
    inside: null,
    answer: null,
    made: null,
    ...openPgpOnly,
  });
  const readPayload = async (encrypted: boolean, payload: Uint8Array, signature: SignatureFacts) => {
    const shown = await parseMessage(payload);
    const inside = encrypted || signature.status === 'valid' ? readProtectedHeaders(shown) : null;
    const isOurAddress = (address: string) => storedAddress(address) === input.ownAddress;
    const { signedAt } = signature;
    const covers = coversHeader({ outer, inside, signedAt, arrivedAt: input.arrivedAt, isOurAddress });
    return { shown, inside, covers };
  };
  const opened = async (
    kind: 'encrypted' | 'signed',
    payload: Uint8Array,
    signature: SignatureFacts,
    cipher: string | null,
  ) => {
    const { shown, inside, covers } = await readPayload(kind === 'encrypted', payload, signature);
    const layer: Layer = { kind, coversAll: true, coversHeader: covers, signature };
    const status = messageStatus({ layer, from: onlySender(outer), signer: signerOf(input, signature) });
    return { status, shown, inside, answer: null, made: { cipher, signature }, ...openPgpOnly };
  };
  const top = readTopLayer(input.source);
  switch (top.kind) {
    case 'pgp-encrypted': {
      const message = await openWithAnyKey(input, asTextOrBytes(top.ciphertext));
      if (typeof message === 'string') return closed({ kind: 'unopenable', reason: message });
      return opened('encrypted', message.payload, message.signature, message.cipher);
    }
    case 'pgp-signed': {
      const signature = await verifyDetached({
        signed: top.signed,
        signature: asTextOrBytes(top.signature),
        candidates: input.candidates,
        now: input.now,
      });
      return opened('signed', top.signed, signature, null);
    }
    case 'smime-opaque':
    case 'smime-signed': {
      const smime = await openSmimeLayer(input.smime ?? noSmime, top, input.now);
      if (smime === null) return closed({ kind: 'none' });
      if (typeof smime === 'string') return closed({ kind: 'unopenable', reason: smime });
      const { encrypted, integrity, signature, payload, textOnly, cipher } = smime;
      const { shown, inside, covers } = await readPayload(encrypted, payload, signature.facts);
      const layer: Layer = { kind: 'smime', encrypted, integrity, signature, coversHeader: covers };
      const status = messageStatus({ layer, from: onlySender(outer), signer: null });
      const made = { cipher, signature: signature.facts };
      return { status, shown, inside, answer: null, made, textOnly, smimeSigner: signature.signer };
    }
    case 'none': {
      const answer = await openAnswerWithAnyKey(input, outer);
      if (answer === 'damaged') return closed({ kind: 'unopenable', reason: answer });
      return { ...closed({ kind: 'none' }), answer };
    }
  }
}

/** Tries our keys, the present one first. */
export async function openWithAnyKey(
  input: ReadInput,
  ciphertext: Uint8Array | string,
): Promise<OpenedMessage | UnreadableReason> {
  let reason: UnreadableReason = 'not-for-us';
  for (const privateKey of input.privateKeys) {
    try {
      const { candidates, now } = input;
      return await openEncrypted({ ciphertext, privateKey, candidates, now });
    } catch (error) {
      reason = reasonOf(error);
      if (reason !== 'not-for-us') return reason;
    }
  }
  return reason;
}

/** Null where there is none for us: other people's armor is just text. */
async function openAnswerWithAnyKey(input: ReadInput, outer: ParsedMessage): Promise<SealedAnswer | 'damaged' | null> {
  const attachments = outer.parts.map((part) => part.bytes);
  const armored = findAnswerArmor({ text: outer.text, html: outer.html, attachments });
  if (armored === null) return null;
  const opened = await openWithAnyKey(input, armored);
  if (typeof opened === 'string') return opened === 'damaged' ? 'damaged' : null;
  try {
    return readAnswer(opened.payload);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): UnreadableReason {
  const { reason }: ErrorFacts = isEngineError(error, 'message-unreadable') ? error.facts : {};
  return reasons.find((word) => word === reason) ?? 'damaged';
}

function signerOf({ candidates }: ReadInput, signature: SignatureFacts) {
  return candidates.find((candidate) => candidate.fingerprint === signature.fingerprint) ?? null;
}

function onlySender({ from }: ParsedMessage): string | null {
  return from.length === 1 ? (from[0]?.address ?? null) : null;
}

/** Armor is text; anything else is binary. */
export function asTextOrBytes(bytes: Uint8Array): string | Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.includes('-----BEGIN PGP') ? text : bytes;
}
