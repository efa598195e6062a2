-- Search rows tell runs of one character by tokens of their own: all are written anew.
DROP TABLE check_in_search;
CREATE VIRTUAL TABLE check_in_search USING fts5 (words, codes, content = '', contentless_delete = 1, tokenize = 'ascii');
UPDATE search_mark SET check_in_id = 0;
