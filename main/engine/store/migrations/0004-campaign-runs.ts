/** Frozen. */
export const campaignRuns = `
-- Projection of the journal: what a person planned, and how far a person let it go.
CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  segment_id TEXT NOT NULL,
  template_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  -- 'practice' or 'own-doctor': whose name stands in From.
  sender TEXT NOT NULL,
  start_at INTEGER,
  per_hour INTEGER,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  -- 'planned', 'running', 'paused', 'stopped', 'finished' or 'restored'
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  -- Why it is paused.
  state_reason TEXT NOT NULL,
  -- Set when a person approved the plan, with what was approved.
  approved_at INTEGER,
  approved_by TEXT NOT NULL,
  template_version INTEGER NOT NULL,
  content_kind TEXT NOT NULL
) STRICT;

-- No projection: what the program worked out and did, a row for each patient. What became of a letter is read from the
-- outbox, by its Message-ID, and stands nowhere twice.
CREATE TABLE campaign_plan (
  campaign_id TEXT PRIMARY KEY,
  planned_at INTEGER NOT NULL,
  -- Where the audience and each letter came from: a change of these makes the plan old.
  segment_version INTEGER NOT NULL,
  template_version INTEGER NOT NULL,
  content_kind TEXT NOT NULL,
  -- 0 while it is being worked out.
  complete INTEGER NOT NULL
) STRICT;
CREATE TABLE campaign_row (
  campaign_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  -- 'send', or why not: 'skipped' (who it is), 'held' (what would be said).
  verdict TEXT NOT NULL,
  name TEXT NOT NULL,
  doctor TEXT NOT NULL,
  address TEXT NOT NULL,
  mode TEXT,
  mode_reason TEXT,
  mode_reason_at INTEGER,
  reasons_json TEXT NOT NULL,
  -- Derived from campaign and patient: the same after a restore, so that what left is found again.
  message_id_header TEXT NOT NULL UNIQUE,
  -- Each set once and never again.
  draft_id TEXT UNIQUE,
  thread_id TEXT,
  -- When submission put it into the outbox; null again only where nothing had been tried.
  handed_at INTEGER,
  -- 'none', and after a restore: 'not-checked', what a look into Sent gave, or what a person said ('said-sent', 'said-not-sent').
  checked TEXT NOT NULL,
  PRIMARY KEY (campaign_id, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_row_by_position ON campaign_row (campaign_id, position);
CREATE INDEX campaign_row_to_hand ON campaign_row (campaign_id, position) WHERE handed_at IS NULL AND verdict = 'send';
CREATE INDEX campaign_row_by_handed ON campaign_row (campaign_id, handed_at) WHERE handed_at IS NOT NULL;
CREATE INDEX campaign_row_by_thread ON campaign_row (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX campaign_row_by_patient ON campaign_row (patient_id);

-- No projection: what submission servers answered about how fast they may be fed, so that runs keep to it.
CREATE TABLE sending_limit (
  server TEXT PRIMARY KEY,
  per TEXT NOT NULL,
  letters INTEGER NOT NULL,
  answer TEXT NOT NULL,
  learnt_at INTEGER NOT NULL,
  rest_until INTEGER NOT NULL,
  times INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_submission ON outbox (submission_id);
CREATE INDEX draft_by_submission ON draft (submission_id) WHERE submission_id IS NOT NULL;
CREATE INDEX outbox_by_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_copy_needed ON outbox (sent_at) WHERE state = 'sent' AND copy_state = 'needed';

-- A choice that a run made for its own conversation is nobody's habit.
ALTER TABLE thread_choice ADD COLUMN campaign_id TEXT;
-- On what terms a draft leaves that no person wrote; null: as one person's letter to another.
ALTER TABLE draft ADD COLUMN terms_json TEXT;
`;
