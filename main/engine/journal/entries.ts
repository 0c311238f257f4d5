import type { AccountInput } from '../../contract/account.ts';
import type { AutomationContent, OnSend } from '../../contract/automations.ts';
import type { CampaignContent, PauseReason } from '../../contract/campaigns.ts';
import type { MatchReason } from '../../contract/documents.ts';
import type { ContentKind, Mode, Party, Purpose } from '../../contract/fields.ts';
import type { ImportCounts, ImportMapping } from '../../contract/imports.ts';
import type { KeySource } from '../../contract/keys.ts';
import type { Device, LedgerRow, PatientInput, PatientProfile } from '../../contract/patients.ts';
import type { ReaderResult } from '../../contract/reader.ts';
import type { SegmentRule } from '../../contract/segments.ts';
import type { SettingsView } from '../../contract/settings.ts';
import type { TemplateContent } from '../../contract/templates.ts';

/** Every kind of entry and what it holds. Bytes are base64, so that an entry is plain JSON. */
export type EntryBodies = {
  'vault.created': { readonly practiceName: string };
  'vault.unlocked': { readonly how: 'passphrase' | 'recovery-code' };
  'vault.unlock-failed': { readonly at: number };
  'vault.window-locked': Record<string, never>;
  'vault.locked': Record<string, never>;
  'vault.passphrase-changed': Record<string, never>;
  'vault.recovery-kit-made': Record<string, never>;
  'vault.backup-saved': { readonly file: string };
  'vault.restored': { readonly file: string };
  'vault.set-aside-deleted': { readonly file: string };
  'settings.changed': { readonly [Name in keyof SettingsView]?: SettingsView[Name] | undefined };
  'account.saved': Omit<AccountInput, 'password'>;
  'reader.exported': { readonly sha256: string };
  'reader.address-set': { readonly address: string | null };
  'reader.checked': { readonly address: string; readonly result: ReaderResult; readonly sha256: string | null };
  'patient.added': PatientInput & { readonly patientId: string };
  'patient.changed': PatientInput & { readonly patientId: string };
  'patient.profile-changed': PatientProfile & { readonly patientId: string };
  /** Many patients at once: what changes for each stands in the pieces of this import, whose hash this is. */
  'patients.imported': {
    readonly importId: string;
    readonly fileName: string;
    readonly format: 'csv' | 'fhir';
    readonly counts: ImportCounts;
    readonly pieces: number;
    /** SHA-256 of all pieces in their order, in hex. */
    readonly sha256: string;
    /** How the columns were read, and their names; null for FHIR. */
    readonly mapping: (ImportMapping & { readonly columns: readonly string[] }) | null;
  };
  /** Taken back, but for the patients `kept`, whom something was sent to or recorded about since. */
  'patients.import-undone': { readonly importId: string; readonly fileName: string; readonly kept: readonly string[] };
  /** Evidence: everybody's data left for a file. */
  'patients.exported': { readonly count: number };
  'patient.phrase-made': {
    readonly phraseId: string;
    readonly patientId: string;
    readonly words: string;
    readonly sign: string;
    readonly language: 'en' | 'es';
  };
  'patient.phrase-given': {
    readonly phraseId: string;
    readonly patientId: string;
    readonly how: string;
    readonly device: Device;
  };
  'key.added': {
    readonly fingerprint: string;
    readonly address: string;
    readonly bytes: string;
    readonly source: KeySource;
  };
  /** For this address alone: one key may name several, and its owner can speak for one. */
  'key.compared': { readonly fingerprint: string; readonly address: string };
  'own-key.renewed': { readonly fingerprint: string; readonly until: number | null };
  'own-key.imported': { readonly fingerprint: string; readonly use: 'present' | 'old-mail' };
  'key.removed': { readonly fingerprint: string; readonly address: string };
  'certificate.added': {
    readonly fingerprint: string;
    readonly address: string;
    readonly bytes: string;
    readonly chain: readonly string[];
    readonly capabilities: string;
    readonly source: 'file' | 'mail';
  };
  'certificate.compared': { readonly fingerprint: string; readonly address: string };
  'certificate.removed': { readonly fingerprint: string; readonly address: string };
  'certificate-root.added': { readonly fingerprint: string; readonly name: string; readonly bytes: string };
  'certificate-root.removed': { readonly fingerprint: string; readonly name: string };
  /** Evidence; the private key lies beside the journal and not in it. */
  'own-certificate.added': { readonly fingerprint: string; readonly name: string; readonly until: number };
  'own-certificate.removed': { readonly fingerprint: string };
  'consent.recorded': {
    readonly rowId: string;
    readonly patientId: string;
    readonly purpose: Purpose;
    readonly event: LedgerRow['event'];
    readonly how: LedgerRow['how'];
    readonly wording: string;
    readonly wordingVersion: string;
    readonly warned: boolean;
    readonly until: number | null;
    /** The conversation an access request is for. */
    readonly threadId: string | null;
    readonly scanName: string | null;
    readonly scan: string | null;
  };
  'thread.party-set': {
    readonly threadId: string;
    readonly party: Party;
    readonly patientId: string | null;
    readonly address: string;
  };
  'thread.chosen': {
    readonly threadId: string;
    readonly patientId: string | null;
    readonly mode: Mode;
    readonly consentRowId: string | null;
    readonly downgradeFrom: Mode | null;
    readonly downgradeReason: string | null;
  };
  /** Somebody vouches that mail reaches this domain by TLS, though nothing proves it. */
  'domain.listed': { readonly domain: string; readonly note: string };
  'domain.unlisted': { readonly domain: string };
  'message.read': {
    readonly messageId: string;
    readonly threadId: string;
    /** Whom it is about, where somebody said so; else only the sender's address tells. */
    readonly patientId: string | null;
    readonly from: string;
  };
  'message.submitted': {
    readonly submissionId: string;
    readonly threadId: string;
    readonly to: string;
    readonly mode: Mode;
    readonly contentKind: ContentKind;
    /** What the mode `tls` was allowed on. */
    readonly evidence?: string;
  };
  'message.undone': { readonly submissionId: string; readonly threadId: string };
  'message.sent': {
    readonly outboxId: string;
    readonly threadId: string;
    readonly to: string;
    readonly mode: Mode;
    readonly server: string;
    readonly tls: string;
    /** Told to pass it on by verified TLS or not at all (RFC 8689). */
    readonly requireTls?: boolean;
  };
  'message.unsure': { readonly outboxId: string; readonly to: string; readonly checked: string };
  /** A report says so; the text is the server's own. */
  'message.came-back': {
    readonly outboxId: string;
    readonly threadId: string;
    readonly address: string;
    readonly kind: string;
    readonly diagnostic: string;
  };
  'message.complained': { readonly outboxId: string; readonly threadId: string; readonly address: string };
  /** Mail to this address came back, and it works again: its owner wrote from it, or a person says so. */
  'address.cleared': { readonly address: string; readonly how: 'wrote' | 'said-so' };
  'message.failed': { readonly outboxId: string; readonly to: string; readonly code: string };
  'outbox.decided': {
    readonly outboxId: string;
    readonly decision: 'send-again' | 'mark-sent' | 'to-draft' | 'other-form';
  };
  /** `version` counts from 1; each holds the whole text. */
  'template.saved': TemplateContent & { readonly templateId: string; readonly version: number };
  'template.removed': { readonly templateId: string; readonly name: string };
  'segment.saved': {
    readonly segmentId: string;
    readonly version: number;
    readonly name: string;
    readonly rule: SegmentRule;
  };
  'segment.removed': { readonly segmentId: string; readonly name: string };
  'campaign.saved': CampaignContent & { readonly campaignId: string };
  'campaign.removed': { readonly campaignId: string };
  /** A person approved the plan: with it the two choices of every conversation that the run begins. */
  'campaign.started': {
    readonly campaignId: string;
    readonly name: string;
    readonly plannedAt: number;
    readonly templateVersion: number;
    readonly contentKind: ContentKind;
    readonly letters: number;
  };
  'campaign.paused': { readonly campaignId: string; readonly name: string; readonly reason: PauseReason };
  'campaign.resumed': { readonly campaignId: string; readonly name: string };
  'campaign.stopped': { readonly campaignId: string; readonly name: string };
  'campaign.finished': { readonly campaignId: string; readonly name: string };
  /** A backup was put in place of the database: what has left since is not known here. */
  'campaign.restored': { readonly campaignId: string; readonly name: string };
  /** The two choices of one conversation, as the approved plan says. */
  'campaign.letter-begun': {
    readonly campaignId: string;
    readonly patientId: string;
    readonly threadId: string;
    readonly address: string;
    readonly mode: Mode;
    readonly consentRowId: string | null;
  };
  /** After a restore a person said whether letters had left; without a patient, all that nobody could tell about. */
  'campaign.settled': { readonly campaignId: string; readonly patientId: string | null; readonly left: boolean };
  'campaign.exported': { readonly campaignId: string; readonly name: string };
  /** Files for many patients came in. */
  'documents.taken-in': { readonly documentsId: string; readonly name: string; readonly files: number };
  /** A person said in two steps whose document it is; `reason`: what the program had found. */
  'documents.confirmed': {
    readonly documentsId: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly patientId: string;
    readonly reason: MatchReason;
  };
  'documents.left-out': { readonly documentsId: string; readonly fileName: string; readonly sha256: string };
  'documents.dropped': { readonly documentsId: string; readonly name: string };
  /** A letter of a run took these along: the receipt, patient by patient. */
  'documents.attached': {
    readonly campaignId: string;
    readonly patientId: string;
    /** Their names, for the eye. */
    readonly fileName: string;
    readonly files: readonly {
      readonly name: string;
      readonly sha256: string;
      readonly how: 'matched' | 'confirmed';
    }[];
  };
  'documents.receipt-saved': { readonly campaignId: string; readonly name: string };
  'automation.saved': AutomationContent & { readonly automationId: string };
  'automation.removed': { readonly automationId: string; readonly name: string };
  /** A person approves what it sends from now on, as the template stands. */
  'automation.switched-on': {
    readonly automationId: string;
    readonly name: string;
    readonly templateVersion: number;
    readonly contentKind: ContentKind;
  };
  'automation.switched-off': { readonly automationId: string; readonly name: string };
  /** A backup was put in place of the database: nothing leaves by it before a person switches it on again, also if it was off. */
  'automation.restored': { readonly automationId: string; readonly name: string };
  /** `movedFrom`: the hold of an appointment that was moved since. */
  'automation.held': OnSend & { readonly movedFrom: string | null };
  'automation.released': OnSend;
  /** What a person said about letters whose time had passed. */
  'automation.settled': { readonly sends: readonly OnSend[]; readonly letters: number; readonly send: boolean };
  /** Letters of a rule are due: a run begins with them. */
  'automation.begun': Omit<CampaignContent, 'segmentId' | 'startAt' | 'perHour'> & {
    readonly automationId: string;
    readonly campaignId: string;
    readonly segmentId: string | null;
    readonly templateVersion: number;
    readonly contentKind: ContentKind;
    readonly letters: number;
  };
};

export type EntryKind = keyof EntryBodies;

/** One line of the journal, as projections get it. */
export type Entry<Kind extends EntryKind = EntryKind> = {
  readonly sequence: number;
  readonly id: string;
  /** Milliseconds since 1970 UTC, of the computer that wrote it. */
  readonly at: number;
  /** Hybrid logical time, sortable as text: milliseconds, counter, computer. */
  readonly hybridTime: string;
  readonly actor: string;
  readonly kind: Kind;
  readonly body: EntryBodies[Kind];
};
