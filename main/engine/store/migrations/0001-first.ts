/** Frozen. Times are milliseconds since 1970 UTC; `*_json` columns hold JSON text. */
export const first = `
-- The journal: what people typed. Append-only, hash-chained.
CREATE TABLE journal_entry (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  hybrid_time TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  body_json TEXT NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Projections of the journal: emptied and filled again by a rebuild.
CREATE TABLE setting (name TEXT PRIMARY KEY, value_json TEXT NOT NULL) STRICT;
CREATE TABLE patient (
  -- Small and rising: what the facts of a patient are kept under. Everything else knows the id.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- Empty where only the whole name is known.
  given_name TEXT NOT NULL DEFAULT '',
  family_name TEXT NOT NULL DEFAULT '',
  birth_date TEXT,
  -- 'female', 'male', 'other' or 'unknown'
  sex TEXT NOT NULL DEFAULT 'unknown',
  record_number TEXT NOT NULL,
  telephone TEXT NOT NULL,
  street TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  -- The own doctor's name as the practice writes it.
  doctor TEXT NOT NULL DEFAULT '',
  device TEXT NOT NULL,
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  -- The import that touched the patient last; null once a person did.
  import_id TEXT
) STRICT;
CREATE TABLE patient_address (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  address TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (patient_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_address_by_address ON patient_address (address);
CREATE TABLE phrase (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  words TEXT NOT NULL,
  sign TEXT NOT NULL,
  language TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  given_at INTEGER,
  given_how TEXT,
  given_by TEXT
) STRICT;
CREATE INDEX phrase_by_patient ON phrase (patient_id, made_at);
CREATE TABLE public_key (
  fingerprint TEXT NOT NULL,
  address TEXT NOT NULL,
  bytes BLOB NOT NULL,
  source TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  compared_at INTEGER,
  compared_by TEXT,
  PRIMARY KEY (fingerprint, address)
) STRICT;
CREATE INDEX public_key_by_address ON public_key (address);
-- S/MIME: others' certificates, and authorities that the owner trusts beside the computer's.
CREATE TABLE certificate (
  fingerprint TEXT NOT NULL,
  address TEXT NOT NULL,
  bytes BLOB NOT NULL,
  chain_json TEXT NOT NULL,
  capabilities TEXT NOT NULL,
  source TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  compared_at INTEGER,
  compared_by TEXT,
  PRIMARY KEY (fingerprint, address)
) STRICT;
CREATE INDEX certificate_by_address ON certificate (address);
CREATE TABLE certificate_root (
  fingerprint TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT;
CREATE TABLE consent_row (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  purpose TEXT NOT NULL,
  event TEXT NOT NULL,
  how TEXT NOT NULL,
  wording TEXT NOT NULL,
  wording_version TEXT NOT NULL,
  warned INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER,
  thread_id TEXT,
  scan_name TEXT,
  scan BLOB
) STRICT;
CREATE INDEX consent_row_by_patient ON consent_row (patient_id, purpose, at);
CREATE TABLE thread_party (thread_id TEXT PRIMARY KEY, party TEXT NOT NULL, patient_id TEXT) STRICT;
CREATE INDEX thread_party_by_patient ON thread_party (patient_id);
CREATE TABLE address_party (address TEXT PRIMARY KEY, party TEXT NOT NULL) STRICT;
CREATE TABLE thread_choice (
  thread_id TEXT PRIMARY KEY,
  mode TEXT NOT NULL,
  consent_row_id TEXT,
  chosen_by TEXT NOT NULL,
  chosen_at INTEGER NOT NULL
) STRICT;
-- Mail domains somebody vouches for.
CREATE TABLE listed_domain (
  domain TEXT PRIMARY KEY,
  note TEXT NOT NULL,
  listed_by TEXT NOT NULL,
  listed_at INTEGER NOT NULL
) STRICT;

-- Secrets of this practice that no server has.
CREATE TABLE own_key (
  fingerprint TEXT PRIMARY KEY,
  private_key TEXT NOT NULL,
  public_key BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  -- Since when it only opens old mail.
  retired_at INTEGER
) STRICT;
CREATE TABLE own_certificate (
  fingerprint TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  private_key TEXT NOT NULL,
  chain_json TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
-- What authorities said when they were asked.
CREATE TABLE revocation (
  fingerprint TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  good_until INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- Mail: a cache of what the IMAP server has, and the full copies of what we sent.
CREATE TABLE mailbox (
  id TEXT PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT,
  uid_validity INTEGER NOT NULL,
  highest_modseq TEXT,
  complete INTEGER NOT NULL
) STRICT;
CREATE TABLE thread (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  base_subject TEXT NOT NULL,
  correspondent_name TEXT NOT NULL,
  correspondent_address TEXT NOT NULL,
  people_json TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  message_count INTEGER NOT NULL,
  unread_count INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  snippet TEXT NOT NULL
) STRICT;
CREATE INDEX thread_by_correspondent ON thread (correspondent_address, base_subject);
-- Where a thread is listed: a mailbox's id, or 'out' for threads with a message of ours.
CREATE TABLE thread_place (
  place TEXT NOT NULL,
  thread_id TEXT NOT NULL REFERENCES thread (id),
  last_at INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  PRIMARY KEY (thread_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_place_by_last ON thread_place (place, last_at, thread_id);
CREATE INDEX thread_place_unread ON thread_place (place) WHERE unread = 1;
-- number rises with time (at * 1024 + n), so that the newest hits of the index are its last ones.
CREATE TABLE message (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  thread_id TEXT NOT NULL REFERENCES thread (id),
  direction TEXT NOT NULL,
  at INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  automatic INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  size INTEGER NOT NULL,
  -- 1: the full copy is ours, whatever the server keeps.
  kept INTEGER NOT NULL,
  -- When its last place on the server vanished; hidden from then on.
  gone_at INTEGER,
  message_id_header TEXT,
  subject TEXT NOT NULL,
  base_subject TEXT NOT NULL,
  snippet TEXT NOT NULL,
  from_json TEXT NOT NULL,
  to_json TEXT NOT NULL,
  cc_json TEXT NOT NULL,
  reply_to_json TEXT NOT NULL,
  references_json TEXT NOT NULL,
  status_json TEXT NOT NULL,
  warnings_json TEXT NOT NULL
) STRICT;
CREATE INDEX message_by_thread ON message (thread_id, at);
CREATE INDEX message_by_header ON message (message_id_header);
-- Whose signer is looked at again when a key, a certificate or an authority comes or goes.
CREATE INDEX message_by_signer ON message (json_extract(status_json, '$.signer'), json_extract(from_json, '$[0].address'));
-- Whose tick rests on an authority: all of them lose it before the authority goes.
CREATE INDEX message_vouched ON message (number) WHERE json_extract(status_json, '$.signer') = 'verified'
  AND json_extract(status_json, '$.smime.signer.trust') = 'trusted';
CREATE INDEX message_gone ON message (gone_at) WHERE gone_at IS NOT NULL;
CREATE TABLE message_body (
  message_number INTEGER PRIMARY KEY REFERENCES message (number) ON DELETE CASCADE,
  text TEXT NOT NULL,
  html TEXT
) STRICT;
-- SHA-256 of the raw source. An alias is what a server's Sent holds for a message whose full copy is ours.
CREATE TABLE message_hash (
  hash BLOB NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  alias INTEGER NOT NULL,
  PRIMARY KEY (hash, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_hash_by_message ON message_hash (message_id);
-- Bytes stand in pieces of 256 KB and less, written ahead of their message in short transactions.
CREATE TABLE message_source (
  message_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (message_id, position)
) STRICT;
CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  size INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_by_message ON attachment (message_id, position);
CREATE TABLE attachment_piece (
  attachment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (attachment_id, position)
) STRICT;
-- Owners of pieces that are not there yet, or (abandoned) not any more: their pieces are removed a few at a time.
CREATE TABLE staged_piece_owner (owner TEXT PRIMARY KEY, abandoned INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE message_reference (
  header TEXT NOT NULL,
  thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
  PRIMARY KEY (header, thread_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_reference_by_thread ON message_reference (thread_id);
-- A negative uid stands for a message moved here that the server has not yet moved: minus the pending action's number.
CREATE TABLE location (
  mailbox_id TEXT NOT NULL REFERENCES mailbox (id),
  uid INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id),
  seen INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_by_message ON location (message_id);
-- UIDs the server lists that have no location: it would not hand them over ('refused', looked at again later), or they are
-- only waiting to be expunged ('deleted').
CREATE TABLE skipped_uid (
  mailbox_id TEXT NOT NULL REFERENCES mailbox (id),
  uid INTEGER NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE pending_action (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox_id TEXT NOT NULL REFERENCES mailbox (id),
  uid INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id),
  action TEXT NOT NULL,
  target_mailbox_id TEXT REFERENCES mailbox (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_action_by_uid ON pending_action (mailbox_id, uid);
CREATE INDEX pending_action_by_message ON pending_action (message_id);
CREATE INDEX pending_action_by_target ON pending_action (target_mailbox_id);
CREATE VIRTUAL TABLE message_index USING fts5 (
  subject, people, body, files,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);

-- What mail domains publish about TLS on the way to them, as they were asked last.
CREATE TABLE transport_answer (domain TEXT PRIMARY KEY, answer_json TEXT NOT NULL) STRICT;

-- Writing and sending.
CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  thread_id TEXT,
  answers_message_id TEXT,
  party TEXT,
  patient_id TEXT,
  content_json TEXT NOT NULL,
  quote TEXT NOT NULL,
  quote_encrypted INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  submission_id TEXT
) STRICT;
CREATE INDEX draft_by_thread ON draft (thread_id);
CREATE INDEX draft_by_answered_message ON draft (answers_message_id);
CREATE TABLE draft_attachment (
  id TEXT PRIMARY KEY,
  draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  received INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_attachment_by_draft ON draft_attachment (draft_id, position);
CREATE TABLE draft_attachment_piece (
  attachment_id TEXT NOT NULL,
  offset INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (attachment_id, offset)
) STRICT;
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id),
  thread_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  decision_json TEXT NOT NULL,
  envelope_from TEXT NOT NULL,
  envelope_to_json TEXT NOT NULL,
  message_id_header TEXT NOT NULL UNIQUE,
  copy_state TEXT NOT NULL,
  state TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  released_at INTEGER,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER,
  code TEXT,
  response TEXT,
  server TEXT,
  tls TEXT,
  -- 1: the server was told to pass it on by verified TLS or not at all.
  require_tls INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER,
  checked TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, not_before);
CREATE INDEX outbox_by_message ON outbox (message_id);
-- Apart from the row, which is written again at every step. The owner is the row's id, or that and '.copy' for the practice's copy.
CREATE TABLE outbox_piece (
  owner TEXT NOT NULL,
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT;
CREATE TABLE letter (
  id TEXT PRIMARY KEY,
  -- A letter outlives its row: one that became a draft again while nobody knew whether it had left may still be answered.
  outbox_id TEXT REFERENCES outbox (id) ON DELETE SET NULL,
  thread_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  address TEXT NOT NULL,
  reply_secret TEXT NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_by_outbox ON letter (outbox_id);
CREATE TABLE letter_answer (
  answer_id TEXT NOT NULL,
  letter_id TEXT NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (letter_id, answer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_answer_by_message ON letter_answer (message_id);
`;
