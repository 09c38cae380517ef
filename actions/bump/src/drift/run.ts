/** What is deployed, held against the registry and its attestations. Nothing of the repository's contents is changed. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { mapBounded } from '@sealift/core/bounded';
import { TRUST_FILE } from '@sealift/core/config/trust';
import type { TrustRule } from '@sealift/core/config/trust-rule';
import { failedWith } from '@sealift/core/failure';
import type { Target } from '@sealift/deploy/targets/target';
import type { Dependencies } from '../context.ts';
import { createVerifyTarget, ofEarlier } from '../deciding/trusted-release.ts';
import type { Inputs } from '../inputs.ts';
import { permit } from '../planning/permit.ts';
import { configuredApps } from '../planning/targets.ts';
import { connect } from '../reading/connection.ts';
import { type Images, PARALLEL } from '../reading/images.ts';
import { type OpsBase, readOpsBase } from '../reading/ops-base.ts';
import { completed, type ReleaseSource } from '../reading/releases.ts';
import { type Outputs, outputsOf } from '../reporting/outputs.ts';
import { type Finding, isDrift, type Place } from './finding.ts';
import { keepDriftIssue, markerOf } from './issue.ts';
import { judgePlace, withoutAges } from './judge.ts';
import { readPlaces } from './places.ts';
import { renderDrift } from './text.ts';

/** Findings in the output; outputs of a job have a megabyte. */
const MAX_OUTPUT = 500;

type World = {
  readonly inputs: Inputs;
  readonly dependencies: Dependencies;
  readonly github: GitHubContext;
  readonly images: Images;
};

/** @throws Failure */
export async function reportDrift(world: World, source: ReleaseSource): Promise<Outputs> {
  const { inputs, dependencies, github } = world;
  const { log } = dependencies;
  const connection = await connect(inputs, { ...dependencies, apiUrl: github.apiUrl });
  try {
    const { client } = connection;
    const files = [...new Set([TRUST_FILE, inputs.opsConfig])];
    const ops = await readOpsBase(
      client,
      inputs,
      { base: inputs.base, branches: [], files, pulls: false },
      log,
    );
    const releases = completed(inputs, source.expected, configuredApps(inputs, ops));
    const { places, findings: unread } = await readPlaces(client, inputs, ops, releases);
    const judged = await judgeAll(world, ops, places);
    const findings = [...unread, ...judged].toSorted(byPlace);
    const report = { findings, places: places.length + unread.length, runUrl: source.origin.runUrl };
    for (const { app, file, detail } of findings)
      log.warning(`${app} in ${file}: ${detail}`, { title: 'Drift' });
    await dependencies.summary(`### Drift\n\n${renderDrift(report)}\n`);
    const marker = markerOf([
      inputs.base ?? '',
      ...inputs.environments.toSorted(),
      '',
      ...inputs.apps.toSorted(),
    ]);
    const issue =
      inputs.issue && !inputs.dryRun
        ? await keepDriftIssue({ client, repository: ops.view.repository, log }, marker, report)
        : undefined;
    return {
      ...outputsOf([], { images: '[]', notReleased: [], unchanged: [] }),
      'drift-count': String(findings.filter(isDrift).length),
      drift: JSON.stringify(findings.slice(0, MAX_OUTPUT).map(outputOf)),
      'issue-url': issue?.url ?? '',
    };
  } finally {
    await connection.close();
  }
}

async function judgeAll(
  { inputs, dependencies, images }: World,
  ops: OpsBase,
  places: readonly Place[],
): Promise<readonly Finding[]> {
  const rules = new Map<Target, readonly TrustRule[]>();
  const findings: Finding[] = [];
  for (const { target, deployed } of places)
    try {
      rules.set(target, permit(inputs, ops, target).map(withoutAges));
    } catch (failure) {
      if (!failedWith(failure, 'trust/not-allowed', 'trust/unknown-app')) throw failure;
      const { app, environment, file } = target;
      findings.push({
        kind: 'not-allowed',
        ...{ app, environment, file, deployed, detail: failure.message },
      });
    }
  const verify = createVerifyTarget(
    images,
    (target) => rules.get(target) ?? [],
    dependencies.clock.now(),
    ofEarlier,
  );
  const judged = await mapBounded(
    places.filter(({ target }) => rules.has(target)),
    PARALLEL,
    (place) => judgePlace(place, images, verify),
  );
  return [...findings, ...judged.flat()];
}

const byPlace = (a: Finding, b: Finding): number =>
  [a.app, a.environment ?? '', a.file, a.kind].join('\n') <
  [b.app, b.environment ?? '', b.file, b.kind].join('\n')
    ? -1
    : 1;

const outputOf = ({ deployed: { tag, digest }, environment, ...finding }: Finding) => ({
  ...finding,
  ...{ environment: environment ?? '', tag: tag ?? '', digest: digest ?? '' },
});
