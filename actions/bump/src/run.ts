import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { revokeLeftToken } from '@sealift/github/client/repository-token';
import type { Dependencies } from './context.ts';
import { deploy } from './deploy.ts';
import { holdBack } from './hold-back.ts';
import { stayAsItIs } from './idle.ts';
import type { Inputs } from './inputs.ts';
import { firstQuestion } from './planning/plan.ts';
import type { Releases } from './reading/found-releases.ts';
import { type Images, withImages } from './reading/images.ts';
import { readReleases, registriesOf } from './reading/releases.ts';
import { type Outputs, outputNames } from './reporting/outputs.ts';
import { describeUnchanged } from './reporting/partial.ts';

export { type Outputs, outputNames };

/**
 * Looks for drift, or finds what is to be deployed and deploys it, holds all of it back, or leaves what is deployed.
 * @throws Failure
 */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log } = dependencies;
  const github = await readGitHubContext(dependencies.env);
  const source = await readReleases(inputs, github);
  const knowingImages = (work: (images: Images) => Promise<Outputs>) =>
    (dependencies.images ?? withImages)(inputs, dependencies, registriesOf(inputs, source), work);

  if (inputs.releases.kind === 'drift')
    return knowingImages(async (images) => {
      // Few runs look for drift.
      const { reportDrift } = await import('./drift/run.ts');
      return reportDrift({ inputs, dependencies, github, images }, source);
    });

  // What is wrong whatever the ops repository says is refused before anything is asked.
  const question = firstQuestion(inputs, source.expected, source.origin);
  if (inputs.verification.policy === undefined)
    log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });
  return knowingImages(async (images) => {
    const found = await source.find(images);
    sayWhatIsNotDeployed(found, log);
    switch (decide(inputs, found)) {
      case 'hold':
        return holdBack(images, dependencies, found);
      case 'stay':
        return stayAsItIs(found.unchanged, dependencies);
      case 'deploy':
        return deploy(
          { inputs, dependencies, apiUrl: github.apiUrl, images },
          { ...found, origin: source.origin, question },
        );
    }
  });
}

function sayWhatIsNotDeployed(
  { passedOver, unchanged }: Releases,
  log: Pick<Dependencies['log'], 'warning' | 'notice'>,
): void {
  for (const sentence of passedOver) log.warning(sentence, { title: 'Bump' });
  if (unchanged.length > 0) log.notice(describeUnchanged(unchanged), { title: 'Bump' });
}

/**
 * `hold`: not all that was planned was released, and all or nothing is to be deployed. `stay`: it was built again, and
 * nothing of it changed.
 * @throws Failure of an app that was released and is gone or is not what was released
 */
function decide({ partial }: Inputs, found: Releases): 'hold' | 'stay' | 'deploy' {
  const { releases, notReleased, unchanged, lost } = found;
  const allOrNothing = partial === 'hold' || releases.length === 0;
  const [first] = lost;
  if (first !== undefined && allOrNothing) throw first.failure;
  if (notReleased.length > 0 && allOrNothing) return 'hold';
  return releases.length === 0 && unchanged.length > 0 ? 'stay' : 'deploy';
}

/** The end of the job. */
export async function post(_inputs: Inputs, runtime: Runtime): Promise<void> {
  const { apiUrl } = await readGitHubContext(runtime.env);
  await revokeLeftToken({ ...runtime, apiUrl });
}
