-- What the work list is searched by: the account that took a case in, and the name as it is shown.
ALTER TABLE cases_cases ADD COLUMN clerk_account BIGINT NOT NULL DEFAULT 0;
CREATE INDEX cases_cases_by_name ON cases_cases (centre_id, applicant_masked, number);
