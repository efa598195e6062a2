-- The day report goes through the visits of a range by when they arrived, which has an index already, and through the lanes
-- that each of them stood in: with all that it asks of a move in the index, it need not look each of them up.
DROP INDEX lane_change_by_check_in;
CREATE INDEX lane_change_by_check_in ON lane_change (check_in_id, id, from_lane, to_lane, at);
