import { digestOf } from '@sealift/core/image/digest';
import { findProvenance, makeProvenance, type Provenance } from '@sealift/core/release/provenance';
import { PROVENANCE_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { makeStatement } from '@sealift/tools/cosign/statement';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

const BUILDER = `https://github.com/${CLAIMS.job_workflow_ref}`;
const FRONTEND = { kind: 'frontend', uri: 'pkg:docker/docker/dockerfile@1', digest: digestOf('1') } as const;
const BASE = { kind: 'base', uri: 'pkg:docker/python@3.14-slim', digest: digestOf('2') } as const;
const made = (claims = CLAIMS): Provenance =>
  makeProvenance({
    claims,
    server: 'https://github.com',
    inputs: { severity: 'HIGH', 'ignore-unfixed': true },
    materials: [FRONTEND, BASE, BASE],
  });

test('says who built what out of what, by the claims of the token alone', () => {
  expect(made()).toEqual({
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: {
          ref: 'refs/heads/main',
          repository: 'https://github.com/acme/shop',
          path: '.github/workflows/release.yml',
        },
        inputs: { severity: 'HIGH', 'ignore-unfixed': true },
      },
      internalParameters: {
        github: {
          event_name: 'push',
          repository_id: '1001',
          repository_owner_id: '2002',
          runner_environment: 'github-hosted',
        },
      },
      resolvedDependencies: [
        { uri: 'git+https://github.com/acme/shop@refs/heads/main', digest: { gitCommit: CLAIMS.sha } },
        {
          uri: FRONTEND.uri,
          digest: { sha256: FRONTEND.digest.slice(7) },
          annotations: { kind: 'frontend' },
        },
        { uri: BASE.uri, digest: { sha256: BASE.digest.slice(7) }, annotations: { kind: 'base' } },
      ],
    },
    runDetails: {
      builder: {
        id: BUILDER,
        builderDependencies: [
          {
            uri: 'git+https://github.com/acme/sealift@refs/tags/v1',
            digest: { gitCommit: CLAIMS.job_workflow_sha },
          },
        ],
      },
      metadata: { invocationId: 'https://github.com/acme/shop/actions/runs/4711/attempts/2' },
    },
  });
});

test('a ref may hold an @', () => {
  const { workflow } = made({
    ...CLAIMS,
    workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/a@b',
  }).buildDefinition.externalParameters;
  expect(workflow).toMatchObject({ path: '.github/workflows/release.yml', ref: 'refs/heads/a@b' });
});

