import type { SealedForm } from '../../contract/sealed-form.ts';
import { EngineError } from '../base/errors.ts';
import { readReader } from '../journal/reader.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { getGivenPhrase } from '../patients/phrases.ts';
import type { RecipientFacts } from '../policy/facts.ts';
import { generateReplySecret } from '../protection/sealed-letter.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle } from '../store/sql.ts';
import { fileCover, linkCover } from './letter-cover.ts';
import type { SealedProtection } from './protect-sealed.ts';

/** What sealing needs besides the patient: the form that was decided, the built page, and where the PDF's parts lie. */
export type SealedWishes = {
  readonly form: SealedForm;
  readonly pageTemplate: () => string;
  readonly paperFolder: string;
};

/** The phrase, the secrets and the words of one patient's letter. Throws `phrase-missing`, `state-changed`. */
export function sealedProtection(
  db: ReadHandle,
  recipients: readonly RecipientFacts[],
  { form, pageTemplate, paperFolder }: SealedWishes,
): SealedProtection {
  const [recipient, another] = recipients;
  if (!recipient?.patientId || another) throw new EngineError('phrase-missing');
  const { words, sign, language } = getGivenPhrase(db, recipient.patientId);
  const { name, telephone } = readSettings(db).practice;
  return {
    mode: 'sealed',
    form,
    template: form === 'page' ? pageTemplate() : '',
    phrase: words.reveal(),
    letterId: newId('lt'),
    replySecret: generateReplySecret(),
    language,
    practice: { name, address: findAccount(db)?.address ?? '', telephone, sign },
    ...sealedCovers(db, recipient.patientId, form),
    paperFolder,
  };
}

/** What stands in the mail around this patient's letter in this form. Throws `phrase-missing`, `state-changed`. */
export function sealedCovers(
  db: ReadHandle,
  patientId: string,
  form: SealedForm,
): Pick<SealedProtection, 'cover' | 'link'> {
  const { sign, language } = getGivenPhrase(db, patientId);
  const { name, telephone } = readSettings(db).practice;
  const facts = { practiceName: name, telephone, sign };
  const { address: reader } = readReader(db);
  if (form === 'link' && reader === null) throw new EngineError('state-changed');
  return {
    cover: fileCover(language, form, facts),
    link: form === 'link' && reader !== null ? { address: reader, cover: linkCover(language, facts) } : null,
  };
}
