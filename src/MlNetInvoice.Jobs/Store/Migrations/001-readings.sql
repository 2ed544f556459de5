-- One row a job: the first result that was stored under its id stays, so a job that is delivered twice is stored once.
CREATE TABLE IF NOT EXISTS readings (
    id          text PRIMARY KEY,
    status      text NOT NULL CHECK (status IN ('read', 'rejected', 'notFound', 'invalid')),
    number      text,
    letters     text,
    digits      text,
    best_guess  text,
    confidence  double precision NOT NULL,
    reason      text NOT NULL,
    record      jsonb NOT NULL,
    worker      text NOT NULL,
    attempts    integer NOT NULL,
    stored_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS readings_by_number ON readings (number) WHERE number IS NOT NULL;
CREATE INDEX IF NOT EXISTS readings_by_status ON readings (status, stored_at);
