-- The boards of the back office read open cases by their mode, soonest due first.
CREATE INDEX cases_cases_open_by_mode ON cases_cases (centre_id, mode, is_closed, due_on, number);
