-- When the first attempt of any problem failed: each problem has attempts of its own, and all together must end.
ALTER TABLE photo ADD COLUMN tried_since INTEGER;

-- An address that several damage entries name is one photo.
UPDATE check_in SET photo_count =
    (SELECT count(DISTINCT photo.value) FROM json_each(check_in.damage) AS entry, json_each(entry.value, '$.photos') AS photo)
  WHERE photo_count > 1;
