import type { ContentKind } from '../../contract/fields.ts';
import type { MergedMessage, SendPurpose } from '../../contract/templates.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { MergeFacts } from './render-template.ts';

/** A segment as it stands now. */
export type Audience = {
  readonly name: string;
  readonly version: number;
  /** Everybody who fits now, by name. */
  readonly patientIds: () => readonly string[];
  /** Whether this patient fits now. */
  readonly includes: (patientId: string) => boolean;
  /** Its rule asks how content patients are. */
  readonly asksSatisfaction: boolean;
  /** What belonging to it tells of somebody. */
  readonly contentKind: ContentKind;
};

/** A template opened for a run. */
export type Letters = {
  readonly name: string;
  readonly version: number;
  /** The most delicate of its text and its tags. */
  readonly contentKind: ContentKind;
  /** What it is for, as whoever wrote it said. */
  readonly purpose: SendPurpose;
  readonly broken: boolean;
  /** It asks for a public review. */
  readonly asksForReview: boolean;
  /** What this patient's letter takes along; absent: letters of this run have no files. */
  readonly files?: (patientId: string) => readonly { readonly name: string; readonly size: number }[];
  /** One patient's letter from what is on file now, or why it is held. `event`: what else it is about, in place of that. */
  readonly render: (db: ReadHandle, patientId: string, event?: MergeFacts) => MergedMessage;
  /** The letter with made-up values. */
  readonly sample: () => MergedMessage;
};

/** Whom a run writes to and what it says: segments and templates, as campaigns see them. */
export type LetterSource = {
  /** Null where there is no such segment. */
  readonly audience: (db: ReadHandle, segmentId: string, now: number) => Audience | null;
  /** `version` null: the newest. Null where there is none. */
  readonly open: (db: ReadHandle, templateId: string, version: number | null, now: number) => Letters | null;
};
