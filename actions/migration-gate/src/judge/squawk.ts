/** squawk's opinion of the statements that were really sent, one migration at a time. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import * as v from 'valibot';
import type { Remark } from './finding.ts';
import type { SeenStatement } from './statement.ts';

export type SquawkOptions = {
  /** Path of the program. */
  readonly squawk: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** An empty folder. */
  readonly folder: string;
  /** Of PostgreSQL: 150018. */
  readonly version: number;
};

const Report = v.array(
  v.object({
    line: v.number(),
    message: v.string(),
    help: v.nullish(v.string()),
    rule_name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  }),
);

const TIMEOUT = 60_000;

/**
 * @param statements of one migration
 * @throws Failure `migration-gate/squawk`
 */
export async function askSquawk(
  statements: readonly SeenStatement[],
  { squawk, exec, env, signal, folder, version }: SquawkOptions,
): Promise<readonly Remark[]> {
  const { sql, lines } = asFile(statements.filter((each) => !each.bookkeeping));
  if (sql === '') return [];
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'migration.sql');
  await writeFile(file, sql);
  // A configuration of the repository belongs to the pull request.
  const config = path.join(folder, 'squawk.toml');
  await writeFile(config, '');
  const args = [
    '--config',
    config,
    '--reporter',
    'json',
    '--pg-version',
    String(Math.floor(version / 10_000)),
    file,
  ];
  const result = await exec(squawk, args, {
    cwd: folder,
    env: childEnvironment(env),
    timeout: TIMEOUT,
    signal,
  });
  return readReport(result.stdout, result.exitCode).flatMap(({ line, message, help, rule_name: rule }) => {
    const statement = lines[line];
    return statement === undefined
      ? []
      : [
          {
            rule: `squawk/${rule}` as const,
            message: help == null ? message : `${message} ${help}`,
            file: statement.file,
            line: statement.line,
            revision: statement.revision.id,
          },
        ];
  });
}

function readReport(stdout: string, exitCode: number): v.InferOutput<typeof Report> {
  try {
    return v.parse(Report, JSON.parse(stdout));
  } catch (error) {
    throw remoteFailure({
      code: 'migration-gate/squawk',
      cause: `squawk gave no report that can be read (it ended with ${exitCode}).`,
      remedy: 'Leave the input "tools" at "pinned", or install the version that the README names.',
      error,
    });
  }
}

/** The statements with their transactions, and for each line, from 0, whose it is. */
function asFile(statements: readonly SeenStatement[]): {
  readonly sql: string;
  readonly lines: readonly (SeenStatement | undefined)[];
} {
  const text: string[] = [];
  const lines: (SeenStatement | undefined)[] = [];
  let open: number | undefined;
  const add = (sql: string, statement: SeenStatement | undefined) => {
    for (const line of sql.split('\n')) {
      text.push(line);
      lines.push(statement);
    }
  };
  for (const statement of statements) {
    if (statement.tags.some((tag) => tag === 'COMMIT' || tag === 'ROLLBACK') || statement.sql.trim() === '')
      continue;
    const inside = statement.how === 'transaction' ? statement.transaction : undefined;
    if (open !== undefined && open !== inside) add('COMMIT;', undefined);
    if (inside !== undefined && open !== inside) add('BEGIN;', undefined);
    open = inside;
    add(`${statement.sql.trim().replace(/;$/, '')}\n;`, statement);
  }
  if (open !== undefined) add('COMMIT;', undefined);
  return { sql: text.length === 0 ? '' : `${text.join('\n')}\n`, lines };
}
