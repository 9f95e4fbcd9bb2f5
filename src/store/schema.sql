-- The schema of a store; its number is STORE_SCHEMA in store_schema.c. Written once for SQLite and PostgreSQL: REAL, TEXT, ROWNUMBER
-- and ROWKEY (another table's) become the types of the back end (db_define), INTEGER holds 32 bits, BIGINT 64. Every statement may be carried out again on a store that has it already.
-- Offsets are Unicode code points from the start of documents.text, end exclusive. Days count from 1970-01-01. documents is canonical;
-- every other table is derived from it and can be rebuilt by reading the text again.

CREATE TABLE IF NOT EXISTS documents (
  doc ROWNUMBER PRIMARY KEY,          -- row number; of no meaning outside this store
  id TEXT NOT NULL UNIQUE,            -- JSON line's id, the file's path as given, or a content hash
  content_hash BIGINT NOT NULL,      -- of the text, 64 bits
  pipeline TEXT NOT NULL,             -- version of what coded it; another version: stale
  url TEXT, title TEXT, publisher TEXT, author TEXT, lang TEXT,
  genre TEXT,                         -- report opinion interview speech communique transcript
  day INTEGER,                        -- publication
  n_bad_bytes INTEGER NOT NULL,       -- bytes replaced by U+FFFD
  text TEXT NOT NULL,
  blocks TEXT,                        -- "0 64 body 66 90 title": start, end, kind; null: of a store before schema 4, to be told by the sentences
  pretokenized INTEGER                -- one sentence a line, tokens parted by blanks; null as above
);

CREATE TABLE IF NOT EXISTS sentences (
  doc BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  sentence INTEGER NOT NULL,          -- from 0 in the document
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- body title caption boilerplate
  PRIMARY KEY (doc, sentence)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS mentions (
  doc BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  mention INTEGER NOT NULL,           -- from 0 in the document
  sentence INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  phrase_start INTEGER NOT NULL, phrase_end INTEGER NOT NULL,
  grp INTEGER,                        -- mentions of one span that names several actors share it
  code TEXT,                          -- actor code; null: names no actor we know
  country TEXT, sectors TEXT,         -- of the code; sectors parted by blanks
  name TEXT,                          -- canonical name
  how TEXT,                           -- gazetteer title acronym coreference role
  entity INTEGER NOT NULL,            -- first mention of the same actor in the document
  is_place INTEGER NOT NULL,          -- names a territory as a location only
  is_person INTEGER NOT NULL,
  place_name TEXT, place_id TEXT,     -- the territory that its name names: "Benghazi", "LBY/Benghazi"
  place_country TEXT, lat REAL, lon REAL,
  place_precision TEXT,               -- point city province region country
  PRIMARY KEY (doc, mention)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS events (
  doc BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  event INTEGER NOT NULL,             -- from 0 in the document
  sentence INTEGER NOT NULL,
  type TEXT NOT NULL,                 -- PLOVER
  mode TEXT, contexts TEXT, cameo TEXT,
  quad INTEGER NOT NULL, goldstein REAL, intensity REAL NOT NULL,
  status TEXT NOT NULL,               -- asserted denied planned requested threatened hypothetical speculated
  voice TEXT NOT NULL,                -- reporter attributed quoted author
  speaker INTEGER,                    -- mention
  factuality REAL NOT NULL,           -- -3..3
  content_of INTEGER, reciprocal_of INTEGER, -- events of the same document
  time TEXT,                          -- past current future
  source INTEGER, target INTEGER,     -- mentions
  source_code TEXT NOT NULL, target_code TEXT NOT NULL, -- copies of the mentions' codes, '' for none, for the indices
  place INTEGER,                      -- mention with a place, where it happened
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  date_from INTEGER, date_to INTEGER, -- only from words of the text; null: open or unknown
  date_start INTEGER, date_end INTEGER, -- these words
  day INTEGER,                        -- for series: date_to, else the document's day where the event is asserted and current
  dated_by TEXT,                      -- text document
  confidence REAL NOT NULL,
  rule TEXT NOT NULL, status_rule TEXT,
  counted INTEGER NOT NULL,
  PRIMARY KEY (doc, event)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_by_source ON events (source_code, day);
CREATE INDEX IF NOT EXISTS events_by_target ON events (target_code, day);

CREATE TABLE IF NOT EXISTS magnitudes (
  doc BIGINT NOT NULL, event INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- killed wounded arrested displaced troops amount
  low REAL, high REAL,                -- null: open
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, -- the words
  currency TEXT,                      -- ISO 4217, of an amount
  PRIMARY KEY (doc, event, kind),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS statements (
  doc BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  statement INTEGER NOT NULL,         -- from 0 in the document
  first_sentence INTEGER NOT NULL, last_sentence INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- direct indirect mixed
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, -- hull of the content, without outer quotation marks
  cue_start INTEGER, cue_end INTEGER,
  source_start INTEGER, source_end INTEGER,
  speaker INTEGER, speaker_kind TEXT, addressee INTEGER, -- mentions
  via_start INTEGER, via_end INTEGER, venue_start INTEGER, venue_end INTEGER,
  rule TEXT,
  PRIMARY KEY (doc, statement)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS statement_stances ( -- how the speaker stands to whom
  doc BIGINT NOT NULL, statement INTEGER NOT NULL,
  stance INTEGER NOT NULL,            -- from 0 in the statement
  actor TEXT NOT NULL,                -- code
  sign INTEGER NOT NULL,              -- -1 0 1
  kind TEXT NOT NULL,                 -- supports accuses warns ...
  PRIMARY KEY (doc, statement, stance),
  FOREIGN KEY (doc, statement) REFERENCES statements ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS statement_parts (
  doc BIGINT NOT NULL, statement INTEGER NOT NULL,
  part INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (doc, statement, part),
  FOREIGN KEY (doc, statement) REFERENCES statements ON DELETE CASCADE
) WITHOUT ROWID;

-- One claim of the ledger a row: what one sentence says of one matter. What becomes of a matter is followed when it is asked for
-- (relation/follow.h).
CREATE TABLE IF NOT EXISTS ledger (
  doc BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  claim INTEGER NOT NULL,             -- from 0 in the document
  sentence INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- pledge plan prediction deal threat membership
  subject TEXT,                       -- of a deal: arms energy loan ...
  topic TEXT,                         -- lemmas of the matter, sorted, parted by blanks
  matter_start INTEGER, matter_end INTEGER,
  portion TEXT,                       -- "second", of what comes in parts, a matter of its own; null: the whole
  is_part INTEGER NOT NULL,           -- a first part of the whole
  stage TEXT,                         -- record/ledger.def
  is_delayed INTEGER NOT NULL,
  told INTEGER,                       -- of a delay: the day it was told
  was_due_from INTEGER, was_due_to INTEGER, now_due_from INTEGER, now_due_to INTEGER, -- of a delay: days
  condition_start INTEGER, condition_end INTEGER,
  due_from INTEGER, due_to INTEGER,   -- days
  due_start INTEGER, due_end INTEGER, -- the words
  speaker INTEGER,                    -- mention: who says so
  speaker_kind TEXT,                  -- named office anonymous media document
  voice TEXT NOT NULL,                -- reporter attributed quoted author
  sign INTEGER NOT NULL,              -- -1: foretold, promised, planned or threatened not to be; 1: to be; 0: a deal, a membership
  certainty REAL NOT NULL,            -- 0..1
  checkable INTEGER NOT NULL,
  outcome TEXT NOT NULL,              -- as the sentence alone tells it
  rule TEXT,
  PRIMARY KEY (doc, claim)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ledger_parties (
  doc BIGINT NOT NULL, claim INTEGER NOT NULL,
  party INTEGER NOT NULL,             -- from 0 in the claim
  mention INTEGER NOT NULL,
  code TEXT NOT NULL,                 -- copy of the mention's, '' for none
  role TEXT NOT NULL,                 -- record/ledger.def
  PRIMARY KEY (doc, claim, party),
  FOREIGN KEY (doc, claim) REFERENCES ledger ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ledger_obstacles (
  doc BIGINT NOT NULL, claim INTEGER NOT NULL,
  obstacle INTEGER NOT NULL,          -- from 0 in the claim
  kind TEXT NOT NULL,                 -- price law war ...
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  speaker INTEGER,                    -- mention
  voice TEXT NOT NULL,
  rule TEXT,
  PRIMARY KEY (doc, claim, obstacle),
  FOREIGN KEY (doc, claim) REFERENCES ledger ON DELETE CASCADE
) WITHOUT ROWID;

-- What `entente watch` knows of each feed and article (watched.h); of no document, and not derived.
CREATE TABLE IF NOT EXISTS watched (
  url TEXT PRIMARY KEY,               -- of a feed or an article
  feed TEXT,                          -- the feed that named the article; null: is a feed
  item TEXT,                          -- the article as the feed told it, JSON
  etag TEXT, last_modified TEXT,      -- validators of the answer before
  content_hash BIGINT,                -- of the text kept last; null: none yet
  first_seen BIGINT NOT NULL,         -- seconds since 1970
  due BIGINT NOT NULL,                -- likewise; not to be asked for before
  n_versions INTEGER NOT NULL,        -- texts kept
  n_failures INTEGER NOT NULL         -- in a row
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS watched_by_due ON watched (due, url);

-- Event rows of other data sets. Canonical: they cannot be made anew but from their files. Rows are many and alike, so that what they share is
-- written once: pairs of actors and codes for the whole store, names, addresses and publishers for each file.
CREATE TABLE IF NOT EXISTS imports (
  import ROWNUMBER PRIMARY KEY,
  origin TEXT NOT NULL,               -- the name under which its rows are asked for: gdelt, icews, "KEDS Levant"
  format TEXT NOT NULL,
  file TEXT NOT NULL,                 -- as given; of an archive: archive/name
  licence TEXT,
  has_stories INTEGER NOT NULL,       -- a row's source_id is that of a story that several rows may have, not its own
  n_taken BIGINT NOT NULL, n_refused BIGINT NOT NULL,
  UNIQUE (origin, file)
);

CREATE TABLE IF NOT EXISTS imported_pairs (
  pair ROWNUMBER PRIMARY KEY,
  source_code TEXT NOT NULL, target_code TEXT NOT NULL, -- '' for none
  UNIQUE (source_code, target_code)
);
CREATE INDEX IF NOT EXISTS imported_pairs_by_target ON imported_pairs (target_code);

CREATE TABLE IF NOT EXISTS imported_codes (
  code ROWNUMBER PRIMARY KEY,
  native TEXT NOT NULL,               -- as the row has it: CAMEO, WEIS, or POLECAT's type
  cameo TEXT NOT NULL,                -- '' for none
  type TEXT NOT NULL,                 -- PLOVER; '': it has none (bare comment), activity only
  UNIQUE (native, cameo, type)
);

CREATE TABLE IF NOT EXISTS imported_words (
  id ROWNUMBER PRIMARY KEY,           -- import * 2^32 + the word's number in its file
  words TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS imported (
  id ROWNUMBER PRIMARY KEY,           -- import * 2^32 + the row's number in its file, from 1, the header counted
  pair BIGINT NOT NULL,               -- imported_pairs
  day INTEGER,
  code BIGINT NOT NULL,               -- imported_codes
  goldstein INTEGER,                  -- thousandths; the row's own, else the table's
  source_name INTEGER, target_name INTEGER, url INTEGER, publisher INTEGER, -- as the row has them: numbers of imported_words in its file
  source_id TEXT
);
CREATE INDEX IF NOT EXISTS imported_by_pair ON imported (pair, day);

CREATE TABLE IF NOT EXISTS imported_months ( -- derived: the rows of an origin counted
  origin TEXT NOT NULL,
  pair BIGINT NOT NULL,
  month INTEGER NOT NULL,             -- its first day; -2147483648: undated
  code BIGINT NOT NULL,
  days INTEGER NOT NULL,              -- those on which there is a row, bit 0 the first of the month
  n_rows BIGINT NOT NULL,
  n_documents BIGINT NOT NULL,        -- documents that tell of the two parties for the first time in the month, here
  n_documents_each_way BIGINT NOT NULL, -- the same for each direction
  n_values BIGINT NOT NULL,           -- rows with a Goldstein value
  goldstein BIGINT NOT NULL,          -- their sum, thousandths
  last BIGINT NOT NULL,               -- id of a row of the last day
  PRIMARY KEY (origin, pair, month, code)
) WITHOUT ROWID;

-- What reprints are known by (record/likeness.h), for documents of enough words.
CREATE TABLE IF NOT EXISTS fingerprints (
  doc ROWKEY PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  exact BIGINT NOT NULL,              -- hash of the words in order
  n_words INTEGER NOT NULL,
  least TEXT NOT NULL                 -- least values of the hashes, 8 hexadecimal digits each
);

CREATE TABLE IF NOT EXISTS bands (    -- derived from fingerprints; written and removed with them by store/reprints.c
  band INTEGER NOT NULL,              -- 32 bits
  day INTEGER NOT NULL,               -- publication; -2147483648: unknown
  doc BIGINT NOT NULL,
  PRIMARY KEY (band, day, doc)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_url ON documents (url);

-- Reprints: no rows of their own in the tables above but these two.
CREATE TABLE IF NOT EXISTS reprints (
  doc ROWKEY PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  original TEXT NOT NULL              -- id of the earliest document that it is like (store/reprints.h); may be a reprint itself
);
CREATE INDEX IF NOT EXISTS reprints_by_original ON reprints (original);

-- Which documents hold a word: for searching sentences (store_words.c splits and folds the words). Derived from documents.text.
-- sqlite only
CREATE VIRTUAL TABLE IF NOT EXISTS document_words USING fts5 (
  words,                              -- each word of the document once; its row number is that of the document
  content = '', detail = none, tokenize = 'ascii'
);
-- postgresql only
CREATE TABLE IF NOT EXISTS document_words (
  doc BIGINT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  words text[] NOT NULL               -- each word of the document once
);
CREATE INDEX IF NOT EXISTS document_words_by_word ON document_words USING gin (words);
-- both
