import type { CampaignContent, CampaignView } from '../../../main/contract/campaigns.ts';
import { campaignsText, contentWords, purposeTexts } from '../../text/campaigns.ts';

/** What a campaign starts from: `documentsId` a batch that is being sent, null for none. */
export function freshContent(documentsId: string | null): CampaignContent {
  const blank: CampaignContent = {
    name: '',
    segmentId: '',
    templateId: '',
    purpose: 'treatment',
    sender: 'practice',
    startAt: null,
    perHour: null,
  };
  // The batch is the group, too: whoever has a document in it gets a letter.
  return documentsId === null ? blank : { ...blank, segmentId: documentsId, documentsId };
}

/** What of a saved campaign can be changed. */
export function contentOf(campaign: CampaignView): CampaignContent {
  const { name, segmentId, templateId, purpose, sender, startAt, perHour, documentsId } = campaign;
  const content = { name, segmentId, templateId, purpose, sender, startAt, perHour };
  return documentsId === undefined ? content : { ...content, documentsId };
}

export function withoutDocuments({ documentsId: _documentsId, ...content }: CampaignContent): CampaignContent {
  return content;
}

/** Whether it sends a batch of documents, and not a letter to a group. */
export function sendsDocuments({ segmentId, documentsId }: CampaignContent): boolean {
  return documentsId === segmentId;
}

/** The line under the title: on what terms the letters leave. */
export function summaryOf({ purpose, contentKind, sender, startAt, perHour }: CampaignView): string {
  return [
    purposeTexts[purpose].title,
    contentWords[contentKind],
    campaignsText.senders[sender].title,
    ...(startAt === null ? [] : [campaignsText.startsAt(startAt)]),
    ...(perHour === null ? [] : [campaignsText.paces.some(perHour)]),
  ].join(' · ');
}
