import type { Refusal } from '../../contract/drafts.ts';
import type { Device } from '../../contract/patients.ts';
import type { FormOption, ReaderState, SealedForm, SealedPreview } from '../../contract/sealed-form.ts';
import type { SubmissionFacts } from './facts.ts';
import { messageMode, recipientMode } from './recipient-mode.ts';

/** A file of the message; `pages` is false for one that a PDF cannot show (only pictures and PDFs become pages). */
export type FileFacts = { readonly name?: string; readonly pages?: boolean };

/** What the form of a sealed letter rests on. */
export type FormFacts = {
  /** A person chose it for this message; null: by the patient's device. */
  readonly sealedForm?: SealedForm | null;
  readonly reader?: ReaderState;
  readonly attachments: readonly FileFacts[];
};

const forms: readonly SealedForm[] = ['page', 'link', 'pdf'];

/**
 * The form of one patient's letter: as a person said for this message, else by the patient's device. An iPhone runs no
 * attached page: it gets a link where the practice has a reader page, else a PDF.
 */
export function sealedFormOf(facts: FormFacts, device: Device = 'unknown'): SealedForm {
  if (facts.sealedForm) return facts.sealedForm;
  if (device !== 'iphone') return 'page';
  return facts.reader === 'ready' ? 'link' : 'pdf';
}

/** All forms, each with the reason why it cannot be had. */
export function listFormOptions(facts: FormFacts): FormOption[] {
  return forms.map((form) => ({ form, ...whyNot(facts, form) }));
}

function whyNot(facts: FormFacts, form: SealedForm): Pick<FormOption, 'reason' | 'detail'> {
  if (form === 'link' && facts.reader !== 'ready') {
    return { reason: facts.reader === 'differs' ? 'reader-differs' : 'no-reader', detail: null };
  }
  if (form === 'pdf') {
    const other = facts.attachments.find(({ pages }) => pages === false);
    if (other !== undefined) return { reason: 'file-kind', detail: other.name ?? '' };
  }
  return { reason: null, detail: null };
}

/** Why this recipient's letter cannot travel in its form; none where it can. */
export function formRefusals(
  facts: FormFacts,
  { address, device }: { readonly address: string; readonly device?: Device },
): Refusal[] {
  const { reason, detail } = whyNot(facts, sealedFormOf(facts, device));
  return reason === null ? [] : [{ code: `form-${reason}`, address, detail }];
}

/** How the sealed letters among a message's recipients would travel; null where nobody gets one. */
export function sealedPreview(facts: SubmissionFacts): SealedPreview | null {
  const mode = messageMode(facts);
  const sealed = facts.recipients.filter(
    (each) => mode !== null && recipientMode(each, mode, facts.recipients, facts.ownCertificate) === 'sealed',
  );
  if (sealed.length === 0) return null;
  return {
    letters: sealed.map(({ address, device }) => ({ address, form: sealedFormOf(facts, device) })),
    options: listFormOptions(facts),
  };
}
