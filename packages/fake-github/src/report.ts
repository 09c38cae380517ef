import type { Apps } from './apps.ts';
import { type Artifacts, artifactsOf } from './artifacts/store.ts';
import { settle } from './code-scanning/store.ts';
import { describeUse, type Excess, type Use } from './permissions.ts';
import type { Denial, Incident, Journal } from './records.ts';
import type { Run } from './run.ts';
import type { GitHubState } from './state.ts';

export type Report = {
  /** By key of the job: those that started. */
  readonly jobs: Readonly<
    Record<string, Use & { readonly name: string; readonly excess: readonly Excess[] }>
  >;
  readonly apps: Readonly<Record<string, Use>>;
  readonly denials: readonly Denial[];
  readonly unknownRoutes: readonly Incident[];
  readonly violations: readonly Incident[];
  readonly ignored: readonly Incident[];
  readonly bugs: readonly Incident[];
  readonly sarifs: readonly {
    readonly id: string;
    readonly repository: string;
    readonly ref: string;
    readonly commit: string;
    readonly who: string;
    readonly status: 'pending' | 'complete' | 'failed';
    readonly errors: readonly string[];
    readonly categories: readonly string[];
    readonly results: number;
    /** The document on disk, for validators. */
    readonly file: string;
  }[];
  readonly artifacts: readonly {
    readonly id: number;
    readonly name: string;
    readonly job: string;
    readonly attempt: number;
    readonly size: number;
    readonly digest: string;
  }[];
  readonly pulls: readonly {
    readonly repository: string;
    readonly number: number;
    readonly title: string;
    readonly state: 'open' | 'closed';
    readonly merged: boolean;
    readonly head: string;
    readonly headSha: string;
    readonly base: string;
    readonly author: string;
    readonly labels: readonly string[];
    readonly url: string;
    /** It was opened or changed since the run began. */
    readonly touched: boolean;
  }[];
  /** Why the rehearsal must fail, whatever the jobs say: one sentence each. */
  readonly failures: readonly string[];
};

/** What came of a run: its own requests, and those since its start that carry no run (Apps, nobody). */
export function createReport(world: GitHubState, apps: Apps, artifacts: Artifacts, run: Run): Report {
  const own = <T extends Incident>({ entries }: Journal<T>): readonly T[] =>
    entries.filter(({ runId, at }) => runId === run.runId || (runId === undefined && at >= run.startedAt));
  const { records } = world;
  const sarifs = [...world.repositories.values()].flatMap((repository) => {
    settle(repository.codeScanning, world.clock.now());
    return [...repository.codeScanning.uploads.values()]
      .filter((upload) => upload.runId === run.runId)
      .map((upload) => ({
        id: upload.id,
        repository: repository.fullName,
        ref: upload.ref,
        commit: upload.commit,
        who: upload.who,
        status: upload.applied
          ? upload.errors.length > 0
            ? ('failed' as const)
            : ('complete' as const)
          : ('pending' as const),
        errors: upload.errors,
        categories: upload.runs.map(({ category }) => category),
        results: upload.runs.reduce((sum, { findings }) => sum + findings.length, 0),
        file: upload.file,
      }));
  });
  const unknownRoutes = own(records.unknownRoutes);
  const violations = own(records.violations);
  const bugs = own(records.bugs);
  const describe = ({ who, method, host, path, message }: Incident) =>
    `${who}: ${method} ${host}${path}: ${message}`;
  return {
    jobs: Object.fromEntries(
      [...run.jobs.values()].map((job) => [
        job.id,
        { name: job.name, ...describeUse(job.grant), excess: job.excess },
      ]),
    ),
    apps: Object.fromEntries(
      [...apps.all.values()].flatMap((app) =>
        app.installations.map(({ grant, account }) => [
          `${app.slug} of ${account.login}`,
          describeUse(grant),
        ]),
      ),
    ),
    denials: own(records.denials),
    unknownRoutes,
    violations,
    ignored: own(records.ignored),
    bugs,
    sarifs,
    artifacts: artifactsOf(artifacts, run).map((artifact) => ({
      id: artifact.id,
      name: artifact.name,
      job: artifact.job.id,
      attempt: artifact.run.runAttempt,
      size: artifact.blob.committed?.size ?? 0,
      digest: `sha256:${artifact.blob.committed?.sha256}`,
    })),
    pulls: [...world.repositories.values()].flatMap((repository) =>
      [...repository.pulls.values()].map((pull) => ({
        repository: repository.fullName,
        number: pull.number,
        title: pull.title,
        state: pull.state,
        merged: pull.mergedAt !== undefined,
        head: pull.head === repository ? pull.headBranch : `${pull.head.owner.login}:${pull.headBranch}`,
        headSha: pull.headSha,
        base: pull.baseBranch,
        author: pull.author.login,
        labels: [...pull.labels],
        url: `${world.urls.server}/${repository.fullName}/pull/${pull.number}`,
        touched: pull.updatedAt >= run.startedAt,
      })),
    ),
    failures: [
      ...unknownRoutes.map(describe),
      ...violations.map(describe),
      ...bugs.map(describe),
      ...sarifs
        .filter(({ status }) => status === 'failed')
        .map(({ who, errors }) => `${who}: code scanning refused its SARIF: ${errors.join('; ')}`),
      ...[records.unknownRoutes, records.violations, records.bugs]
        .filter(({ dropped }) => dropped > 0)
        .map(({ dropped }) => `${dropped} more incidents were not kept.`),
    ],
  };
}
