/** Migrations that people write, safe, unsafe and tricky, on one small shop. */

export type Case = {
  /** Also the name of its file. */
  readonly name: string;
  readonly sql: string;
  /** One transaction for the file, as Alembic does by default, or none. */
  readonly mode: 'file' | 'statement';
};

/** What was there before. */
export const BASE = `
CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(100) NOT NULL, age int, nick text);
CREATE TYPE state AS ENUM ('open', 'paid');
CREATE TABLE orders (
  id bigint PRIMARY KEY, customer_id bigint, number int NOT NULL, total numeric(8,2), fee numeric(8,2), note varchar(50),
  state state NOT NULL DEFAULT 'open', old_code text, made timestamp NOT NULL DEFAULT now(), CONSTRAINT positive CHECK (total >= 0)
);
CREATE UNIQUE INDEX orders_code ON orders (old_code);
CREATE TABLE logs (id bigint, at date NOT NULL, line text) PARTITION BY RANGE (at);
CREATE TABLE logs_2025 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE logs_2026 (id bigint, at date NOT NULL, line text);
CREATE MATERIALIZED VIEW sales AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE UNIQUE INDEX sales_customer ON sales (customer_id);
CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'open';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.made := now(); RETURN NEW; END $$;
INSERT INTO customers SELECT n, n || '@example.com', n, 'c' || n FROM generate_series(1, 20) n;
INSERT INTO orders (id, customer_id, number, total, note, old_code) SELECT n, 1 + n % 20, n, n, 'n', 'code' || n FROM generate_series(1, 50) n;
REFRESH MATERIALIZED VIEW sales;
`;

const inFile = (name: string, sql: string): Case => ({ name, sql, mode: 'file' });
const alone = (name: string, sql: string): Case => ({ name, sql, mode: 'statement' });

