/**
 * SLSA provenance v1 of a release, by the build type of GitHub's workflows: which workflow, started how, made the image
 * out of which commit and which images.
 * https://slsa.dev/spec/v1.1/provenance, https://actions.github.io/buildtypes/workflow/v1
 */
import * as v from 'valibot';
import { type Digest, digestHex } from '../image/digest.ts';
import { formatIdentities, matchesIdentities, type TrustedIdentities } from '../verification/identity.ts';

export const WORKFLOW_BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md, as far as it is read here */
const ResourceDescriptor = v.object({
  uri: v.optional(v.string()),
  digest: v.optional(v.record(v.string(), v.string())),
  name: v.optional(v.string()),
  annotations: v.optional(v.record(v.string(), v.unknown())),
});

/** What is judged of a provenance; more may stand in it. */
export const Provenance = v.object({
  buildDefinition: v.object({
    buildType: v.literal(WORKFLOW_BUILD_TYPE),
    externalParameters: v.object({
      workflow: v.object({
        /** Of the caller's workflow file, e.g. refs/heads/main. */
        ref: v.string(),
        /** URL of the repository. */
        repository: v.string(),
        /** Of the workflow file in it. */
        path: v.string(),
      }),
      /** Of the called workflow. */
      inputs: v.optional(v.record(v.string(), v.unknown())),
    }),
    internalParameters: v.object({
      github: v.object({
        event_name: v.string(),
        repository_id: v.string(),
        repository_owner_id: v.string(),
        runner_environment: v.string(),
      }),
    }),
    /** The commit first, then images. */
    resolvedDependencies: v.array(ResourceDescriptor),
  }),
  runDetails: v.object({
    builder: v.object({ id: v.string(), builderDependencies: v.optional(v.array(ResourceDescriptor)) }),
    metadata: v.object({ invocationId: v.string() }),
  }),
});
export type Provenance = v.InferOutput<typeof Provenance>;

/** What GitHub says of a job in its token. Numbers are text. */
export type BuildClaims = {
  /** The workflow file that runs the job, with its ref: of a called workflow, that one. */
  readonly job_workflow_ref: string;
  /** 40 hex digits: the commit of that file. */
  readonly job_workflow_sha: string;
  /** The workflow file that was started, with its ref. */
  readonly workflow_ref: string;
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly ref: string;
  readonly sha: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly runner_environment: string;
};

/** An image that a build has read. */
export type BuildMaterial = {
  readonly kind: 'frontend' | 'base';
  /** Package URL, as BuildKit gives it. */
  readonly uri: string;
  readonly digest: Digest;
};

export type ProvenanceFacts = {
  readonly claims: BuildClaims;
  /** `https://github.com`, or the host of the tenant. */
  readonly server: string;
  /** Inputs of the called workflow. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly materials: readonly BuildMaterial[];
};

export function makeProvenance({ claims, server, inputs, materials }: ProvenanceFacts): Provenance {
  const workflow = splitRef(claims.workflow_ref);
  const builder = splitRef(claims.job_workflow_ref);
  return {
    buildDefinition: {
      buildType: WORKFLOW_BUILD_TYPE,
      externalParameters: {
        workflow: {
          ref: workflow.ref,
          repository: `${server}/${workflow.repository}`,
          path: workflow.path,
        },
        inputs: { ...inputs },
      },
      internalParameters: {
        github: {
          event_name: claims.event_name,
          repository_id: claims.repository_id,
          repository_owner_id: claims.repository_owner_id,
          runner_environment: claims.runner_environment,
        },
      },
      resolvedDependencies: [
        {
          uri: `git+${server}/${claims.repository}@${claims.ref}`,
          digest: { gitCommit: claims.sha },
        },
        ...distinct(materials).map(({ kind, uri, digest }) => ({
          uri,
          digest: { sha256: digestHex(digest) },
          annotations: { kind },
        })),
      ],
    },
    runDetails: {
      builder: {
        id: `${server}/${claims.job_workflow_ref}`,
        builderDependencies: [
          {
            uri: `git+${server}/${builder.repository}@${builder.ref}`,
            digest: { gitCommit: claims.job_workflow_sha },
          },
        ],
      },
      metadata: {
        invocationId: `${server}/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
      },
    },
  };
}

/** `owner/repository/.github/workflows/file.yml@refs/heads/main`; a ref may hold an `@`, the rest never does. */
function splitRef(workflowRef: string): Readonly<Record<'repository' | 'path' | 'ref', string>> {
  const at = workflowRef.indexOf('@');
  const [owner = '', name = '', ...path] = workflowRef.slice(0, at).split('/');
  return { repository: `${owner}/${name}`, path: path.join('/'), ref: workflowRef.slice(at + 1) };
}

const distinct = (materials: readonly BuildMaterial[]): readonly BuildMaterial[] => [
  ...new Map(
    materials.map((material) => [`${material.kind} ${material.uri} ${material.digest}`, material]),
  ).values(),
];

export type ProvenanceExpectation = {
  /** As the certificate names it: the workflows that may sign, with their refs. */
  readonly identities: TrustedIdentities;
  readonly sourceRepository: string;
  /** undefined where any ref will do. */
  readonly sourceRef: string | undefined;
  readonly commit?: string | undefined;
};

/** The provenance among verified predicates that says what the certificate says, or why none does. */
export function findProvenance(
  predicates: readonly unknown[],
  expected: ProvenanceExpectation,
): { readonly provenance: Provenance } | { readonly reason: string } {
  if (predicates.length === 0) return { reason: 'it has no provenance' };
  const reasons: string[] = [];
  for (const predicate of predicates) {
    const parsed = v.safeParse(Provenance, predicate);
    const differences = parsed.success
      ? provenanceDifferences(parsed.output, expected)
      : [`its "${v.getDotPath(parsed.issues[0]) ?? 'document'}" is wrong`];
    if (parsed.success && differences.length === 0) return { provenance: parsed.output };
    reasons.push(...differences);
  }
  return { reason: `its provenance does not match: ${[...new Set(reasons)].join('; ')}` };
}

function provenanceDifferences(
  { buildDefinition, runDetails }: Provenance,
  { identities, sourceRepository, sourceRef, commit }: ProvenanceExpectation,
): readonly string[] {
  const builder = runDetails.builder.id;
  const [source] = buildDefinition.resolvedDependencies;
  const uri = source?.uri;
  const server = URL.parse(builder)?.origin ?? '';
  const repository = `git+${server}/${sourceRepository}`;
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['builder', builder, matchesIdentities(identities, builder) ? builder : formatIdentities(identities)],
    sourceRef === undefined
      ? ['source', uri?.split('@', 1)[0], repository]
      : ['source', uri, `${repository}@${sourceRef}`],
    ['commit', source?.digest?.['gitCommit'], commit],
  ];
  return rows.flatMap(([name, has, wanted]) =>
    wanted === undefined || has === wanted ? [] : [`its ${name} is "${has ?? ''}" instead of "${wanted}"`],
  );
}
