-- When the first attempt of any problem failed: each problem has attempts of its own, and all together must end.
ALTER TABLE photo ADD COLUMN tried_since INTEGER;
