-- The day report goes through the visits of a range by when they arrived, and through the lanes that each of them stood in:
-- with all that it asks of a move in the index, it need not look each of them up.
CREATE INDEX check_in_by_arrival ON check_in (arrived_at);
DROP INDEX lane_change_by_check_in;
CREATE INDEX lane_change_by_check_in ON lane_change (check_in_id, id, from_lane, to_lane, at);
