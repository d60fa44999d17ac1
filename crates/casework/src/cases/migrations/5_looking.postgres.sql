-- The day on which the house itself has to look at a case; '' where time alone changes nothing.
-- Cases of before are looked at at once.
ALTER TABLE cases_cases ADD COLUMN look_on TEXT COLLATE "C" NOT NULL DEFAULT '0001-01-01';
CREATE INDEX cases_cases_by_look ON cases_cases (centre_id, look_on, number) WHERE look_on > '';
