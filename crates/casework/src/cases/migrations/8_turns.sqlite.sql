-- Whose turn it is (轮到谁), which departments are awaited and silent, and where a denial stands:
-- what the work list and the boards are narrowed by. Open cases of before are told by their stage
-- until their next act says it exactly.
ALTER TABLE cases_cases ADD COLUMN turn TEXT NOT NULL DEFAULT '';
-- Keys with a comma before and after each; '-' is a department without a post in the centre.
ALTER TABLE cases_cases ADD COLUMN awaited TEXT NOT NULL DEFAULT '';
ALTER TABLE cases_cases ADD COLUMN silent TEXT NOT NULL DEFAULT '';
ALTER TABLE cases_cases ADD COLUMN denial TEXT NOT NULL DEFAULT '';
ALTER TABLE cases_cases ADD COLUMN applicant_kind TEXT NOT NULL DEFAULT 'person';
UPDATE cases_cases SET turn = CASE
    WHEN is_closed = 1 THEN 'nobody'
    WHEN stage IN ('awaiting_supplement', 'supplementing') THEN 'applicant'
    WHEN stage = 'suspended' THEN 'procedure'
    WHEN stage = 'refusal_proposed' THEN 'director'
    WHEN stage = 'examining' AND mode = 'direct' THEN 'spot'
    WHEN stage = 'examining' AND hand = 'superior' THEN 'superior'
    WHEN stage = 'examining' AND mode IN ('commitment', 'agency') THEN 'department'
    ELSE 'window' END;
UPDATE cases_cases SET denial = 'proposed' WHERE stage = 'refusal_proposed';
UPDATE cases_cases SET applicant_kind = 'organisation'
WHERE EXISTS (SELECT 1 FROM cases_taken t
    WHERE t.centre_id = cases_cases.centre_id AND t.number = cases_cases.number
      AND json_extract(t.taken, '$.parties.applicant.kind') = 'organisation');

-- The tabs of the work list are counted in this index alone.
DROP INDEX cases_cases_open_by_due;
CREATE INDEX cases_cases_open_by_due
    ON cases_cases (centre_id, due_on, number, stage, is_stopped, hand, turn, awaited, department,
                    is_closed)
    WHERE is_closed = 0;
-- Denials on their way, few among all.
CREATE INDEX cases_cases_by_denial
    ON cases_cases (centre_id, denial, due_on, number) WHERE is_closed = 0 AND denial > '';
-- Closed cases are narrowed by what never changes of them, newest first.
CREATE INDEX cases_cases_by_department ON cases_cases (centre_id, department, number);
CREATE INDEX cases_cases_by_window ON cases_cases (centre_id, window_name, number);
CREATE INDEX cases_cases_by_clerk ON cases_cases (centre_id, clerk, number);
CREATE INDEX cases_cases_by_kind ON cases_cases (centre_id, applicant_kind, number);
CREATE INDEX cases_cases_by_mode ON cases_cases (centre_id, mode, number);
CREATE INDEX cases_cases_closed_by_stage
    ON cases_cases (centre_id, stage, number) WHERE is_closed = 1;
