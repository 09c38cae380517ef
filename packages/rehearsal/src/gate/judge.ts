/** A pull request of the sample before its own migration gate: the job of its ci.yml, as it is shipped. */
import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { RunEvent } from '@sealift/workflow-runner/events';
import type { JobResult } from '@sealift/workflow-runner/result';
import type { Change } from '../event.ts';
import { runPipeline } from '../pipeline.ts';
import type { Repositories } from '../repositories.ts';
import { git } from '../sources.ts';
import type { Machine } from '../workflow/host.ts';

export type Verdict = {
  /** Of the job, as GitHub shows it at the pull request. */
  readonly conclusion: JobResult['conclusion'];
  readonly annotations: JobResult['annotations'];
  /** What code scanning has got. */
  readonly findings: readonly CodeFinding[];
  readonly comments: readonly string[];
  /** Why the rehearsal must fail whatever the job says. */
  readonly deviations: readonly string[];
};

export type CodeFinding = {
  readonly rule: string;
  readonly level: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
};

export type Gate = {
  /** A pull request to the app repository. */
  judge(change: Change): Promise<Verdict>;
  /** A pull request to a repository of its own whose main branch is at that commit of the change's folder. */
  judgeFrom(base: string, change: Change): Promise<Verdict>;
};

export type GateOptions = {
  readonly machine: Machine;
  readonly onEvent: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
};

const CI = { file: '.github/workflows/ci.yml', name: 'ci', jobs: ['migrations'] };

/** Both throw a Failure where GitHub would not start the workflow. */
export const createGate = (sandbox: Sandbox, repositories: Repositories, options: GateOptions): Gate => ({
  judge: (change) => judge(sandbox, repositories, options, change),
  judgeFrom: async (base, change) => {
    const folder = await mkdtemp(path.join(sandbox.dir, 'from-'));
    await git(sandbox.dir, 'clone', '--quiet', change.from, folder);
    await git(folder, 'checkout', '--quiet', '-B', 'main', base);
    const app = await sandbox.github.createRepository({
      owner: repositories.app.owner.login,
      name: `${repositories.app.name}-at-${base.slice(0, 7)}`,
      from: folder,
    });
    return judge(sandbox, { ...repositories, app }, options, change);
  },
});

async function judge(
  sandbox: Sandbox,
  repositories: Repositories,
  { machine, onEvent, signal }: GateOptions,
  change: Change,
): Promise<Verdict> {
  const { result, run, event } = await runPipeline(sandbox, repositories, {
    ...{ event: 'pull_request', fork: false, change, workflow: CI, machine, onEvent },
    ...(signal === undefined ? {} : { signal }),
  });
  const job = result.jobs.find(({ jobId }) => jobId === CI.jobs[0]);
  const { sarifs, failures } = sandbox.github.report(run);
  const findings = await Promise.all(sarifs.map(({ file }) => readFindings(file)));
  const number = Number(event.ref.split('/')[2]);
  return {
    conclusion: job?.conclusion ?? 'skipped',
    annotations: job?.annotations ?? [],
    findings: findings.flat(),
    comments: (repositories.app.pulls.get(number)?.comments ?? []).map(({ body }) => body),
    deviations: failures,
  };
}

type Sarif = {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
};

/** Of a document that the stand-in has held to GitHub's rules already. */
async function readFindings(file: string): Promise<readonly CodeFinding[]> {
  const { runs } = JSON.parse(await readFile(file, 'utf8')) as Sarif;
  return runs.flatMap(({ results }) =>
    results.map(({ ruleId, level, message, locations }) => ({
      rule: ruleId,
      level,
      message: message.text,
      file: decodeURIComponent(locations[0]?.physicalLocation.artifactLocation.uri ?? ''),
      line: locations[0]?.physicalLocation.region.startLine ?? 0,
    })),
  );
}
