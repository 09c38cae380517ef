/** What the cluster lets in: the pipeline's images, and nothing that only looks like them. */
import type { Client } from '@sealift/cluster/client/client';
import { asFailure } from '@sealift/core/failure';
import type { Assertion } from '../../assertions/assertion.ts';
import { git } from '../../sources.ts';
import { createImpostors, type Signer } from '../impostors.ts';
import type { Released } from '../release.ts';
import type { Stage } from '../stage.ts';

/** Each is asked of the API server as a pod that Pod Security has nothing against. */
export async function admission(
  stage: Stage,
  serving: Released,
  crane: string,
): Promise<readonly Assertion[]> {
  const { sandbox, client, name } = stage;
  const release = serving.ran.outcome.releases.find(({ app }) => app === name.app);
  if (release === undefined) throw new Error(`${name.app} has not been released`);
  const released = `${release.image}@${serving.digest}`;
  const { identity, event, run } = serving.ran.pipeline;
  const ours: Signer = { repository: run.repository.fullName, ref: event.ref, sha: event.sha, identity };
  const impostors = await createImpostors(sandbox, { crane, released, repository: ours.repository });
  const foreign = await sandbox.github.createRepository({ owner: 'stranger', name: 'shop', from: stage.app });
  await git(run.repository.gitDir, 'update-ref', 'refs/heads/feature', event.sha);
  const signedBy = async (label: string, signer: Signer) => {
    const image = await impostors.push(label);
    await impostors.sign(image, name.app, signer);
    return image;
  };
  const unsigned = await impostors.push('unsigned');
  const ofStranger = await signedBy('stranger', { ...ours, repository: foreign.fullName });
  const ofFeature = await signedBy('feature', { ...ours, ref: 'refs/heads/feature' });
  const ask = (image: string) => askFor(client, name.namespace, image);
  const refused = async (claim: string, image: string, because: RegExp): Promise<Assertion> => {
    const said = await ask(image);
    return {
      subject: 'admission',
      claim: `refuses ${claim}`,
      judge: 'Kyverno',
      ok: said !== undefined && because.test(said),
      detail: said ?? `${image} was let in`,
    };
  };
  const said = await ask(released);
  return [
    {
      subject: 'admission',
      claim: 'lets in what the pipeline has signed',
      judge: 'Kyverno',
      ok: said === undefined,
      detail: said ?? released,
    },
    await refused('an image that nobody has signed', unsigned, /is not signed by the pipeline/),
    await refused(
      'an image that the same workflow has signed for a foreign repository',
      ofStranger,
      /was not released from a trusted repository and ref/,
    ),
    await refused(
      'an image that the same workflow has signed for a foreign ref',
      ofFeature,
      /was not released from a trusted repository and ref/,
    ),
    await refused(
      'an image of a foreign place in the registry',
      released.replace('/acme/', '/stranger/'),
      /lets in no image like these/,
    ),
    await refused(
      'a tag without a digest, which could be another image tomorrow',
      `${release.image}:${release.tags[0]}`,
      /have no digest/,
    ),
  ];
}

/** @returns what the API server said against it, or undefined */
async function askFor(client: Client, namespace: string, image: string): Promise<string | undefined> {
  const container = {
    name: 'asked',
    image,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10_001,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'asked', namespace },
    spec: { automountServiceAccountToken: false, containers: [container] },
  };
  return client.create(pod, { dryRun: true }).then(
    () => undefined,
    (error: unknown) => asFailure(error).message,
  );
}
