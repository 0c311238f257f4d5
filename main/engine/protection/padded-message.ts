import { inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { CompressedDataPacket, type Key, type Message, type PrivateKey } from 'openpgp';
import { fullSettings } from './openpgp-settings.ts';
import { judgeSignatures, type SignatureFacts } from './signature.ts';

/**
 * Sequoia hides the length of a message by padding behind the end of its compressed data, which decompressors used to pass over
 * and the one of this runtime calls junk. Such a packet is cut to its compressed data and then read as any other.
 */
class PaddedPacket extends CompressedDataPacket {
  override async read(content: Uint8Array | Pieces): Promise<void> {
    const bytes = content instanceof Uint8Array ? content : await readPieces(content);
    // The library passes its settings on; they hold `additionalAllowedPackets`, which the packets inside must not get.
    await Reflect.apply(super.read, this, [withoutPadding(bytes), fullSettings]);
  }
}

/** The library hands content over in pieces, though its types say bytes. */
type Pieces = { getReader: () => { read: () => Promise<{ done: boolean; value?: Uint8Array }> } };

async function readPieces(content: Pieces): Promise<Uint8Array> {
  const reader = content.getReader();
  const pieces: Uint8Array[] = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (piece.value !== undefined) pieces.push(piece.value);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

type InflateInfo = { readonly engine: { readonly bytesWritten: number } };

function withoutPadding(bytes: Uint8Array): Uint8Array {
  const options: ZlibOptions = { info: true, maxOutputLength: fullSettings.maxDecompressedMessageSize };
  const inflate = bytes[0] === 1 ? inflateRawSync : bytes[0] === 2 ? inflateSync : null;
  if (inflate === null) return bytes;
  const { engine } = inflate(bytes.subarray(1), options) as unknown as InflateInfo;
  return bytes.subarray(0, 1 + engine.bytesWritten);
}

/** True for the error of a message that is whole but for such padding. */
export function isPaddingError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END' || isPaddingError(error.cause);
}

/**
 * Opens a padded message. Allowing the packet above takes it out of the library's grammar, which guards against content
 * smuggled in beside the signed one; so the outermost layer must be this packet and nothing else, and all inside it is strict.
 */
export async function openPadded(options: {
  readonly message: Message<Uint8Array>;
  readonly ownKey: PrivateKey;
  readonly keys: readonly Key[];
  readonly date: Date;
}): Promise<{ readonly payload: Uint8Array; readonly signature: SignatureFacts }> {
  const { message, ownKey, keys, date } = options;
  const settings = { ...fullSettings, additionalAllowedPackets: [PaddedPacket] };
  const opened = await message.decrypt([ownKey], undefined, undefined, date, settings);
  const [only, second] = opened.packets;
  if (!(only instanceof PaddedPacket) || second !== undefined) throw new Error('not one compressed packet');
  const verifications = await opened.verify([...keys], date, fullSettings);
  const payload = opened.getLiteralData();
  if (!(payload instanceof Uint8Array)) throw new Error('no literal data');
  return { payload, signature: await judgeSignatures(verifications, keys) };
}
