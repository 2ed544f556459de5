-- Whether the number is whole, its two letters too. Rows of a worker from before this file, which runs on beside newer ones, have null: not said.
ALTER TABLE readings ADD COLUMN IF NOT EXISTS complete boolean;

UPDATE readings SET complete = (status = 'read' AND (letters IS NOT NULL OR length(digits) <> 8)) WHERE complete IS NULL;
