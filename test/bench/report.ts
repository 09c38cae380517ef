/** The results as a page of text. Targets that are missed are said to be missed. */
import os from 'node:os';
import type { BumpBenchmark } from './bump.ts';
import { COLD_START_TARGET, type ColdStartBenchmark } from './cold-start.ts';
import type { EditsBenchmark } from './edits.ts';
import type { PipelineBenchmark } from './pipeline.ts';
import type { PlanBenchmark } from './plan.ts';
import { PUSH_MEMORY, type PushBenchmark } from './push.ts';
import type { SigningBenchmark } from './signing.ts';
import type { Times } from './statistics.ts';

export type Results = {
  readonly coldStart?: ColdStartBenchmark;
  readonly plan?: PlanBenchmark;
  readonly push?: PushBenchmark;
  readonly bump?: BumpBenchmark;
  readonly edits?: EditsBenchmark;
  readonly signing?: SigningBenchmark;
  readonly pipeline?: PipelineBenchmark;
};

/** Wall time of signing and of the pipeline, as a part of the scripts'. */
export const TARGETS = { signing: 1, pipeline: 0.7 } as const;

export function renderResults({ coldStart, plan, push, bump, edits, signing, pipeline }: Results): string {
  const machine = `${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`;
  return [
    `Node ${process.version}, ${machine}. Times are minimum / median.`,
    ...(coldStart === undefined ? [] : renderColdStart(coldStart)),
    ...(plan === undefined ? [] : renderPlan(plan)),
    ...(push === undefined ? [] : renderPush(push)),
    ...(bump === undefined ? [] : renderBump(bump)),
    ...(edits === undefined ? [] : renderEdits(edits)),
    ...(signing === undefined ? [] : renderSigning(signing)),
    ...(pipeline === undefined ? [] : renderPipeline(pipeline)),
    '',
  ].join('\n');
}

const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const verdict = (met: boolean) => (met ? 'met' : 'NOT MET');

function renderColdStart({ node, core, bundles }: ColdStartBenchmark): readonly string[] {
  const rows = bundles.map(({ bundle, bytes, times, ratio, fastEnough, smallEnough }) => [
    bundle,
    `${milliseconds(times.minimum)} / ${milliseconds(times.median)}`,
    `${ratio.toFixed(1)}×`,
    verdict(fastEnough),
    megabytes(bytes),
    smallEnough === undefined ? 'exempt' : verdict(smallEnough),
  ]);
  return [
    '',
    `Cold start: process start to exit with a configuration error, ${node.times.runs} runs by turns`,
    ...table([
      [
        'bundle',
        'time',
        'of @actions/core',
        `≤ ${COLD_START_TARGET.milliseconds} ms and ${COLD_START_TARGET.ratio}×`,
        'size',
        `≤ ${megabytes(COLD_START_TARGET.bytes)}`,
      ],
      [
        'node -e 0',
        `${milliseconds(node.times.minimum)} / ${milliseconds(node.times.median)}`,
        `${(node.times.median / core.times.median).toFixed(1)}×`,
        '',
        '',
        '',
      ],
      [
        '@actions/core alone',
        `${milliseconds(core.times.minimum)} / ${milliseconds(core.times.median)}`,
        '1.0×',
        '',
        megabytes(core.bytes),
        '',
      ],
      ...rows,
    ]),
  ];
}

function renderPlan({ rows }: PlanBenchmark): readonly string[] {
  return [
    '',
    `Plan: 10,000 changed files that no app reads but by a broad pattern, ${rows[0]?.times.runs ?? 0} plans each, processor time`,
    ...table([
      ['apps', 'Dockerfiles and configuration', 'time', '≤ 500 ms'],
      ...rows.map(({ apps, name, times }) => [
        String(apps),
        name,
        `${milliseconds(times.minimum)} / ${milliseconds(times.median)}`,
        verdict(times.median <= 500),
      ]),
    ]),
  ];
}

function renderPush({ rows, craneStart }: PushBenchmark): readonly string[] {
  const shown = ({ minimum, median }: Times) => `${milliseconds(minimum)} / ${milliseconds(median)}`;
  return [
    '',
    `Push into a fresh repository by turns with crane, less its start-up of ${milliseconds(craneStart)}; memory is of the bundle with its start`,
    ...table([
      [
        'layout',
        'rounds',
        'publish',
        'crane',
        'processor',
        "crane's",
        "of crane's throughput",
        '',
        'memory',
        '',
      ],
      ...rows.map(({ name, sealift, crane, ratio, target, memory }) => [
        ...[name, String(sealift.wall.runs), shown(sealift.wall), shown(crane.wall)],
        ...[milliseconds(sealift.processor.median), milliseconds(crane.processor.median)],
        ...[ratio.toFixed(2), `≥ ${target.toFixed(1)} ${verdict(ratio >= target)}`],
        ...[megabytes(memory), `< ${megabytes(PUSH_MEMORY)} ${verdict(memory < PUSH_MEMORY)}`],
      ]),
    ]),
  ];
}

function renderBump({ rows }: BumpBenchmark): readonly string[] {
  return [
    '',
    `Bump: the bundle against the GitHub stand-in, ${rows[0]?.times.runs ?? 0} rounds`,
    ...table([
      ['apps', 'requests', 'again', 'time'],
      ...rows.map(({ apps, first, again, times }) => [
        String(apps),
        String(first),
        String(again),
        `${milliseconds(times.minimum)} / ${milliseconds(times.median)}`,
      ]),
    ]),
  ];
}

function renderEdits({ files, edits, editsPerSecond, longFile }: EditsBenchmark): readonly string[] {
  return [
    '',
    `Edits: ${edits} values in ${files} files of the corpus, each proved: ${editsPerSecond.toFixed(0)} a second; 100 values in one file of 10,000 lines: ${milliseconds(longFile)}`,
  ];
}

function renderSigning({ rows }: SigningBenchmark): readonly string[] {
  const phases = ['sign', 'verify'] as const;
  const shown = ({ minimum, median }: Times) => `${seconds(minimum)} / ${seconds(median)}`;
  return [
    '',
    `Signing: the bundles and cosign in a shell, the same statements about a fresh image, ${rows[0]?.sign.sealift.runs ?? 0} rounds by turns`,
    ...table([
      ['', 'platforms', 'statements', 'sealift', 'cosign', 'of the shell', `≤ ${TARGETS.signing.toFixed(1)}`],
      ...rows.flatMap((row) =>
        phases.map((phase) => {
          const { sealift, cosign, ratio } = row[phase];
          const times = [shown(sealift), shown(cosign), ratio.toFixed(2), verdict(ratio <= TARGETS.signing)];
          return [phase, String(row.platforms), String(row.statements), ...times];
        }),
      ),
    ]),
  ];
}

function renderPipeline({ sealift, serial, ratio, contents }: PipelineBenchmark): readonly string[] {
  return [
    '',
    `Pipeline: the sample (two apps), commit to pull request, layers cached, ${sealift.runs} rounds by turns after a run that warms the caches`,
    ...table([
      [
        'sealift',
        `${seconds(sealift.minimum)} / ${seconds(sealift.median)}`,
        `${ratio.toFixed(2)} of the script`,
      ],
      ['script', `${seconds(serial.minimum)} / ${seconds(serial.median)}`, 'raw tools, one after the other'],
    ]),
    `  target ≤ ${TARGETS.pipeline.toFixed(1)} of the script: ${verdict(ratio <= TARGETS.pipeline)}`,
    `  The script: ${contents}.`,
  ];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
