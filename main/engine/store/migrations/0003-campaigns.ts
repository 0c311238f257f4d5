/** Frozen. */
export const campaigns = `
-- Projections of the journal: texts for many, and rules over patients. Every version stays.
CREATE TABLE template (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE TABLE template_version (
  template_id TEXT NOT NULL REFERENCES template (id),
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  content_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (template_id, version)
) STRICT;
CREATE TABLE segment (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  rule_json TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  removed_at INTEGER
) STRICT;
`;
