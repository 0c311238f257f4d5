import type { CampaignRow, LetterPreview } from '../../../main/contract/campaigns.ts';
import type { TemplateContent } from '../../../main/contract/templates.ts';
import { fillTemplate, isBroken } from './template-answers.ts';

const cover = [
  'Elm Street Clinic has written you a private letter. Open the attached file and type the five words from your slip.',
  '',
  'Our sign for you: amber kettle',
  '',
  'No slip, or is this not your sign? Call us at (217) 555-0137.',
].join('\n');

/** A letter as it would leave: of a patient in a plan, or of one whose next visit nobody knows. */
export function previewOf(
  { subject, html, contentKind }: Pick<TemplateContent, 'subject' | 'html' | 'contentKind'>,
  patientId: string | null,
  row: CampaignRow | undefined,
): LetterPreview {
  const from = { name: 'Elm Street Clinic', address: 'desk@elmstreet.example' };
  const to = row ?? { name: 'Grace Lindqvist', address: 'grace.lindqvist@example.com' };
  const mode = patientId === null ? null : row === undefined ? 'sealed' : row.reasons.length > 0 ? null : row.mode;
  const held = (code: 'template-broken' | 'missing-field', field: string | null): LetterPreview['message'] => ({
    outcome: 'held',
    reasons: [{ code, field }],
  });
  return {
    message: isBroken(html)
      ? held('template-broken', null)
      : patientId !== null && row === undefined && html.includes('next_visit')
        ? held('missing-field', 'next_visit')
        : { outcome: 'ready', subject: fillTemplate(subject), html: fillTemplate(html), text: '' },
    from,
    to: patientId === null || to.address === '' ? null : { name: to.name, address: to.address },
    contentKind,
    mode,
    modeReason: mode === null ? null : (row?.modeReason ?? 'phrase-given'),
    modeReasonAt: mode === null ? null : (row?.modeReasonAt ?? null),
    reasons: row?.reasons ?? [],
    lacks: row?.lacks ?? [],
    outside:
      mode === null
        ? null
        : {
            subject: 'Message from Elm Street Clinic',
            text: mode === 'sealed' ? cover : null,
            file: mode === 'sealed' ? 'letter.html' : null,
          },
  };
}
