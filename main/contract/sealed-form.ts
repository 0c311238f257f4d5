import { z } from 'zod';

/** How a sealed letter travels: a page that is attached, a link to the practice's reader page, or a locked PDF. */
export const sealedForms = ['page', 'link', 'pdf'] as const;
export const sealedForm = z.enum(sealedForms);
export type SealedForm = z.infer<typeof sealedForm>;

/** Whether letters can be read on the practice's own website. `differs`: what stands there is not what was exported. */
export const readerState = z.enum(['ready', 'none', 'differs']);
export type ReaderState = z.infer<typeof readerState>;

/** Why a form cannot be had; `detail` names the file where it is one. */
export const formReason = z.enum(['no-reader', 'reader-differs', 'file-kind']);
export type FormReason = z.infer<typeof formReason>;

export const formOption = z.strictObject({
  form: sealedForm,
  reason: formReason.nullable(),
  detail: z.string().nullable(),
});
export type FormOption = z.infer<typeof formOption>;

/** How the sealed letters of a draft would travel: one line per recipient, and what else could be chosen. */
export const sealedPreview = z.strictObject({
  letters: z.array(z.strictObject({ address: z.string(), form: sealedForm })),
  options: z.array(formOption),
});
export type SealedPreview = z.infer<typeof sealedPreview>;
