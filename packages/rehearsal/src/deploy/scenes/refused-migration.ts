/** The migration gate of the sample's own ci.yml: a migration that would keep users waiting does not get to main. */
import path from 'node:path';
import type { Assertion } from '../../assertions/assertion.ts';
import type { Change } from '../../event.ts';
import type { Verdict } from '../../gate/judge.ts';
import { git } from '../../sources.ts';
import { besideMain, commitSampleChange, migrationFiles, type SampleChange } from '../sample-changes.ts';

/** A default that is another one for each row: the table is written anew while nobody can read it. */
const STATEMENT = 'ALTER TABLE items ADD COLUMN barcode UUID DEFAULT gen_random_uuid()';
const CHANGE: SampleChange = {
  message: 'Items have a barcode',
  migration: {
    name: 'item_barcode',
    statements: [STATEMENT],
    undo: ['ALTER TABLE items DROP COLUMN barcode'],
  },
};

export type RefusedMigrationOptions = {
  /** Clone of the sample; its main branch stays as it is. */
  readonly app: string;
  /** Runs the gate for a pull request to the app repository. */
  readonly judge: (change: Change) => Promise<Verdict>;
};

/** @throws Failure when the gate cannot be run */
export async function refusedMigration({
  app,
  judge,
}: RefusedMigrationOptions): Promise<readonly Assertion[]> {
  const base = await git(app, 'rev-parse', 'main');
  const { commit } = await besideMain(app, base, () => commitSampleChange(app, base, CHANGE));
  const file = (await migrationFiles(app, commit)).at(-1) ?? '';
  const line = lineOf(await git(app, 'show', `${commit}:${file}`), STATEMENT);
  const verdict = await judge({ from: app, commit, branch: 'barcode' });
  const errors = verdict.findings.filter(({ level }) => level === 'error');
  const onLine = errors.some((finding) => finding.file === file && finding.line === line);
  return [
    {
      subject: 'migration gate',
      claim: 'the job of the sample refuses a migration that would lock its table for as long as it is large',
      ok: verdict.conclusion === 'failure' && errors.some(({ rule }) => rule === 'rewrite'),
      detail: describeVerdict(verdict),
      judge: 'GitHub',
    },
    {
      subject: 'migration gate',
      claim: 'says so on the line of the statement, in code scanning and in a comment of the pull request',
      ok: onLine && verdict.comments.some((text) => text.includes(path.basename(file))),
      detail: `${file}:${line}\n${describeVerdict(verdict)}\n${verdict.comments.join('\n')}`,
      judge: 'GitHub',
    },
    agrees(verdict),
  ];
}

export type AcceptedMigrationsOptions = {
  readonly app: string;
  /** Commit whose migrations are judged. */
  readonly commit: string;
  /** Runs the gate for a pull request to a repository whose main branch is at that commit. */
  readonly judgeFrom: (base: string, change: Change) => Promise<Verdict>;
};

/**
 * The sample's own: the first as a pull request to a repository without any, the others to one that has the first alone,
 * since nothing that a migration does to a table of its own pull request can keep users waiting.
 */
export async function acceptedMigrations(options: AcceptedMigrationsOptions): Promise<readonly Assertion[]> {
  const files = await migrationFiles(options.app, options.commit);
  const later = files.length - 1;
  return [
    ...(await accepted(
      options,
      [],
      files.slice(0, 1),
      "accepts the sample's first migration, where none is",
    )),
    ...(await accepted(
      ...([options, files.slice(0, 1), files] as const),
      `accepts the sample's own migrations (${later} after the first)`,
    )),
  ];
}

/** A pull request from a commit that has the migrations `before` and no others, to one that has those of `after`. */
async function accepted(
  { app, commit, judgeFrom }: AcceptedMigrationsOptions,
  before: readonly string[],
  after: readonly string[],
  claim: string,
): Promise<readonly Assertion[]> {
  const all = await migrationFiles(app, commit);
  const added = after.filter((file) => !before.includes(file));
  const head = async (message: string) => {
    await git(app, 'commit', '--quiet', '--message', message);
    return git(app, 'rev-parse', 'HEAD');
  };
  const [base, change] = await besideMain(app, commit, async () => {
    await git(app, 'rm', '--quiet', '--', ...all.filter((file) => !before.includes(file)));
    const without = await head('Without later migrations');
    await git(app, 'checkout', '--quiet', commit, '--', ...added);
    return [without, await head('Later migrations')] as const;
  });
  const verdict = await judgeFrom(base, { from: app, commit: change, branch: 'migrations' });
  return [
    {
      subject: 'migration gate',
      claim,
      ok: verdict.conclusion === 'success' && added.length > 0,
      detail: describeVerdict(verdict),
      judge: 'GitHub',
    },
    agrees(verdict),
  ];
}

const agrees = ({ deviations }: Verdict): Assertion => ({
  subject: 'migration gate',
  claim: "every request and answer is as GitHub's description says",
  ok: deviations.length === 0,
  detail: deviations.join('\n') || 'no deviation',
  judge: 'GitHub',
});

/** 1-based; 0 when it is not there. */
const lineOf = (source: string, text: string): number =>
  source.split('\n').findIndex((line) => line.includes(text)) + 1;

const describeVerdict = ({ conclusion, annotations, findings }: Verdict): string =>
  [
    `the job ended as ${conclusion}`,
    ...annotations.map(({ level, message }) => `${level}: ${message}`),
    ...findings.map(({ rule, level, file, line, message }) => `${file}:${line} ${level} ${rule}: ${message}`),
  ].join('\n');
