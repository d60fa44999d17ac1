-- Appointments: one row each; name and phone sealed in "asker".
CREATE TABLE appointments_appointments (
    centre_id         BIGINT NOT NULL,
    code              TEXT COLLATE "C" NOT NULL,
    day               TEXT COLLATE "C" NOT NULL,
    minute            BIGINT NOT NULL,
    number            TEXT COLLATE "C" NOT NULL,
    line              TEXT COLLATE "C" NOT NULL,
    item_code         TEXT COLLATE "C" NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    person            TEXT COLLATE "C" NOT NULL,  -- blind index of the phone
    digits            TEXT COLLATE "C" NOT NULL,  -- blind index of its last four digits
    asker             TEXT NOT NULL,
    standing          TEXT COLLATE "C" NOT NULL,
    ticket            TEXT COLLATE "C" NOT NULL,  -- code of the ticket after the arrival
    PRIMARY KEY (centre_id, code)
);
CREATE UNIQUE INDEX appointments_appointments_by_number
    ON appointments_appointments (centre_id, day, number);
CREATE INDEX appointments_appointments_by_time
    ON appointments_appointments (centre_id, day, line, minute);
CREATE INDEX appointments_appointments_by_person
    ON appointments_appointments (centre_id, person, item_code);
