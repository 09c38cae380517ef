import { singleLine } from '@sealift/core/text/sanitize';
import type { EngineName, ProvidedEngine } from '@sealift/engines/engine';
import type { Check } from '../assertions/check.ts';
import type { Judgement, Release } from '../assertions/run.ts';
import type { World } from '../sandbox.ts';
import type { ScenarioResult } from '../scenario.ts';
import type { Timeline } from './timeline.ts';

/** What a rehearsal ends with; `--json` prints it as it is. */
export type Evidence = {
  readonly success: boolean;
  readonly event: string;
  readonly commit: string;
  /** The first failing step, and what its annotation says. */
  readonly failure: { readonly job: string; readonly step: string; readonly reason: string } | undefined;
  readonly releases: readonly Release[];
  readonly pullRequest: Judgement['pullRequest'];
  readonly checks: readonly Check[];
  /** Job summaries (Markdown) by job. */
  readonly summaries: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, Pick<ProvidedEngine, 'version' | 'provider' | 'origin'>>>;
  /** Permissions that were granted to a job and never used by it. */
  readonly unusedPermissions: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
};

export function createEvidence(
  world: World,
  caller: string,
  { workflow, event }: ScenarioResult,
  judgement: Judgement,
  timeline: Timeline,
): Evidence {
  const failed = workflow.jobs.find(({ failedStep }) => failedStep !== undefined);
  const annotation = failed?.annotations.find(({ level }) => level === 'error');
  const checks = judgement.checks;
  const provided = Object.entries(world.engines.provided) as readonly (readonly [
    EngineName,
    ProvidedEngine,
  ])[];
  return {
    success: workflow.success && checks.every(({ ok }) => ok),
    event: event.name,
    commit: event.sha,
    failure: workflow.success
      ? undefined
      : {
          job: failed?.job ?? 'act',
          step: failed?.failedStep ?? '',
          reason: annotation?.message ?? workflow.problems.join('\n') ?? '',
        },
    releases: judgement.releases,
    pullRequest: judgement.pullRequest,
    checks,
    summaries: Object.fromEntries(workflow.jobs.map(({ job, summary }) => [job, summary])),
    engines: Object.fromEntries(
      provided.map(([name, { version, provider, origin }]) => [name, { version, provider, origin }]),
    ),
    unusedPermissions: Object.fromEntries(
      Object.entries(judgement.report.jobs)
        .map(
          ([job, { unused }]) =>
            [job, unused.map(({ permission, granted }) => `${permission}: ${granted}`)] as const,
        )
        // The calling job only passes its permissions on.
        .filter(([job, unused]) => job !== caller && unused.length > 0),
    ),
    durations: Object.fromEntries([...timeline.durations].map(([topic, time]) => [topic, Math.round(time)])),
  };
}

const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(1)} s`;

/** The table at the end. */
export function renderEvidence(evidence: Evidence): string {
  const lines: string[] = ['', 'Evidence', ''];
  for (const { app, image, digest, tags } of evidence.releases)
    lines.push(`  ${app}: ${image}@${digest}`, `  ${' '.repeat(app.length)}  tags ${tags.join(', ')}`);
  if (evidence.releases.length === 0) lines.push('  nothing was released');
  lines.push('');
  for (const { subject, claim, ok, detail } of evidence.checks) {
    lines.push(`  ${ok ? '✓' : '✗'} ${singleLine(subject)}: ${claim}`);
    if (!ok) for (const line of detail.split('\n')) lines.push(`      ${singleLine(line)}`);
  }
  if (evidence.pullRequest !== undefined) {
    lines.push('', `  ${evidence.pullRequest.url}`);
    for (const line of evidence.pullRequest.diff.split('\n')) lines.push(`      ${singleLine(line)}`);
  }
  for (const [job, unused] of Object.entries(evidence.unusedPermissions))
    lines.push('', `  The job "${job}" never used ${unused.join(', ')}.`);
  const { durations } = evidence;
  lines.push(
    '',
    `  engines ${seconds(durations['engines'])} · services ${seconds(durations['services'])} · base images ${seconds(durations['base images'])} · pipeline ${seconds(durations['pipeline'])} · judges ${seconds(durations['judges'])}`,
    '',
  );
  if (evidence.failure !== undefined) {
    lines.push(
      `The rehearsal failed in the job ${evidence.failure.job}, step ${singleLine(evidence.failure.step)}:`,
    );
    lines.push(evidence.failure.reason.split('\n').map(singleLine).join('\n'), '');
  } else if (!evidence.success) lines.push('The pipeline ran, but what is marked ✗ does not hold.', '');
  else lines.push('Everything holds.', '');
  return lines.join('\n');
}
