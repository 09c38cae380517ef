import { describe, expect, test } from 'vitest';
import { type AppChange, isBumpBody, MAX_BODY, renderPullRequestBody } from '../src/pull-request-body.ts';
import type { ReleaseRecord } from '../src/release-record.ts';

const digest = `sha256:${'1'.repeat(64)}` as const;
const commit = 'a'.repeat(40);

const record = (app: string): ReleaseRecord => ({
  schema: 'sealift.release/v1',
  app,
  image: `ghcr.io/acme/shop/${app}`,
  digest,
  tags: [`sha-${commit}`],
  deployTag: `sha-${commit}`,
  source: {
    repository: 'acme/shop',
    ref: 'refs/heads/main',
    commit,
    workflowRef: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
    runId: '17',
    runAttempt: '2',
    runUrl: 'https://github.com/acme/shop/actions/runs/17',
  },
  platforms: ['linux/amd64', 'linux/arm64'].map((platform, index) => ({
    platform,
    digest,
    size: 52_428_800,
    scan: {
      verdict: 'pass',
      subject: digest,
      platform,
      policy: { threshold: 'HIGH', fixableOnly: true, ignoreFile: digest },
      counts: { UNKNOWN: 0, LOW: 12, MEDIUM: 3 + index, HIGH: 1, CRITICAL: 0 },
      blocking: 0,
      ignored: 2,
      scanner: { name: 'trivy', version: '0.76.0' },
      database: { version: 2, updatedAt: '2026-11-23T06:00:00Z' },
      scannedAt: '2026-11-23T10:00:00Z',
    },
    sbom: {
      subject: digest,
      platform,
      generator: { name: 'syft', version: '1.18.1' },
      packages: 211,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest }],
    },
  })),
});

const change = (app: string, more: Partial<AppChange> = {}): AppChange => ({
  app,
  file: `deploy/helm/${app}/values-prod.yaml`,
  path: 'image.tag',
  line: 5,
  before: 'sha-0000000',
  after: `sha-${commit}`,
  image: `ghcr.io/acme/shop/${app}`,
  digest,
  record: record(app),
  ...more,
});

test('the text for one app', () => {
  expect(renderPullRequestBody({ changes: [change('api')], warnings: [] })).toMatchInlineSnapshot(`
    "<!-- sealift:bump -->
    This changes the deployed image tag of one app. What is said of the images comes from their release records.

    | App | Tag | Digest | Scan | SBOM | Source |
    | --- | --- | --- | --- | --- | --- |
    | **api** | \`sha-0000000\` → \`sha-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` | \`sha256:1111111111111111111111111111111111111111111111111111111111111111\` | pass, 1 high, 4 medium, 12 low | 211 packages | [aaaaaaa](https://github.com/acme/shop/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) of acme/shop <!-- sealift:row:api --> |

    <!-- sealift:details:api -->
    <details>
    <summary>api</summary>

    - Changed: \`image.tag\` in \`deploy/helm/api/values-prod.yaml\`, line 5
    - Image: \`ghcr.io/acme/shop/api@sha256:1111111111111111111111111111111111111111111111111111111111111111\`
    - Workflow: \`sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1\`
    - Source: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa](https://github.com/acme/shop/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) on \`refs/heads/main\` of acme/shop
    - Built in: [run 17, attempt 2](https://github.com/acme/shop/actions/runs/17)
    - Tags: \`sha-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`
    - \`linux/amd64\`: \`sha256:1111111111111111111111111111111111111111111111111111111111111111\`, 52.4 MB; scan pass: 1 high, 3 medium, 12 low; 0 count against the policy (high and above, only with a fix, 2 ignored by a file); trivy 0.76.0 with the database of 2026-11-23T06:00:00Z; SBOM: 211 packages (spdx-json)
    - \`linux/arm64\`: \`sha256:1111111111111111111111111111111111111111111111111111111111111111\`, 52.4 MB; scan pass: 1 high, 4 medium, 12 low; 0 count against the policy (high and above, only with a fix, 2 ignored by a file); trivy 0.76.0 with the database of 2026-11-23T06:00:00Z; SBOM: 211 packages (spdx-json)

    </details>
    <!-- sealift:end:api -->"
  `);
});

