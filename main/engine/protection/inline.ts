import { enums, readCleartextMessage, readMessage } from 'openpgp';
import { fullSettings, openPgpSettings } from './openpgp-settings.ts';
import { type Candidate, judgeSignatures, readCandidates, type SignatureFacts, signatureDate } from './signature.ts';
import { unreadable } from './unreadable.ts';

/**
 * Reads a text that was signed inline (RFC 9580, 7), and gives back the text that the signature covers and no other. Throws
 * `message-unreadable` with `damaged`. `now` in milliseconds.
 */
export async function openClearSigned(options: {
  readonly block: string;
  readonly candidates: readonly Candidate[];
  readonly now: number;
}): Promise<{ readonly text: string; readonly signature: SignatureFacts }> {
  const keys = await readCandidates(options.candidates);
  try {
    const message = await readCleartextMessage({ cleartextMessage: options.block, config: openPgpSettings });
    const verifications = await message.verify([...keys], signatureDate(options.now));
    return { text: message.getText(), signature: await judgeSignatures(verifications, keys) };
  } catch (error) {
    throw unreadable('damaged', error);
  }
}

const { symmetricallyEncryptedData, symEncryptedIntegrityProtectedData, aeadEncryptedData } = enums.packet;

/**
 * Opens a message that is signed and not encrypted, as files are that were only signed (RFC 9580, 10.3). Throws
 * `message-unreadable` with `damaged`. `now` in milliseconds.
 */
export async function openSigned(options: {
  readonly message: string | Uint8Array;
  readonly candidates: readonly Candidate[];
  readonly now: number;
}): Promise<{ readonly payload: Uint8Array; readonly signature: SignatureFacts }> {
  const { message: bytes } = options;
  const keys = await readCandidates(options.candidates);
  try {
    const message = await (typeof bytes === 'string'
      ? readMessage({ armoredMessage: bytes, config: openPgpSettings })
      : readMessage({ binaryMessage: bytes, config: openPgpSettings }));
    const encrypted = [symmetricallyEncryptedData, symEncryptedIntegrityProtectedData, aeadEncryptedData];
    if (message.packets.filterByTag(...encrypted).length > 0) throw new Error('encrypted');
    const verifications = await message.verify([...keys], signatureDate(options.now), fullSettings);
    const payload = message.getLiteralData();
    if (!(payload instanceof Uint8Array)) throw new Error('no literal data');
    return { payload, signature: await judgeSignatures(verifications, keys) };
  } catch (error) {
    throw unreadable('damaged', error);
  }
}
