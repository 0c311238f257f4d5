/** Frozen. Times are milliseconds since 1970 UTC. */
export const returnedMail = `
-- Projection of the journal.
-- Addresses that work again after mail to them came back, by word of a person or by mail from them.
CREATE TABLE address_cleared (address TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What reports said of messages of ours, by recipient: the last word of each report. 'message_id' is the report; it may be gone.
CREATE TABLE delivery_report (
  message_id TEXT NOT NULL,
  outbox_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  complaint INTEGER NOT NULL,
  status TEXT,
  diagnostic TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- 1: it stands in the journal.
  noted INTEGER NOT NULL,
  PRIMARY KEY (message_id, outbox_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_report_by_outbox ON delivery_report (outbox_id);
CREATE INDEX delivery_report_hard ON delivery_report (address, at) WHERE kind = 'hard';
CREATE INDEX delivery_report_new ON delivery_report (at) WHERE noted = 0;
-- Messages in which a patient takes marketing back; 'noted' once the ledger says so.
CREATE TABLE opt_out_mail (
  message_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  words TEXT NOT NULL,
  at INTEGER NOT NULL,
  noted INTEGER NOT NULL,
  PRIMARY KEY (message_id, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opt_out_mail_new ON opt_out_mail (at) WHERE noted = 0;
`;
