-- Search rows tell the filters of the history as well, and shorter parts by tokens of their own: all are written anew.
DROP TABLE check_in_search;
CREATE VIRTUAL TABLE check_in_search USING fts5 (words, codes, content = '', contentless_delete = 1, tokenize = 'ascii');
UPDATE search_mark SET check_in_id = 0;

-- What there is to choose from in the filters: each value that any visit has named.
CREATE TABLE search_choice (
  kind  TEXT NOT NULL CHECK (kind IN ('store', 'adviser', 'light')),
  value TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- Visits in the order of their numbers, as runs of those that arrived in the same hour (since 1970): by it times become
-- numbers, and places in the list too. A clock that was set back begins another run of an hour that has one already.
CREATE TABLE arrival_run (
  first_id INTEGER PRIMARY KEY,
  last_id  INTEGER NOT NULL,
  hour     INTEGER NOT NULL,
  visits   INTEGER NOT NULL
) STRICT;
INSERT INTO arrival_run (first_id, last_id, hour, visits)
  SELECT min(id), max(id), hour, count(*) FROM (
    SELECT id, hour, row_number() OVER (ORDER BY id) - row_number() OVER (PARTITION BY hour ORDER BY id) AS island
    FROM (SELECT id, arrived_at / 3600000 AS hour FROM check_in)
  ) GROUP BY hour, island;
CREATE INDEX arrival_run_by_hour ON arrival_run (hour, first_id, last_id, visits);
