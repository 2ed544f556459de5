-- The fields of an invoice, where a job asked for them. Older rows, and those of workers from before this file, have null; where each was read stands in record->'record'.
ALTER TABLE readings
    ADD COLUMN IF NOT EXISTS period       text,
    ADD COLUMN IF NOT EXISTS invoice_date date,
    ADD COLUMN IF NOT EXISTS invoice_time time,
    ADD COLUMN IF NOT EXISTS random_code  text,
    ADD COLUMN IF NOT EXISTS sales_amount bigint,
    ADD COLUMN IF NOT EXISTS tax          bigint,
    ADD COLUMN IF NOT EXISTS total        bigint,
    ADD COLUMN IF NOT EXISTS buyer        text,
    ADD COLUMN IF NOT EXISTS seller       text;

CREATE INDEX IF NOT EXISTS readings_by_seller ON readings (seller, invoice_date) WHERE seller IS NOT NULL;
