-- Who is paid here, with the item of the catalogue it belongs to.
CREATE TABLE payments_payees (
    centre_id INTEGER NOT NULL,
    key       TEXT NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    PRIMARY KEY (centre_id, key)
) STRICT, WITHOUT ROWID;

-- The list of rates, each with its legal basis.
CREATE TABLE payments_tariffs (
    centre_id INTEGER NOT NULL,
    key       TEXT NOT NULL,
    payee     TEXT NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    PRIMARY KEY (centre_id, key)
) STRICT, WITHOUT ROWID;

-- Bills, with what was paid for them.
CREATE TABLE payments_bills (
    centre_id    INTEGER NOT NULL,
    number       TEXT NOT NULL,
    stage        TEXT NOT NULL,
    opened_at_ms INTEGER NOT NULL,
    payee        TEXT NOT NULL,
    tariff       TEXT NOT NULL,
    account_mark TEXT NOT NULL,  -- blind index of the account number
    period       TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    facts        TEXT NOT NULL,  -- JSON; account and payer sealed and masked
    receipt      TEXT NOT NULL,  -- empty until it is paid, as all below
    means        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    received     INTEGER NOT NULL,
    paid_by      INTEGER NOT NULL,
    paid_at_ms   INTEGER NOT NULL,
    paid_on      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    voided_by    INTEGER NOT NULL,
    voided_on    TEXT NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX payments_bills_by_account
    ON payments_bills (centre_id, account_mark, tariff, period);
CREATE INDEX payments_bills_by_day ON payments_bills (centre_id, paid_on, receipt);
CREATE INDEX payments_bills_by_voiding ON payments_bills (centre_id, voided_on);
CREATE INDEX payments_bills_by_reference ON payments_bills (centre_id, reference);

-- Days that are closed.
CREATE TABLE payments_closings (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    facts     TEXT NOT NULL,  -- JSON
    closed_by TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;

-- Daily numbering of bills and receipts.
CREATE TABLE payments_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day, kind)
) STRICT, WITHOUT ROWID;
