-- Who is paid here, with the item of the catalogue it belongs to.
CREATE TABLE payments_payees (
    centre_id BIGINT NOT NULL,
    key       TEXT COLLATE "C" NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    PRIMARY KEY (centre_id, key)
);

-- The list of rates, each with its legal basis.
CREATE TABLE payments_tariffs (
    centre_id BIGINT NOT NULL,
    key       TEXT COLLATE "C" NOT NULL,
    payee     TEXT NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    PRIMARY KEY (centre_id, key)
);

-- Bills, with what was paid for them.
CREATE TABLE payments_bills (
    centre_id    BIGINT NOT NULL,
    number       TEXT COLLATE "C" NOT NULL,
    stage        TEXT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    payee        TEXT NOT NULL,
    tariff       TEXT NOT NULL,
    account_mark TEXT NOT NULL,  -- blind index of the account number
    period       TEXT COLLATE "C" NOT NULL,
    amount       BIGINT NOT NULL,
    facts        TEXT NOT NULL,  -- JSON; account and payer sealed and masked
    receipt      TEXT COLLATE "C" NOT NULL,  -- empty until it is paid, as all below
    means        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    received     BIGINT NOT NULL,
    paid_by      BIGINT NOT NULL,
    paid_at_ms   BIGINT NOT NULL,
    paid_on      TEXT COLLATE "C" NOT NULL,
    reason       TEXT NOT NULL,
    voided_by    BIGINT NOT NULL,
    voided_on    TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE INDEX payments_bills_by_account
    ON payments_bills (centre_id, account_mark, tariff, period);
CREATE INDEX payments_bills_by_day ON payments_bills (centre_id, paid_on, receipt);
CREATE INDEX payments_bills_by_voiding ON payments_bills (centre_id, voided_on);
CREATE INDEX payments_bills_by_reference ON payments_bills (centre_id, reference);

-- Days that are closed.
CREATE TABLE payments_closings (
    centre_id BIGINT NOT NULL,
    day       TEXT COLLATE "C" NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    closed_by TEXT NOT NULL,
    at_ms     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);

-- Daily numbering of bills and receipts.
CREATE TABLE payments_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT COLLATE "C" NOT NULL,
    kind      TEXT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day, kind)
);
