-- Milestones of limits that the house wrote down, as JSON: which, and for which last day.
ALTER TABLE cases_cases ADD COLUMN noted TEXT NOT NULL DEFAULT '{}';
-- Dates besides the two limits that are open, as JSON: undertakings, inner and superior clocks.
ALTER TABLE cases_cases ADD COLUMN further_dues TEXT NOT NULL DEFAULT '[]';
-- More is looked for than before: cases of before are looked at at once.
UPDATE cases_cases SET look_on = '0001-01-01';
