import type { ThreadView } from '../../main/contract/threads.ts';

/** Where a person is. There is no router: a place is a value, and going back is the value before. */
export type Place =
  | {
      readonly kind: 'threads';
      readonly view: ThreadView;
      /** The thread in the reading pane. */
      readonly threadId: string | null;
    }
  | { readonly kind: 'drafts'; readonly draftId: string | null }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'patients'; readonly patientId: string | null }
  | { readonly kind: 'segments'; readonly segmentId: string | null }
  | { readonly kind: 'templates'; readonly templateId: string | null }
  /** In place of an id, also the batch of documents that is being sent. */
  | { readonly kind: 'campaigns'; readonly campaignId: string | null }
  | { readonly kind: 'automations'; readonly automationId: string | null }
  | { readonly kind: 'journal' }
  | { readonly kind: 'settings'; readonly section: SettingsSection };

export type SettingsSection =
  | 'practice'
  | 'account'
  | 'keys'
  | 'certificates'
  | 'letters'
  | 'transport'
  | 'security'
  | 'backup';

/** In place of an id: one that is being made. */
export const newSegment = 'new';
export const newTemplate = 'new';
export const newCampaign = 'new';
/** Documents that are to be sent, and not chosen yet. */
export const newDocuments = 'documents';
export const newAutomation = 'new';

export const inbox: Place = { kind: 'threads', view: { kind: 'role', role: 'inbox' }, threadId: null };

/** A conversation, found by something of ours that left. */
export function sentThread(threadId: string | null): Place {
  return { kind: 'threads', view: { kind: 'role', role: 'sent' }, threadId };
}

/** The entry of the side bar that a place belongs to: of one list, whatever of it is open. */
export function entryOf(place: Place): string {
  return place.kind === 'threads' ? JSON.stringify(place.view) : place.kind;
}