export const CASES: readonly Case[] = [
  // Tables and columns
  inFile('create table', 'CREATE TABLE items (id bigint PRIMARY KEY, name text NOT NULL);'),
  inFile(
    'create table with foreign key',
    'CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);',
  ),
  inFile(
    'index on a table of the same migration',
    'CREATE TABLE items (id bigint PRIMARY KEY, name text);\nCREATE INDEX items_name ON items (name);\nALTER TABLE items ADD CHECK (name <> $$$$);',
  ),
  inFile('add column', "SET LOCAL lock_timeout = '3s';\nALTER TABLE orders ADD COLUMN comment text;"),
  inFile('add column without lock_timeout', 'ALTER TABLE orders ADD COLUMN comment text;'),
  inFile(
    'add column with constant default',
    'ALTER TABLE orders ADD COLUMN priority int NOT NULL DEFAULT 0;',
  ),
  inFile(
    'add column with volatile default',
    'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();',
  ),
  inFile('add column with stable default', 'ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT now();'),
  inFile('add identity column', 'ALTER TABLE orders ADD COLUMN serial bigint GENERATED ALWAYS AS IDENTITY;'),
  inFile(
    'add generated column',
    'ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) STORED;',
  ),
  inFile('add NOT NULL column without default', 'ALTER TABLE logs ADD COLUMN source text NOT NULL;'),
  inFile('drop column', 'ALTER TABLE customers DROP COLUMN nick;'),
  inFile('rename column', 'ALTER TABLE customers RENAME COLUMN nick TO nickname;'),
  inFile('rename table', 'ALTER TABLE customers RENAME TO clients;'),
  inFile('drop table', 'DROP TABLE logs_2026;'),
  inFile(
    'drop table of a foreign key',
    'CREATE TABLE items (order_id bigint REFERENCES orders);\nDROP TABLE items;',
  ),
  inFile('set default', "ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';"),
  inFile('drop default', 'ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;'),
  inFile('drop NOT NULL', 'ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;'),
  // Types
  inFile('widen varchar', 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(100);'),
  inFile('varchar to text', 'ALTER TABLE orders ALTER COLUMN note TYPE text;'),
  inFile('narrow varchar', 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(20);'),
  inFile('int to bigint', 'ALTER TABLE orders ALTER COLUMN number TYPE bigint;'),
  inFile('widen numeric', 'ALTER TABLE orders ALTER COLUMN fee TYPE numeric(12,2);'),
  inFile(
    'timestamp to timestamptz',
    "SET LOCAL timezone = 'Europe/Berlin';\nALTER TABLE orders ALTER COLUMN made TYPE timestamptz;",
  ),
  inFile(
    'timestamp to timestamptz in UTC',
    "SET LOCAL timezone = 'UTC';\nALTER TABLE orders ALTER COLUMN made TYPE timestamptz;",
  ),
  inFile('text to int', 'ALTER TABLE orders ALTER COLUMN note TYPE int USING length(note);'),
  inFile('add enum value', "ALTER TYPE state ADD VALUE 'sent';"),
  inFile('rename enum value', "ALTER TYPE state RENAME VALUE 'paid' TO 'settled';"),
  // Indexes
  inFile('create index', 'CREATE INDEX orders_number ON orders (number);'),
  alone('create index concurrently', 'CREATE INDEX CONCURRENTLY orders_number ON orders (number);'),
  inFile(
    'create index concurrently in a transaction',
    'CREATE INDEX CONCURRENTLY orders_number ON orders (number);',
  ),
  inFile('drop index', 'DROP INDEX orders_code;'),
  alone('drop index concurrently', 'DROP INDEX CONCURRENTLY orders_code;'),
  alone('reindex table', 'REINDEX TABLE orders;'),
  alone('reindex table concurrently', 'REINDEX TABLE CONCURRENTLY orders;'),
  inFile('rename index', 'ALTER INDEX orders_code RENAME TO orders_old_code;'),
  // Constraints
  inFile(
    'foreign key',
    'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers;',
  ),
  inFile(
    'foreign key not valid',
    'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;',
  ),
  alone(
    'foreign key not valid, then validated',
    'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT to_customer;',
  ),
  inFile(
    'foreign key validated in the same transaction',
    'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT to_customer;',
  ),
  inFile('check', 'ALTER TABLE orders ADD CONSTRAINT numbered CHECK (number > 0);'),
  inFile('check not valid', 'ALTER TABLE orders ADD CONSTRAINT numbered CHECK (number > 0) NOT VALID;'),
  alone(
    'check not valid, then validated',
    'ALTER TABLE orders ADD CONSTRAINT numbered CHECK (number > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT numbered;',
  ),
  inFile('unique', 'ALTER TABLE orders ADD CONSTRAINT one_number UNIQUE (number);'),
  alone(
    'unique using index',
    'CREATE UNIQUE INDEX CONCURRENTLY one_number ON orders (number);\nALTER TABLE orders ADD CONSTRAINT one_number UNIQUE USING INDEX one_number;',
  ),
  inFile('set NOT NULL', 'ALTER TABLE customers ALTER COLUMN age SET NOT NULL;'),
  alone(
    'set NOT NULL behind a validated check',
    'ALTER TABLE customers ADD CONSTRAINT aged CHECK (age IS NOT NULL) NOT VALID;\nALTER TABLE customers VALIDATE CONSTRAINT aged;\nALTER TABLE customers ALTER COLUMN age SET NOT NULL;\nALTER TABLE customers DROP CONSTRAINT aged;',
  ),
  inFile('drop constraint', 'ALTER TABLE orders DROP CONSTRAINT positive;'),
  inFile('primary key', 'ALTER TABLE logs_2026 ADD PRIMARY KEY (id);'),
  // Partitions, views, triggers and the rest
  inFile(
    'attach partition',
    "ALTER TABLE logs ATTACH PARTITION logs_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
  ),
  alone(
    'attach partition behind a check',
    "ALTER TABLE logs_2026 ADD CONSTRAINT bounds CHECK (at >= '2026-01-01' AND at < '2027-01-01') NOT VALID;\nALTER TABLE logs_2026 VALIDATE CONSTRAINT bounds;\nALTER TABLE logs ATTACH PARTITION logs_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
  ),
  inFile('detach partition', 'ALTER TABLE logs DETACH PARTITION logs_2025;'),
  alone('detach partition concurrently', 'ALTER TABLE logs DETACH PARTITION logs_2025 CONCURRENTLY;'),
  inFile(
    'create trigger',
    'CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();',
  ),
  inFile('comment', "COMMENT ON TABLE orders IS 'what was bought';"),
  inFile('grant', 'GRANT SELECT ON orders TO PUBLIC;'),
  inFile('enable row level security', 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;'),
  inFile(
    'create materialized view',
    'CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) FROM customers GROUP BY age;',
  ),
  inFile('refresh materialized view', 'REFRESH MATERIALIZED VIEW sales;'),
  inFile('refresh materialized view concurrently', 'REFRESH MATERIALIZED VIEW CONCURRENTLY sales;'),
  inFile(
    'replace view',
    "CREATE OR REPLACE VIEW open_orders AS SELECT id, total, number FROM orders WHERE state = 'open';",
  ),
  inFile(
    'statistics',
    'CREATE STATISTICS orders_dependencies ON number, total FROM orders;\nANALYZE orders;',
  ),
  alone('vacuum', 'VACUUM orders;'),
  alone('vacuum full', 'VACUUM FULL orders;'),
  inFile('cluster', 'CLUSTER orders USING orders_pkey;'),
  inFile('storage parameter', 'ALTER TABLE orders SET (fillfactor = 90);'),
  inFile('set unlogged', 'ALTER TABLE logs_2026 SET UNLOGGED;'),
  // Rows
  inFile('insert a row', "INSERT INTO customers VALUES (100, 'z@example.com', 1, 'z');"),
  inFile('backfill', "UPDATE orders SET note = 'none' WHERE note IS NULL;"),
  inFile(
    'column and backfill in one transaction',
    'ALTER TABLE orders ADD COLUMN cents bigint;\nUPDATE orders SET cents = total * 100;',
  ),
  inFile(
    'backfill in a DO block',
    'DO $$ BEGIN ALTER TABLE orders ADD COLUMN cents bigint; UPDATE orders SET cents = total * 100; END $$;',
  ),
  inFile(
    'lock in a DO block',
    'DO $$ BEGIN EXECUTE $q$ALTER TABLE orders ALTER COLUMN number TYPE bigint$q$; END $$;',
  ),
  inFile('delete rows', "DELETE FROM orders WHERE state = 'paid';"),
  inFile('truncate', 'TRUNCATE orders;'),
  inFile('lock table', 'LOCK TABLE orders IN SHARE MODE;'),
  inFile(
    'two tables in one transaction',
    'ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE customers ADD COLUMN a int;',
  ),
];
