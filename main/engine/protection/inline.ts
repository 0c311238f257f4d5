import { readCleartextMessage } from 'openpgp';
import { openPgpSettings } from './openpgp-settings.ts';
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
