/** What people and the next step learn, and whether the step fails. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import type { PullRequest } from '@sealift/action-kit/pull-request';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { type Failure, policyFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';
import type { Finding } from '../judge/finding.ts';
import { blockingOf } from '../judge/judge.ts';
import type { Policy } from '../policy/policy.ts';
import type { Revision } from '../revisions/revision.ts';
import type { AttemptResult } from '../try-on-database.ts';
import { renderReport, saysSomething } from './markdown.ts';
import { publish } from './publish.ts';
import { createSarif } from './sarif.ts';

type Outputs = Readonly<
  Record<'result' | 'blocking' | 'findings' | 'locks' | 'revisions' | 'sarif-file' | 'report-file', string>
>;

export type Conclusion = {
  readonly inputs: Inputs;
  readonly policy: Policy;
  readonly context: GitHubContext;
  readonly pull: PullRequest | undefined;
  readonly base: string;
  readonly fresh: readonly Revision[];
  /** The most serious first. */
  readonly findings: readonly Finding[];
  /** Undefined when the migrations could not be run. */
  readonly trial: AttemptResult | undefined;
  readonly startedAt: number;
};

/** Annotations of one step that GitHub shows. */
const MAX_ANNOTATIONS = 10;
/** Characters of an output; all outputs of a job may have a megabyte. */
const MAX_OUTPUT = 200_000;

/** @throws Failure `migration-gate/refused` */
export async function conclude(conclusion: Conclusion, dependencies: Dependencies): Promise<Outputs> {
  const { inputs, policy, findings, fresh } = conclusion;
  const blocking = blockingOf(findings);
  const markdown = renderReport(reportOf(conclusion));
  const sarif = createSarif(findings, `sealift/migration-gate/${inputs.workingDirectory}`);
  const folder = await createTemporaryFolder(dependencies.env, 'migration-report');
  const files = { sarif: path.join(folder, 'migrations.sarif'), report: path.join(folder, 'migrations.md') };
  await writeFile(files.sarif, sarif);
  await writeFile(files.report, markdown);
  const outputs: Outputs = {
    result: blocking.length === 0 ? 'pass' : 'fail',
    blocking: String(blocking.length),
    findings: bounded(findings.map(findingOutput)),
    locks: bounded((conclusion.trial?.statements ?? []).filter(saysSomething).map(lockOutput)),
    revisions: bounded(fresh.map(({ id }) => id)),
    'sarif-file': files.sarif,
    'report-file': files.report,
  };
  for (const [name, value] of Object.entries(outputs)) dependencies.setOutput(name, value);
  await dependencies.summary(markdown);
  annotate(findings, dependencies);
  await publish({ ...conclusion, markdown, sarif }, dependencies);
  if (blocking.length > 0 && policy.gate === 'fail') throw refused(blocking);
  return outputs;
}

function reportOf({ inputs, policy, context, base, fresh, findings, trial }: Conclusion) {
  const { serverUrl, repository, sha } = context;
  return {
    title: inputs.workingDirectory,
    trials:
      trial?.trials ??
      fresh.map((revision) => ({ revision, upgrade: 'not run' as const, downgrade: 'not run' as const })),
    statements: trial?.statements ?? [],
    findings,
    facts: [
      `base ${base.slice(0, 12)}`,
      ...(trial === undefined
        ? ['nothing was run: the revisions cannot be read']
        : [
            `PostgreSQL ${Math.floor(trial.version / 10_000)}.${trial.version % 10_000}`,
            `squawk ${trial.squawk}`,
            trial.confined
              ? 'migrations saw no process of the job'
              : 'migrations ran beside the processes of the job',
          ]),
      policy.fromBase
        ? `policy of the base (${inputs.policy})`
        : 'no policy file on the base: the inputs decide',
    ],
    source:
      repository === undefined || sha === undefined
        ? undefined
        : `${serverUrl}/${repository.owner}/${repository.repo}/blob/${sha}`,
  };
}

const findingOutput = ({ rule, level, message, file, line, revision, ignored, evidence }: Finding) => ({
  rule,
  level,
  message: singleLine(message),
  file,
  line,
  ...(revision === undefined ? {} : { revision }),
  ...(ignored === undefined ? {} : { ignored: singleLine(ignored) }),
  ...(evidence === undefined ? {} : { evidence: singleLine(evidence) }),
});

const lockOutput = (statement: AttemptResult['statements'][number]) => ({
  revision: statement.revision.id,
  file: statement.file,
  line: statement.line,
  statement: singleLine(statement.sql.trim().slice(0, 500)),
  locks: statement.locks,
  rewritten: statement.rewritten,
  scanned: statement.scanned,
  ...(statement.lockTimeout === undefined ? {} : { lockTimeout: statement.lockTimeout }),
});

/** JSON of as many as there is room for, from the first. */
function bounded(items: readonly unknown[]): string {
  let kept = items;
  let text = JSON.stringify(kept);
  while (text.length > MAX_OUTPUT) {
    kept = kept.slice(0, Math.floor(kept.length / 2));
    text = JSON.stringify(kept);
  }
  return text;
}

function annotate(findings: readonly Finding[], { log }: Pick<Dependencies, 'log'>): void {
  const open = findings.filter(({ ignored, level }) => ignored === undefined && level !== 'note');
  for (const { level, rule, message, file, line } of open.slice(0, MAX_ANNOTATIONS)) {
    const place = { title: `Migration gate: ${rule}`, file: singleLine(file), startLine: line };
    if (level === 'error') log.error(singleLine(message), place);
    else log.warning(singleLine(message), place);
  }
}

const NAMED = 5;

function refused(blocking: readonly Finding[]): Failure {
  const named = blocking
    .slice(0, NAMED)
    .map(({ rule, file, line }) => `${rule} (${file}:${line})`)
    .join(', ');
  const more = blocking.length > NAMED ? ` and ${blocking.length - NAMED} more` : '';
  return policyFailure({
    code: 'migration-gate/refused',
    cause: `${blocking.length} finding${blocking.length === 1 ? '' : 's'} count${blocking.length === 1 ? 's' : ''} against the migrations: ${named}${more}.`,
    remedy:
      'Fix the migrations as the summary says. If a finding does no harm, write a comment above the statement: "migration-gate: ignore <rule>: <why>".',
  });
}
