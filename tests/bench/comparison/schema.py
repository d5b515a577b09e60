"""PostgreSQL's side of the load: a history that is only ever added to, and the current row of each line.

Lines are numbers here, not texts, and a push is one statement in one round trip: both in PostgreSQL's favour.
"""
import statistics

PUSH = """
\\set line random(0, :lines - 1)
\\set year random(2016, 2024)
\\set status random(0, 5)
WITH added AS (
  INSERT INTO history_{lines} (line, actor, status, effective_date, reporting_period, source_ref, narrative)
  VALUES (:line, :actor, :status, make_date(:year, 6, 30), :year::text, 'load', :narrative))
INSERT INTO current_{lines} (line, plan, status, effective_date, reporting_period, source_ref, narrative)
VALUES (:line, 0, :status, make_date(:year, 6, 30), :year::text, 'load', :narrative)
ON CONFLICT (line) DO UPDATE SET status = excluded.status, effective_date = excluded.effective_date,
  reporting_period = excluded.reporting_period, source_ref = excluded.source_ref, narrative = excluded.narrative;
"""

# What the headline overview counts: the lines of each plan by their present status.
GROUP_BY = "SELECT plan, status, count(*) FROM current_{lines} GROUP BY plan, status;"

FILL = """
CREATE TABLE history_{lines} (line bigint NOT NULL, revision bigserial, actor text NOT NULL,
  committed timestamptz NOT NULL DEFAULT now(), status int NOT NULL, effective_date date NOT NULL,
  reporting_period text, source_ref text, narrative text);
CREATE TABLE current_{lines} (line bigint NOT NULL, plan int NOT NULL, status int NOT NULL,
  effective_date date NOT NULL, reporting_period text, source_ref text, narrative text);
INSERT INTO history_{lines} (line, actor, status, effective_date, reporting_period, source_ref, narrative)
SELECT line, 'local/load', (line + round) % 6, make_date((2016 + (line + round) % 9)::int, 6, 30), '2020',
  'load ' || line, {narrative} FROM generate_series(0, 2) round, generate_series(0, {lines} - 1) line;
INSERT INTO current_{lines} SELECT line, line / ({lines} / 10), (line + 2) % 6,
  make_date((2016 + (line + 2) % 9)::int, 6, 30), '2020', 'load ' || line, {narrative}
FROM generate_series(0, {lines} - 1) line;
ALTER TABLE history_{lines} ADD PRIMARY KEY (line, revision);
ALTER TABLE current_{lines} ADD PRIMARY KEY (line);
VACUUM ANALYZE history_{lines};
VACUUM ANALYZE current_{lines};
CHECKPOINT;
"""

# As many bytes as an update's narrative has in the load.
NARRATIVE_BYTES = 250
NARRATIVE_SQL = f"repeat(md5(line::text), {NARRATIVE_BYTES // 32})"
NARRATIVE = "0123456789abcdef" * (NARRATIVE_BYTES // 16)


def fill(postgres, lines):
    postgres.sql(FILL.format(lines=lines, narrative=NARRATIVE_SQL))


def pushes_per_second(postgres, lines, seconds):
    return postgres.transactions_per_second(PUSH.replace("{lines}", str(lines)), seconds, lines=lines,
                                            actor="local/load", narrative=NARRATIVE)


def group_by_ms(postgres, lines):
    """The median of three, so that it is as warm as it gets."""
    return statistics.median(postgres.milliseconds(GROUP_BY.format(lines=lines)) for _ in range(3))
