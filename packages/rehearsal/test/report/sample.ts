/** Evidence of a run that failed in one place, with everything that a report can show. */
import type { Digest } from '@sealift/core/image/digest';
import type { Canary } from '../../src/deploy/canary.ts';
import type { Evidence } from '../../src/report/evidence.ts';
import type { Phase } from '../../src/report/phases.ts';

const DIGEST = `sha256:${'b'.repeat(64)}` as Digest;
const AMD64 = `sha256:${'c'.repeat(64)}`;
const IMAGE = 'ghcr.io/acme/shop/api';

export const sampleEvidence: Evidence = {
  success: true,
  repository: 'acme/shop',
  event: 'push',
  ref: 'refs/heads/main',
  commit: 'a'.repeat(40),
  failure: undefined,
  releases: [
    {
      ...{ app: 'api', image: IMAGE, digest: DIGEST, tags: ['main'] },
      manifests: [{ digest: AMD64, platform: 'linux/amd64' }],
    },
  ],
  pullRequest: {
    ...{ repository: 'acme/ops', number: 1, title: 'Deploy', body: '', diff: '-a\n+b' },
    patch: [
      'diff --git a/values.yaml b/values.yaml',
      'index 1..2 100644',
      '--- a/values.yaml',
      '+++ b/values.yaml',
      '@@ -7,3 +7,3 @@ image:',
      ' image:',
      '-  tag: a',
      '+  tag: b',
      '   pull: always',
    ].join('\n'),
  },
  assertions: [
    {
      ...{ subject: 'api', claim: 'is signed', ok: true, detail: 'x', judge: 'cosign' },
      statement: { kind: 'signature', manifest: `${IMAGE}@${DIGEST}` },
    },
    {
      ...{ subject: 'api', claim: 'has an SBOM', ok: false, detail: 'none', judge: 'cosign' },
      statement: { kind: 'SBOM', manifest: `${IMAGE}@${AMD64}` },
    },
    { subject: 'web', claim: 'is signed', ok: false, detail: 'one\ntwo', judge: 'cosign' },
  ],
  identity: 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1',
  jobs: [
    {
      ...{ key: 'release/plan', name: 'release / Plan', conclusion: 'success', duration: 1_400 },
      annotations: [{ level: 'warning', title: 'Base image', message: 'is not pinned' }],
    },
  ],
  summaries: { 'release / Plan': '## Two apps\n\n| App | Tag |\n| --- | --- |\n| api | `main` |\n' },
  engines: { cosign: { version: '3.0.2', provider: 'release', origin: 'mirror' } },
  unusedPermissions: { 'release/bump': ['contents: read'] },
  durations: { engines: 100, pipeline: 25_000 },
  slowestSteps: [{ job: 'Build api', step: 'scan', duration: 8_100 }],
  phases: [],
  node: undefined,
  canaries: [],
  memory: undefined,
};

export const samplePhases: readonly Phase[] = [
  { topic: 'engines', text: 'looking', started: 0, ended: 100, outcome: 'success', jobs: [] },
  {
    ...{ topic: 'pipeline', text: 'push of acme/shop', started: 200, ended: 25_200, outcome: 'success' },
    jobs: [
      {
        ...{ key: 'release/plan', name: 'release / Plan', conclusion: 'success', started: 300, ended: 1_700 },
        steps: [{ name: 'Run $/actions/plan', outcome: 'success', started: 400, ended: 1_600 }],
      },
    ],
  },
  {
    topic: 'deployment',
    text: 'a good release',
    started: 26_000,
    ended: 90_000,
    outcome: 'failure',
    jobs: [],
  },
];

export const sampleCanary: Canary = {
  ...{ subject: 'a release with errors', digest: DIGEST, end: 'taken back', took: 60_000 },
  weights: [
    { at: 0, weight: 0 },
    { at: 10_000, weight: 10 },
    { at: 50_000, weight: 0 },
  ],
  metrics: [
    {
      name: 'error-rate',
      successCondition: 'len(result) > 0 && result[0] < 0.005',
      canary: [
        { at: 20_000, value: 0.1 },
        { at: 22_000, value: 0.16 },
      ],
      stable: [{ at: 20_000, value: 0 }],
      measurements: [{ at: 30_000, phase: 'Failed', value: '[0.16]' }],
    },
  ],
};
