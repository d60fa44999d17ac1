-- The promises kept on a day are told on the board of the hall.
CREATE INDEX cases_cases_by_decision
    ON cases_cases (centre_id, decided_at_ms, number) WHERE decided_at_ms > 0;
