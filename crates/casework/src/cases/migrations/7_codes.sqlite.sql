-- What opens a case's progress to whoever holds its papers; '' for cases of before.
ALTER TABLE cases_cases ADD COLUMN code TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX cases_cases_by_code ON cases_cases (centre_id, code) WHERE code > '';