test('without a record nothing is claimed', () => {
  const { record: _record, ...plain } = change('api');
  const body = renderPullRequestBody({ changes: [plain], warnings: [] });
  expect(body).toContain('There is no release record');
  expect(body).toContain('| unknown | unknown | unknown ');
  expect(body).not.toContain('pass');
});

test('a failed verdict is never shown as passed', () => {
  const failed = record('api');
  const [first, ...rest] = failed.platforms;
  if (first === undefined) throw new Error('no platform');
  const platforms = [...rest, { ...first, scan: { ...first.scan, verdict: 'fail' as const } }];
  const body = renderPullRequestBody({
    changes: [change('api', { record: { ...failed, platforms } })],
    warnings: [],
  });
  expect(body).toContain('| **fail**');
});

describe('an update keeps what was said about other apps', () => {
  const first = renderPullRequestBody({ changes: [change('api'), change('web')], warnings: ['old warning'] });
  const second = renderPullRequestBody({
    changes: [change('api', { after: 'sha-new' })],
    warnings: [],
    previous: first.replaceAll('\n', '\r\n'),
  });

  test('and replaces its own rows and the warnings', () => {
    expect(second.match(/sealift:row:api/g)).toHaveLength(1);
    expect(second.match(/sealift:row:web/g)).toHaveLength(1);
    expect(second.match(/<details>/g)).toHaveLength(2);
    expect(second).toContain('`sha-new`');
    expect(second).not.toContain('old warning');
  });
  test('the same update twice is the same text', () => {
    expect(
      renderPullRequestBody({
        changes: [change('api', { after: 'sha-new' })],
        warnings: [],
        previous: second,
      }),
    ).toBe(second);
  });
  test('nothing is taken from a text of a person', () => {
    const row = '| **x** | y | z | a | b | c <!-- sealift:row:x --> |';
    expect(isBumpBody(row)).toBe(false);
    expect(renderPullRequestBody({ changes: [change('api')], warnings: [], previous: row })).not.toContain(
      '**x**',
    );
  });
});

describe('the length stays under the limit', () => {
  const many = (count: number, value: string) =>
    Array.from({ length: count }, (_, index) => change(`app-${index}`, { before: value }));
  test.each([
    [20, 'sha-0000000', 20, 20],
    [100, 'sha-0000000', 100, undefined],
    [100, '`'.repeat(4000), undefined, undefined],
    [1500, '💥'.repeat(500), undefined, 0],
  ])('%d apps', (count, value, rows, detailed) => {
    const body = renderPullRequestBody({ changes: many(count, value), warnings: [] });
    expect(body.length).toBeLessThanOrEqual(MAX_BODY);
    expect(body.isWellFormed()).toBe(true);
    const shown = body.match(/sealift:row:/g)?.length ?? 0;
    const details = body.match(/<details>/g)?.length ?? 0;
    if (rows !== undefined) expect(shown).toBe(rows);
    else expect(body).toMatch(/… and \d+ more apps/);
    if (detailed !== undefined) expect(details).toBe(detailed);
    if (details < count) expect(body).toContain(`The details of ${count - details} apps are left out`);
  });
});

test('values cannot forge markers, rows or links', () => {
  const evil =
    'x <!-- sealift:end:api --> | a | <!-- sealift:row:web --> | [a](https://evil.example) @team `';
  const body = renderPullRequestBody({
    changes: [
      change('api', {
        before: evil,
        record: {
          ...record('api'),
          source: {
            ...record('api').source,
            repository: 'a/b)](https://evil.example',
            runUrl: 'javascript:x',
            workflowRef: evil,
          },
        },
      }),
    ],
    warnings: [`${evil}\n# heading`],
  });
  expect(body.match(/<!--/g)).toHaveLength(4);
  // In code spans it is shown as it is; anywhere else it would be a link.
  const prose = body.replaceAll('\\`', '').replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  expect(prose).not.toContain('](https://evil');
  expect(prose).not.toContain('](javascript');
  const second = renderPullRequestBody({ changes: [change('db')], warnings: [], previous: body });
  expect(second.match(/<!-- sealift:row:\w+/g)).toEqual(['<!-- sealift:row:db', '<!-- sealift:row:api']);
});
