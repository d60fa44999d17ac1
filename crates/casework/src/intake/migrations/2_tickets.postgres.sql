-- Drafts stand apart by ticket: two visitors may come for the same item on one morning.
ALTER TABLE intake_drafts ADD COLUMN ticket TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE intake_drafts DROP CONSTRAINT intake_drafts_pkey;
ALTER TABLE intake_drafts ADD PRIMARY KEY (centre_id, account, item_code, ticket);
