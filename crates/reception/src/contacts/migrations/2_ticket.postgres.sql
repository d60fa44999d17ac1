-- The ticket a contact came with, so that a window finds what its visitor asked.
ALTER TABLE contacts_contacts ADD COLUMN ticket TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE contacts_contacts SET ticket = COALESCE(events::json -> 0 ->> 'ticket', '');
CREATE INDEX contacts_contacts_by_ticket ON contacts_contacts (centre_id, ticket, number);
