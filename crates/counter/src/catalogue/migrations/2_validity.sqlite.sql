-- The last day a version may be applied for; empty where it is open.
ALTER TABLE catalogue_versions ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
