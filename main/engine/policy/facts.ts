import type { Question } from '../../contract/drafts.ts';
import type { ConsentView, ContentKind, Mode, Party } from '../../contract/fields.ts';
import type { KeyView } from '../../contract/keys.ts';
import type { Device } from '../../contract/patients.ts';
import type { ListedDomain, TransportAnswer } from '../../contract/transport.ts';
import type { FileFacts, FormFacts } from './sealed-form.ts';

/** One public key of a recipient's address. */
export type KeyFacts = {
  readonly fingerprint: string;
  readonly status: KeyView['status'];
  readonly expires: number | null;
  /** A person compared the fingerprint with its owner. */
  readonly compared: boolean;
  /** When; only shown beside a suggestion, never decided upon. */
  readonly comparedAt?: number | null;
};

/** A provider known to honour a standard when it sends: who says so, and when that was looked up. */
export type HonourSource = { readonly source: string; readonly date: string };

/** What is known about the way from our submission server to a recipient's domain. */
export type TransportFacts = {
  readonly domain: string;
  /** Whether our submission server offers REQUIRETLS (RFC 8689), as it said inside TLS. */
  readonly requireTls: 'offered' | 'not-offered' | 'unknown';
  /** Its name, for the record. */
  readonly server: string;
  /** The owner wants REQUIRETLS with every message of this mode. */
  readonly requireTlsWanted: boolean;
  /** What the domain published when it was asked last; null: never asked. */
  readonly answer: TransportAnswer | null;
  /** Who sends for us; null: nobody we know. */
  readonly provider: {
    readonly name: string;
    readonly mtaSts: HonourSource | null;
    readonly dane: HonourSource | null;
  } | null;
  readonly listed: ListedDomain | null;
  /** The moment of these facts: answers run out. */
  readonly at: number;
};

/** One S/MIME certificate of a recipient's address. */
export type RecipientCertificate = {
  readonly fingerprint: string;
  readonly status: KeyView['status'];
  readonly expires: number;
  /** An authority vouches that it is this very address's. */
  readonly trusted: boolean;
  readonly compared: boolean;
  /** When; only shown beside a suggestion. */
  readonly comparedAt?: number | null;
};

/** What is known about one recipient at this moment. */
export type RecipientFacts = {
  readonly address: string;
  readonly addressValid: boolean;
  /** Null: nobody said yet who this is. */
  readonly party: Party | null;
  readonly patientId: string | null;
  /** The address belongs to several patients and none was chosen. */
  readonly ambiguous: boolean;
  readonly keys: readonly KeyFacts[];
  readonly certificates: readonly RecipientCertificate[];
  readonly phrase: 'none' | 'made' | 'given';
  /** When the phrase was given; only shown beside a suggestion. */
  readonly phraseGivenAt?: number | null;
  /** What they read mail on; decides the form of a sealed letter. */
  readonly device?: Device;
  /** What the ledger says now. `accessRequest` counts only where it was recorded for this thread: the caller sees to it. */
  readonly consent: {
    readonly email: ConsentView;
    readonly marketing: ConsentView;
    readonly accessRequest: ConsentView;
  };
  /** The row that gives consent to plain mail also says that the warning was given. */
  readonly consentWarned: boolean;
  readonly transport: TransportFacts;
};

/** The two choices of a thread as a person made them. */
export type ChoiceFacts = {
  readonly mode: Mode;
  /** The row of the ledger that was seen; null: "nothing on file", seen. */
  readonly consentRowId: string | null;
  /** When: a consent that ran out after this moment was not seen as expired. */
  readonly at: number;
};

/** Everything a decision about one message rests on. */
export type SubmissionFacts = Omit<FormFacts, 'attachments'> & {
  readonly purpose: 'treatment' | 'payment' | 'operations' | 'marketing';
  readonly content: ContentKind;
  readonly attachments: readonly ({ readonly complete: boolean } & FileFacts)[];
  /** Estimated bytes on the wire, and the server's limit where it states one. */
  readonly size: number;
  readonly sizeLimit: number | null;
  readonly textEmpty: boolean;
  readonly bulk: boolean;
  readonly choice: ChoiceFacts | null;
  /** Stronger for this message alone. */
  readonly strongerMode: Mode | null;
  /** Where the quoted text came from: mail that was in clear anyway, or something that had been encrypted. */
  readonly quote: 'none' | 'clear-origin' | 'encrypted-origin';
  /** Its own text was begun as a copy of a letter that had left protected. */
  readonly textFromProtected: boolean;
  /** The practice's own key. */
  readonly ownKey: 'usable' | 'unusable';
  /** The practice has a certificate that signs and one that others encrypt to. */
  readonly ownCertificate: boolean;
  readonly account: boolean;
  /** The subject that every server on the way can read. */
  readonly visibleSubject: 'neutral' | 'own';
  /** The subject came or went protected before, and nobody typed another. */
  readonly subjectFromProtected: boolean;
  /** The patient whom the conversation is about; null: none. */
  readonly aboutPatientId: string | null;
  /** `yes` means "seen, go on"; a `no` leaves the question open. */
  readonly answers: readonly { readonly question: Question; readonly yes: boolean }[];
  readonly mentionsAttachment: boolean;
  readonly recipients: readonly RecipientFacts[];
};
