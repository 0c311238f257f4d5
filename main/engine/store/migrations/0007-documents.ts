/** Frozen. Times are milliseconds since 1970 UTC. */
export const documents = `
-- No projection: files that came in for many patients, and whose each is. What a person said stands in the journal too; the
-- bytes go when everything was sent, what became of each file stays.
CREATE TABLE document_batch (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  -- 0 while the files are being read.
  sorted INTEGER NOT NULL,
  -- When it changed last who gets what: a plan made before is old.
  changed_at INTEGER NOT NULL,
  refused_json TEXT NOT NULL
) STRICT;
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES document_batch (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  pages INTEGER,
  -- 'read', 'partly', 'no-text', 'locked' or 'unreadable'
  text_state TEXT NOT NULL,
  text TEXT NOT NULL,
  -- 'matched', 'look', 'none' or 'copy', as the program sorted it
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- { numbers, birthDates, names }
  facts_json TEXT NOT NULL,
  suggestions_json TEXT NOT NULL,
  -- Whose it is; set by a match, or by the second of a person's two steps.
  patient_id TEXT,
  -- Record number and birth date of that patient then: were they changed since, somebody has to look again.
  patient_check TEXT NOT NULL,
  picked_patient_id TEXT,
  confirmed_at INTEGER,
  confirmed_by TEXT NOT NULL,
  left_out INTEGER NOT NULL,
  UNIQUE (batch_id, position)
) STRICT;
CREATE INDEX document_by_hash ON document (sha256);
CREATE INDEX document_by_patient ON document (batch_id, patient_id) WHERE patient_id IS NOT NULL;
CREATE TABLE document_piece (
  document_id TEXT NOT NULL,
  offset INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document_id, offset)
) STRICT;
-- The batch whose documents the letters of a campaign take along.
ALTER TABLE campaign ADD COLUMN documents_id TEXT;
CREATE INDEX campaign_by_documents ON campaign (documents_id) WHERE documents_id IS NOT NULL;
`;
