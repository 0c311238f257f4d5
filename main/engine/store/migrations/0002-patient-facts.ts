/** Frozen. Days are 'YYYY-MM-DD' and times 'HH:MM' as the practice's wall shows them; a time may be empty. */
export const patientFacts = `
-- Projections of the journal: what is known about patients. Kept under the patient's number, by concept first, so that a
-- rule reads one stretch of one tree.
-- Few indexes, on purpose: each one more costs an import of 50,000 patients a page for each of them, and a scan of a table
-- takes 10 ms.
-- What is named: 'observation', 'condition', 'treatment', 'immunization'. The code is the file's (LOINC, ICD-10 and so on),
-- or the label in small letters where a file had none.
CREATE TABLE concept (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  UNIQUE (kind, code)
) STRICT;
CREATE INDEX concept_by_label ON concept (kind, label COLLATE NOCASE);
CREATE TABLE observation (
  concept_number INTEGER NOT NULL REFERENCES concept (number),
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  day TEXT NOT NULL,
  time TEXT NOT NULL,
  -- Exactly one of the two.
  value_number REAL,
  value_text TEXT,
  unit TEXT NOT NULL,
  import_number INTEGER,
  PRIMARY KEY (concept_number, patient_number, day, time)
) STRICT, WITHOUT ROWID;
CREATE INDEX observation_by_patient ON observation (patient_number);
CREATE TABLE condition (
  concept_number INTEGER NOT NULL REFERENCES concept (number),
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  since TEXT,
  -- The day it was over; null while it lasts.
  until TEXT,
  import_number INTEGER,
  PRIMARY KEY (concept_number, patient_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX condition_by_patient ON condition (patient_number);
-- Treatments and medications.
CREATE TABLE treatment (
  concept_number INTEGER NOT NULL REFERENCES concept (number),
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  since TEXT,
  until TEXT,
  dose TEXT NOT NULL,
  import_number INTEGER,
  PRIMARY KEY (concept_number, patient_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX treatment_by_patient ON treatment (patient_number);
CREATE TABLE immunization (
  concept_number INTEGER NOT NULL REFERENCES concept (number),
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  day TEXT NOT NULL,
  import_number INTEGER,
  PRIMARY KEY (concept_number, patient_number, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX immunization_by_patient ON immunization (patient_number);
-- Appointments and visits alike: which is the last and which the next is a question of today.
CREATE TABLE visit (
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  day TEXT NOT NULL,
  time TEXT NOT NULL,
  -- 'kept' (booked or past), 'cancelled' or 'missed'
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  doctor TEXT NOT NULL,
  import_number INTEGER,
  PRIMARY KEY (patient_number, day, time)
) STRICT, WITHOUT ROWID;
CREATE TABLE practitioner (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_tag (
  tag TEXT NOT NULL COLLATE NOCASE,
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  PRIMARY KEY (tag, patient_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_tag_by_patient ON patient_tag (patient_number);
-- The practice's own fields.
CREATE TABLE custom_field (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
CREATE TABLE patient_field (
  field_number INTEGER NOT NULL REFERENCES custom_field (number),
  patient_number INTEGER NOT NULL REFERENCES patient (number),
  value_text TEXT NOT NULL,
  -- Where the text is a number.
  value_number REAL,
  PRIMARY KEY (field_number, patient_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_field_by_patient ON patient_field (patient_number);
CREATE TABLE patient_import (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  -- 'csv' or 'fhir'
  format TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL,
  counts_json TEXT NOT NULL,
  undone_at INTEGER,
  undone_by TEXT
) STRICT;
-- How a person mapped the columns of a file, by the names of its columns.
CREATE TABLE import_mapping (columns_json TEXT PRIMARY KEY, mapping_json TEXT NOT NULL) STRICT;
CREATE TABLE import_refusal (
  import_id TEXT NOT NULL REFERENCES patient_import (id),
  position INTEGER NOT NULL,
  row INTEGER NOT NULL,
  reason TEXT NOT NULL,
  field TEXT NOT NULL,
  quoted TEXT NOT NULL,
  PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;

-- Belongs to the journal: what an import changes, compressed, in pieces. The entry holds the hash of all of them. They are
-- written ahead of the entry (staged_piece_owner names the import until then), and never changed or deleted once it stands.
CREATE TABLE import_piece (
  import_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (import_id, position)
) STRICT;
CREATE TRIGGER import_piece_no_update BEFORE UPDATE ON import_piece BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER import_piece_no_delete BEFORE DELETE ON import_piece
  WHEN NOT EXISTS (SELECT 1 FROM staged_piece_owner WHERE owner = OLD.import_id)
  BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- Pieces of imports that the journal has and the tables have not yet: gone on with after a crash, before anything is asked.
-- At most one row.
CREATE TABLE import_work (
  import_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  next_position INTEGER NOT NULL
) STRICT;
`;
