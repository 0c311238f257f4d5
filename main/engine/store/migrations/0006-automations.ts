/** Frozen. Times are milliseconds since 1970 UTC. */
export const automations = `
-- Projections of the journal: standing rules, and which of their letters a person holds.
CREATE TABLE automation (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  trigger_json TEXT NOT NULL,
  -- 'HH:MM' on the practice's wall.
  send_at TEXT NOT NULL,
  quiet_from TEXT,
  quiet_until TEXT,
  segment_id TEXT,
  template_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  sender TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  -- 'off', 'on' or 'restored'
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  state_by TEXT NOT NULL,
  -- Since when it is on without a break: what was due before is no concern of it.
  since INTEGER,
  -- When a backup was put in place last: what was due before may have left.
  restored_at INTEGER,
  -- Of what was approved.
  template_version INTEGER NOT NULL,
  content_kind TEXT NOT NULL
) STRICT;
CREATE TABLE automation_hold (
  automation_id TEXT NOT NULL,
  event_key TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  held_at INTEGER NOT NULL,
  held_by TEXT NOT NULL,
  PRIMARY KEY (automation_id, event_key, patient_id)
) STRICT, WITHOUT ROWID;

-- No projection: what the program worked out and did. One row for each rule, event and patient, for ever.
CREATE TABLE automation_send (
  automation_id TEXT NOT NULL,
  event_key TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  -- After this it would make no sense; null: that never comes.
  over_at INTEGER,
  event_json TEXT NOT NULL,
  -- 'planned', 'missed', 'begun', 'left-out' or 'lapsed'
  state TEXT NOT NULL,
  -- When a person said that one that was missed is to leave.
  said_at INTEGER,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  mode TEXT,
  mode_reason TEXT,
  mode_reason_at INTEGER,
  reasons_json TEXT NOT NULL,
  -- When its mode was worked out last.
  looked_at INTEGER,
  -- The run that took it.
  campaign_id TEXT,
  settled_at INTEGER,
  PRIMARY KEY (automation_id, event_key, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX automation_send_by_state ON automation_send (state, due_at);
CREATE INDEX automation_send_settled ON automation_send (settled_at) WHERE settled_at IS NOT NULL;
CREATE UNIQUE INDEX automation_send_by_run ON automation_send (campaign_id, patient_id) WHERE campaign_id IS NOT NULL;

-- The rule whose letters a run sends; null: a person planned it.
ALTER TABLE campaign ADD COLUMN automation_id TEXT;
CREATE INDEX campaign_by_state ON campaign (state) WHERE state IN ('running', 'paused', 'restored');
`;
