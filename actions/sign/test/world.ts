import { createRelease, IMAGE_NAME } from '@sealift/testing/signed-release';
import type { Inputs } from '../src/inputs.ts';
import type { Dependencies } from '../src/run.ts';

/** A release that is ready to be signed, and the action's inputs for it. */
export async function createWorld(salt = '') {
  const { runtime, log, ...release } = await createRelease(salt);
  const dependencies: Dependencies & { summary(markdown: string): Promise<void> } = runtime;
  const inputs: Inputs = {
    image: { ...IMAGE_NAME, digest: release.image.index },
    evidence: release.evidence,
    app: 'api',
    tags: ['sha-c0ffee', 'main'],
    deployTag: 'sha-c0ffee',
    copies: [],
    platforms: [],
    policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto', ignoreFiles: [] },
    limits: { begun: undefined, maxScanAge: 72 * 3_600_000, maxDatabaseAge: 168 * 3_600_000 },
    sources: { frontends: undefined, pinnedBases: 'off' },
    workflowInputs: {},
    predicates: [],
    cyclonedx: false,
    githubAttestations: false,
    bundles: undefined,
    signingConfig: undefined,
    sigstore: undefined,
    tools: 'pinned',
    username: undefined,
    password: undefined,
    token: 'ghs_token',
  };
  const writes = () => release.cosign.calls.filter(({ token }) => token !== undefined);
  return { ...release, logged: log.lines, secrets: log.secrets, dependencies, inputs, writes };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
