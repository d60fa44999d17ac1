-- Appointments: one row each; name and phone sealed in "asker".
CREATE TABLE appointments_appointments (
    centre_id         INTEGER NOT NULL,
    code              TEXT NOT NULL,
    day               TEXT NOT NULL,
    minute            INTEGER NOT NULL,
    number            TEXT NOT NULL,
    line              TEXT NOT NULL,
    item_code         TEXT NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    person            TEXT NOT NULL,  -- blind index of the phone
    digits            TEXT NOT NULL,  -- blind index of its last four digits
    asker             TEXT NOT NULL,
    standing          TEXT NOT NULL,
    ticket            TEXT NOT NULL,  -- code of the ticket after the arrival
    PRIMARY KEY (centre_id, code)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appointments_appointments_by_number
    ON appointments_appointments (centre_id, day, number);
CREATE INDEX appointments_appointments_by_time
    ON appointments_appointments (centre_id, day, line, minute);
CREATE INDEX appointments_appointments_by_person
    ON appointments_appointments (centre_id, person, item_code);
