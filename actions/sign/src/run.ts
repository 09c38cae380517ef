/** Signs and attests a release for which this run has passing evidence; what an earlier run completed is kept. */
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { maskInputs, registryCredentials } from '@sealift/action-kit/registry-login';
import { formatImageReference } from '@sealift/core/image/reference';
import { policyOf } from '@sealift/core/verification/conditions';
import { writeEvidencePart } from '@sealift/evidence/write';
import { createRegistryClient } from '@sealift/registry/client';
import { listReferrers, type ReferrerWriter } from '@sealift/registry/referrers';
import { BUNDLE_TYPES } from '@sealift/tools/cosign/bundles';
import { withCosign } from '@sealift/tools/cosign/cosign';
import { type GraphReader, readGraph } from '@sealift/tools/cosign/graph';
import { absentImage } from '@sealift/tools/cosign/subject-check';
import { createTrustRoots } from '@sealift/tools/sigstore/trust-roots';
import { createVerifier, type VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import { instanceOf, readClaims, signerOf, sourceOf } from './claims.ts';
import { completeRelease } from './complete-release.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { Inputs } from './inputs.ts';
import { keepBundles } from './keep-bundles.ts';

export const outputNames = ['digest', 'identity', 'issuer', 'record', 'existing'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = VerifierDependencies &
  Pick<Runtime, 'oidc'> & {
    /** For tests; otherwise made from the inputs. */
    readonly registry?: ReferrerWriter & GraphReader;
  };

/** @throws Failure of the codes in `failure-codes.ts`, `evidence/incomplete`, and those of the registry and cosign */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log } = dependencies;
  maskInputs(inputs, log);
  const freshToken = async () => {
    const token = await dependencies.oidc('sigstore');
    log.secret(token);
    return token;
  };
  // Who this job is costs one request, and a job that is not what its token says gets no further.
  const claims = readClaims(await freshToken());
  const signer = signerOf(claims);
  const context = await readGitHubContext(env);
  const source = sourceOf(claims, context);
  const sigstore = instanceOf(inputs, claims);
  const credentials = await registryCredentials(inputs.image.registry, inputs, dependencies);
  const client =
    dependencies.registry ?? createRegistryClient({ ...dependencies, credentials: () => credentials });
  const evidence = await gatherEvidence(inputs.evidence);
  // Only what is complete already needs no evidence. Asked of the registry alone: no tool and no process for a release
  // that cannot be made.
  if (
    'failure' in evidence &&
    (await listReferrers(client, inputs.image, inputs.image.digest, BUNDLE_TYPES)).length === 0
  )
    throw evidence.failure;

  const [graph, tool] = await Promise.all([
    readGraph(client, inputs.image),
    dependencies.resolveTool('cosign', { source: inputs.tools, ...dependencies }),
  ]);
  if (graph === undefined) throw absentImage(inputs.image);

  const logins = new Map(credentials === undefined ? [] : [[inputs.image.registry, credentials]]);
  const trustRoots = dependencies.trustRoots ?? createTrustRoots(dependencies);
  const verifier = createVerifier(
    { tools: inputs.tools, credentials: logins },
    { ...dependencies, trustRoots },
  );
  const release = await withCosign(
    {
      ...dependencies,
      path: tool.path,
      credentials: logins,
      token: freshToken,
      signingConfig: inputs.signingConfig,
      sigstore,
      trustRoots,
    },
    async (cosign) => {
      const made = await completeRelease(
        inputs,
        { graph, claims, source, evidence },
        { cosign, verifier, client, policy: { ...policyOf(signer), sigstore } },
        { ...dependencies, client },
      );
      if (inputs.bundles !== undefined) await keepBundles(inputs.bundles, made.statements);
      if (inputs.githubAttestations) {
        // Few want it, and the client is large.
        const { storeAttestations } = await import('./github-store.ts');
        await storeAttestations(made.statements, context, inputs.token ?? '', dependencies);
      }
      return made;
    },
  );

  const entries = release.statements.map(({ entry }) => entry);
  const existing = entries.every((entry) => entry.existing);
  const record = await writeEvidencePart(inputs.evidence, 'record', release.record);
  await writeEvidencePart(inputs.evidence, 'sign', { signer, entries });
  log.info(
    `${formatImageReference(inputs.image)} is signed by ${signer.identity}${existing ? ': everything was there and valid' : ''}.`,
  );
  return {
    digest: graph.digest,
    identity: signer.identity,
    issuer: signer.issuer,
    record,
    existing: String(existing),
  };
}
