import type { Person } from '../../contract/fields.ts';
import type { MessageStatus, MessageWarning } from '../../contract/messages.ts';
import type { DeliveryReport } from '../mime/reports/types.ts';
import type { OfferedKey } from '../protection/autocrypt.ts';
import type { SealedAnswer } from '../protection/sealed-answer.ts';
import type { Candidate } from '../protection/signature.ts';
import type { SmimeSigner } from '../protection/smime-verify.ts';
import type { SmimeInput } from './smime-input.ts';

/** What a worker needs to read a message. Crosses to the worker as it is. */
export type ReadInput = {
  readonly source: Uint8Array;
  /** Our private keys, armored, the present one first. */
  readonly privateKeys: readonly string[];
  /** Public keys of whoever the From field may name. */
  readonly candidates: readonly (Candidate & { readonly compared: boolean })[];
  /** Left out where the message is no S/MIME. */
  readonly smime?: SmimeInput;
  /** The account's own address, as it is kept. */
  readonly ownAddress: string;
  /** When the server got it, milliseconds. */
  readonly arrivedAt: number;
  /** Milliseconds. */
  readonly now: number;
};

export type ReadAttachment = {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
};

/** A message as it will be filed: what it says, after opening its outermost layer. */
export type ReadMessage = {
  /** With angle brackets. */
  readonly messageIdHeader: string | null;
  /** Oldest first, the one it answers last; with angle brackets. */
  readonly references: readonly string[];
  readonly from: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly replyTo: readonly Person[];
  /** The protected one where there is one. */
  readonly subject: string;
  readonly baseSubject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly ReadAttachment[];
  /** For a sealed answer `fileMessage` decides it, since only the store knows our letters. */
  readonly status: MessageStatus;
  readonly warnings: readonly MessageWarning[];
  readonly automatic: boolean;
  readonly snippet: string;
  /** Searchable text of the body, decrypted, of bounded length. */
  readonly indexText: string;
  /** What a sealed answer says of itself; its text and files stand in `text` and `attachments`. */
  readonly answer: Pick<SealedAnswer, 'letterId' | 'replySecret' | 'answerId'> | null;
  /** The key the message offers for its sender (Autocrypt). */
  readonly autocryptKey: Uint8Array | null;
  /** Keys its sender passes on for the other recipients of an encrypted message. */
  readonly gossip: readonly OfferedKey[];
  /** What it reports about mail of ours, by its own word; null for every message that is no report. */
  readonly report: DeliveryReport | null;
  /** Whose S/MIME signature it carries; absent where it carries none that names its maker. */
  readonly smimeSigner?: SmimeSigner;
};

/** Reads in a worker; may reject, as when the worker dies or hangs. Buffers in `handOver` are gone afterwards. */
export type ReadMessagesCall = (
  inputs: readonly ReadInput[],
  handOver: readonly ArrayBuffer[],
) => Promise<readonly ReadMessage[]>;

/** What is filed when reading failed altogether: listed, with its raw source and a warning. */
export const unreadableMessage: ReadMessage = {
  messageIdHeader: null,
  references: [],
  from: [],
  to: [],
  cc: [],
  replyTo: [],
  subject: '',
  baseSubject: '',
  text: '',
  html: null,
  attachments: [],
  status: { kind: 'plain' },
  warnings: ['unreadable'],
  automatic: false,
  snippet: '',
  indexText: '',
  answer: null,
  autocryptKey: null,
  gossip: [],
  report: null,
};