/** What others demand of a statement, written from their sources and not from ours. */
describe('judged by', () => {
  const subject = { registry: 'ghcr.io', repository: 'acme/shop/api', digest: digestOf('image') };
  const bytes = makeStatement([subject], PROVENANCE_TYPE, Buffer.from(JSON.stringify(made())));
  const statement: unknown = JSON.parse(Buffer.from(bytes).toString());

  /** https://github.com/in-toto/attestation/blob/main/spec/v1/{statement,resource_descriptor}.md */
  const DigestSet = v.pipe(
    v.record(v.string(), v.pipe(v.string(), v.hexadecimal(), v.minLength(40))),
    v.check((set) => Object.keys(set).length > 0),
  );
  const Descriptor = v.pipe(
    v.strictObject({
      name: v.optional(v.string()),
      uri: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9+.-]*:/))),
      digest: v.optional(DigestSet),
      content: v.optional(v.string()),
      downloadLocation: v.optional(v.string()),
      mediaType: v.optional(v.string()),
      annotations: v.optional(v.record(v.string(), v.unknown())),
    }),
    v.check(({ uri, digest, content }) => (uri ?? digest ?? content) !== undefined),
  );

  test('the rules of in-toto for a statement', () => {
    const Statement = v.strictObject({
      _type: v.literal('https://in-toto.io/Statement/v1'),
      subject: v.pipe(
        v.array(
          v.pipe(
            Descriptor,
            v.check(({ digest }) => digest !== undefined),
          ),
        ),
        v.minLength(1),
      ),
      predicateType: v.pipe(v.string(), v.url()),
      predicate: v.record(v.string(), v.unknown()),
    });
    expect(v.safeParse(Statement, statement).issues).toBeUndefined();
  });

  /**
   * slsa-verifier, `gha/slsaprovenance/v1.0`: unknown members are an error; names of JSON are compared without case.
   * Its command knows builders by name and none of ours is among them, so that only its rules can be held up here.
   */
  test('slsa-verifier, had it our builder on its list', () => {
    const Predicate = v.strictObject({
      buildDefinition: v.strictObject({
        buildType: v.literal('https://actions.github.io/buildtypes/workflow/v1'),
        externalParameters: v.looseObject({
          workflow: v.looseObject({ repository: v.string(), ref: v.string(), path: v.string() }),
        }),
        internalParameters: v.record(v.string(), v.unknown()),
        resolvedDependencies: v.pipe(v.array(Descriptor), v.minLength(1)),
      }),
      runDetails: v.strictObject({
        builder: v.strictObject({
          id: v.string(),
          builderDependencies: v.optional(v.array(Descriptor)),
          version: v.optional(v.record(v.string(), v.string())),
        }),
        metadata: v.strictObject({
          invocationId: v.string(),
          startedOn: v.optional(v.string()),
          finishedOn: v.optional(v.string()),
        }),
        byproducts: v.optional(v.array(Descriptor)),
      }),
    });
    const parsed = v.parse(v.object({ predicate: Predicate }), statement).predicate;
    const { workflow } = parsed.buildDefinition.externalParameters;
    const trigger = `git+${workflow.repository}@${workflow.ref}`;
    // The source that the user expects, the trigger and the first material are one.
    expect(trigger).toBe('git+https://github.com/acme/shop@refs/heads/main');
    expect(parsed.buildDefinition.resolvedDependencies[0]?.uri).toBe(trigger);
    // The builder is the certificate's subject alternative name, with its ref.
    expect(parsed.runDetails.builder.id).toBe(BUILDER);
  });

  /** cli/cli, `pkg/cmd/attestation`: the predicate type by default, and a subject with the digest of the image. */
  test('gh attestation verify, as far as the statement goes', () => {
    expect(statement).toMatchObject({
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [{ digest: { sha256: subject.digest.slice(7) } }],
    });
  });
});

describe('a provenance counts', () => {
  const expected = {
    identities: exactly(BUILDER),
    sourceRepository: 'acme/shop',
    sourceRef: 'refs/heads/main',
    commit: CLAIMS.sha,
  };
  test('when it says what the certificate says', () => {
    expect(findProvenance([made()], expected)).toEqual({ provenance: made() });
    expect(findProvenance([{ any: 'thing' }, made()], { ...expected, sourceRef: undefined })).toEqual({
      provenance: made(),
    });
  });
  const other = (claims: Partial<typeof CLAIMS>) => made({ ...CLAIMS, ...claims } as typeof CLAIMS);
  test.each([
    ['is none', [], /it has no provenance/],
    ['is unreadable', [{ buildDefinition: {} }], /its "buildDefinition\.buildType" is wrong/],
    [
      'is of another build type',
      [{ ...made(), buildDefinition: { ...made().buildDefinition, buildType: 'x' } }],
      /buildType/,
    ],
    [
      'names another builder',
      [other({ job_workflow_ref: 'evil/x/.github/workflows/y.yml@refs/heads/main' })],
      /its builder is/,
    ],
    ['names another repository', [other({ repository: 'acme/other' })], /its source is/],
    ['names another ref', [other({ ref: 'refs/heads/x' })], /its source is/],
    ['names another commit', [other({ sha: 'd'.repeat(40) })], /its commit is/],
    [
      'is from another server',
      [makeProvenance({ claims: CLAIMS, server: 'https://github.com.evil', inputs: {}, materials: [] })],
      /its builder is/,
    ],
  ])('not when it %s', (_what, predicates, reason) => {
    expect(findProvenance(predicates, expected)).toEqual({ reason: expect.stringMatching(reason) });
  });
  test('not for another repository when any ref will do', () => {
    const found = findProvenance([other({ repository: 'acme/other' })], {
      ...expected,
      sourceRef: undefined,
    });
    expect(found).toEqual({ reason: expect.stringMatching(/its source is/) });
  });
});
