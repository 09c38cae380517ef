import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { maskInputs, registryCredentials } from '@sealift/action-kit/registry-login';
import { asFailure, type Failure } from '@sealift/core/failure';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import type { ReleaseRecord, SignPart, Source } from '@sealift/core/release/record';
import { policyOf } from '@sealift/core/verification/conditions';
import { assembleRecord, requireEvidence } from '@sealift/evidence/assemble';
import { type EvidenceFile, readEvidence, readSbomDocument } from '@sealift/evidence/read';
import { createRegistryClient } from '@sealift/registry/client';
import { listReferrers, type ReferrerWriter } from '@sealift/registry/referrers';
import { withCosign } from '@sealift/tools/cosign/cosign';
import { type GraphReader, type ImageGraph, readGraph } from '@sealift/tools/cosign/graph';
import { requiredStatements } from '@sealift/tools/cosign/required-statements';
import { absentImage, type Checker } from '@sealift/tools/cosign/subject-check';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';
import { readClaims, signerOf, sourceOf } from './claims.ts';
import type { Inputs } from './inputs.ts';
import { findKept, inspectAll } from './kept.ts';
import type { LogEntry } from './log-entry.ts';
import { settle } from './signing.ts';
import { platformTasks, recordTask } from './tasks.ts';

export const outputNames = ['digest', 'identity', 'issuer', 'record', 'existing'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'oidc' | 'signal'> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
  /** For tests; otherwise made from the inputs. */
  readonly registry?: ReferrerWriter & GraphReader;
};

/** What was found or made. */
type Release = { readonly record: ReleaseRecord; readonly entries: readonly LogEntry[] };

export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { env, log } = seams;
  maskInputs(inputs, log);
  const freshToken = async () => {
    const token = await seams.oidc('sigstore');
    log.secret(token);
    return token;
  };
  // Who this job is costs one request, and a job that is not what its token says gets no further.
  const claims = readClaims(await freshToken());
  const signer = signerOf(claims);
  const source = sourceOf(claims, await readGitHubContext(env));
  const credentials = await registryCredentials(inputs.image.registry, inputs, seams);
  const client = seams.registry ?? createRegistryClient({ ...seams, credentials: () => credentials });
  const evidence = await gatherEvidence(inputs.evidence);
  // Only what is complete already needs no evidence. Asked of the registry alone: no tool and no process for a release
  // that cannot be made.
  if ('failure' in evidence && (await listReferrers(client, inputs.image, inputs.image.digest)).length === 0)
    throw evidence.failure;

  const [graph, tool] = await Promise.all([
    readGraph(client, inputs.image),
    seams.resolveTool('cosign', { source: inputs.tools, ...seams }),
  ]);
  if (graph === undefined) throw absentImage(inputs.image);

  const release = await withCosign(
    {
      ...seams,
      path: tool.path,
      credentials: new Map(credentials === undefined ? [] : [[inputs.image.registry, credentials]]),
      token: freshToken,
      signingConfig: inputs.signingConfig,
    },
    (cosign) =>
      complete(inputs, { ...seams, client }, { cosign, client, policy: policyOf(signer) }, graph, {
        source,
        evidence,
      }),
  );

  const existing = release.entries.every((entry) => entry.existing);
  const record = path.resolve(inputs.evidence, 'record.json');
  await mkdir(inputs.evidence, { recursive: true });
  await writeEvidence(record, release.record);
  await writeEvidence(path.resolve(inputs.evidence, 'sign.json'), {
    signer,
    entries: [...release.entries],
  } satisfies SignPart);
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

type Evidence = {
  readonly scans: readonly EvidenceFile<'scan'>[];
  readonly sboms: readonly EvidenceFile<'sbom'>[];
};

/** What the build left, or why it cannot be used: a release that is complete already may do without. */
async function gatherEvidence(folder: string): Promise<Evidence | { readonly failure: Failure }> {
  try {
    const [scans, sboms] = await Promise.all([readEvidence(folder, 'scan'), readEvidence(folder, 'sbom')]);
    return { scans, sboms };
  } catch (thrown) {
    return { failure: asFailure(thrown) };
  }
}

/**
 * Nothing is signed for which this run has no passing evidence. Only what is complete and valid already needs none:
 * that is an earlier release of the same commit by the same signer.
 */
async function complete(
  inputs: Inputs,
  seams: Seams & { readonly client: ReferrerWriter },
  checker: Checker,
  graph: ImageGraph,
  {
    source,
    evidence,
  }: { readonly source: Source; readonly evidence: Evidence | { readonly failure: Failure } },
): Promise<Release> {
  const required = requiredStatements(inputs.image, graph);
  const image = formatImageName(inputs.image);
  const found = await inspectAll(checker, required);
  const kept = await findKept(checker, found, {
    image,
    digest: graph.digest,
    platforms: graph.platforms,
    policy: checker.policy,
    commit: source.commit,
  });
  if (kept.complete) return kept;

  if ('failure' in evidence) throw evidence.failure;
  const { scans, sboms } = evidence;
  const platforms = requireEvidence(graph.platforms, {
    scans: scans.map(({ part }) => part),
    sboms: sboms.map(({ part }) => part),
  });
  const documents = new Map<string, Uint8Array>();
  for (const { digest } of platforms) {
    const file = sboms.find(({ part }) => part.subject === digest);
    if (file !== undefined) documents.set(digest, await readSbomDocument(file, 'spdx-json'));
  }
  // One release has one record: what an earlier attempt attested stays, should anything else be missing.
  const record =
    kept.record ??
    assembleRecord({
      app: inputs.app,
      image,
      digest: graph.digest,
      tags: inputs.tags,
      deployTag: inputs.deployTag,
      source,
      platforms,
    });
  const tasks = [...platformTasks(required, { platforms, documents }), recordTask(inputs.image, record)];
  return { record, entries: await settle(checker, seams, graph, found, tasks) };
}

/** By renaming: a link that lies in the folder is replaced, not followed. */
async function writeEvidence(file: string, part: ReleaseRecord | SignPart): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify(part, undefined, 2)}\n`, { flag: 'wx' });
  await rename(temporary, file);
}
