import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Failure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { ScanPart } from '@sealift/core/release/record';
import { fakeClock } from '@sealift/testing/clock';
import { smallDatabase } from '@sealift/testing/trivy-database';
import type { Exec } from '@sealift/tools/exec';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Dependencies } from '../src/dependencies.ts';
import type { Inputs } from '../src/inputs.ts';
import { post } from '../src/post.ts';
import { outputNames, run } from '../src/run.ts';

const NOW = Date.parse('2026-06-10T12:00:00Z');
const OCI = 'application/vnd.oci.image';
const SHA = 'c'.repeat(40);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

async function createLayout(architectures: readonly string[]): Promise<string> {
  const blobs = path.join(folder, 'layout', 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (content: string): Promise<{ digest: Digest; size: number }> => {
    const digest = digestOf(content);
    await writeFile(path.join(blobs, digestHex(digest)), content);
    return { digest, size: Buffer.byteLength(content) };
  };
  const manifests: object[] = [];
  for (const architecture of architectures) {
    const config = await put(JSON.stringify({ os: 'linux', architecture }));
    const layers = [{ mediaType: `${OCI}.layer.v1.tar`, ...(await put('layer')) }];
    const mediaType = `${OCI}.manifest.v1+json`;
    const own = {
      schemaVersion: 2,
      mediaType,
      config: { mediaType: `${OCI}.config.v1+json`, ...config },
      layers,
    };
    manifests.push({
      mediaType,
      ...(await put(JSON.stringify(own))),
      platform: { os: 'linux', architecture },
    });
  }
  const mediaType = `${OCI}.index.v1+json`;
  const index = await put(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  const layout = path.join(folder, 'layout');
  await writeFile(path.join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    path.join(layout, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, ...index }] }),
  );
  return layout;
}

type Vulnerability = { VulnerabilityID: string; PkgName: string; Severity: string } & Record<string, string>;
const BAD: Vulnerability = {
  VulnerabilityID: 'CVE-2099-0001',
  PkgName: 'openssl',
  InstalledVersion: '3.5.1-1',
  FixedVersion: '99.0-1',
  Severity: 'CRITICAL',
};

/** Trivy that gets a database (unless told otherwise) and finds these things in every image. */
const trivy =
  (found: readonly Vulnerability[], hasDatabase = true): Exec =>
  async (_, args, { cwd = '' }) => {
    const ok = { exitCode: 0, stdout: '', stderr: '', timedOut: false };
    if (args.includes('--download-db-only')) {
      if (!hasDatabase) return { ...ok, exitCode: 1, stderr: 'TOOMANYREQUESTS: slow down' };
      const target = path.join(args[args.indexOf('--cache-dir') + 1] ?? '', 'db');
      await mkdir(target);
      await writeFile(path.join(target, 'trivy.db'), smallDatabase);
      const time = new Date(NOW - 3_600_000).toISOString();
      await writeFile(path.join(target, 'metadata.json'), JSON.stringify({ Version: 2, UpdatedAt: time }));
      return ok;
    }
    const index = JSON.parse(await readFile(path.join(cwd, 'image/index.json'), 'utf8')) as {
      manifests: { digest: Digest }[];
    };
    const manifest = JSON.parse(
      await readFile(
        path.join(cwd, 'image/blobs/sha256', digestHex(index.manifests[0]?.digest ?? 'sha256:')),
        'utf8',
      ),
    ) as { config: { digest: string } };
    const report = {
      SchemaVersion: 2,
      Trivy: { Version: '0.76.0' },
      ArtifactName: 'image',
      ArtifactType: 'container_image',
      Metadata: { ImageID: manifest.config.digest, OS: { Family: 'debian', Name: '13.1' } },
      Results: [
        {
          Target: 'image (debian 13.1)',
          Class: 'os-pkgs',
          Type: 'debian',
          Packages: [{}],
          Vulnerabilities: found,
        },
      ],
    };
    await writeFile(path.join(cwd, 'report.json'), JSON.stringify(report));
    return ok;
  };

type World = Dependencies & {
  readonly lines: string[];
  readonly set: Record<string, string>;
  readonly requests: { method: string; url: string; body: Record<string, string> }[];
  readonly summaries: string[];
  readonly kept: Kept[];
};
type Kept = {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly retentionDays: number | undefined;
};

function world(
  exec: Exec,
  env: Readonly<Record<string, string>> = {},
  answer: (method: string) => { status: number; body: unknown } = () => ({
    status: 202,
    body: { id: 'sarif-1' },
  }),
): World {
  const lines: string[] = [];
  const set: Record<string, string> = {};
  const saved = new Map<string, string>();
  const requests: World['requests'] = [];
  const summaries: string[] = [];
  const kept: Kept[] = [];
  const note =
    (level: string) =>
    (message: string, place: { title?: string } = {}) =>
      void lines.push(`${level} ${place.title ?? ''}: ${message}`);
  return {
    lines,
    set,
    requests,
    summaries,
    kept,
    artifacts: async () => ({
      deleteArtifact: async () => {
        throw Object.assign(new Error('Artifact not found'), { name: 'ArtifactNotFoundError' });
      },
      uploadArtifact: async (name, files, root, options) => {
        const read = async (file: string) =>
          [path.relative(root, file), await readFile(file, 'utf8')] as const;
        kept.push({
          name,
          files: Object.fromEntries(await Promise.all(files.map(read))),
          retentionDays: options?.retentionDays,
        });
        return { id: 7 };
      },
    }),
    exec,
    env: {
      RUNNER_TEMP: folder,
      RUNNER_TOOL_CACHE: folder,
      GITHUB_WORKSPACE: folder,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: SHA,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_EVENT_NAME: 'push',
      ...env,
    },
    log: {
      debug: () => {},
      info: note('info'),
      notice: note('notice'),
      warning: note('warning'),
      error: note('error'),
      group: (_, work) => work(),
      openGroup: () => () => {},
      secret: () => {},
    },
    clock: fakeClock(NOW),
    fetch: (async (url: string, init: RequestInit) => {
      const method = init.method ?? 'GET';
      requests.push({
        method,
        url,
        body: init.body ? (JSON.parse(String(init.body)) as Record<string, string>) : {},
      });
      const { status, body } = answer(method);
      const headers = { 'content-type': 'application/json' };
      return new Response(JSON.stringify(body), { status, headers });
    }) as typeof globalThis.fetch,
    summary: async (markdown) => void summaries.push(markdown),
    setOutput: (name, value) => {
      set[name] = value;
    },
    state: { save: (name, value) => void saved.set(name, value), load: (name) => saved.get(name) },
    signal: new AbortController().signal,
    resolveTool: async () => ({ path: '/tools/trivy', version: '0.76.0' }),
  };
}

const inputs = async (change: Partial<Inputs> = {}, architectures = ['amd64']): Promise<Inputs> => ({
  source: { layout: await createLayout(architectures) },
  image: { registry: 'ghcr.io', repository: 'acme/shop/api' },
  platforms: [],
  threshold: 'CRITICAL',
  ignoreUnfixed: true,
  ignoreFiles: [],
  scanners: ['vuln'],
  gate: 'fail',
  blind: 'auto',
  uploadSarif: 'auto',
  category: undefined,
  waitForProcessing: true,
  maxDatabaseAge: 168,
  databaseRepositories: [],
  javaDatabaseRepositories: [],
  evidence: path.join(folder, 'evidence'),
  keepReports: 'failure',
  reportsName: undefined,
  reportsRetentionDays: 30,
  tools: 'pinned',
  token: 'ghs_token',
  username: undefined,
  password: undefined,
  ...change,
});

const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Failure);
  return thrown as Failure;
};
const evidence = async (name: string) =>
  v.parse(ScanPart, JSON.parse(await readFile(path.join(folder, 'evidence', name), 'utf8')));

it('a clean image passes: evidence, outputs, summary and an upload for commit and ref', async () => {
  const dependencies = world(trivy([]));
  const outputs = await run(await inputs(), dependencies);
  expect(Object.keys(outputs).toSorted()).toEqual([...outputNames].toSorted());
  expect(outputs).toMatchObject({ verdict: 'pass', blocking: '0', uploaded: 'true', 'sarif-id': 'sarif-1' });
  expect(await readdir(path.join(folder, 'evidence'))).toEqual(['scan.json']);
  expect(await evidence('scan.json')).toMatchObject({
    verdict: 'pass',
    platform: 'linux/amd64',
    blocking: 0,
  });
  expect(dependencies.requests).toMatchObject([
    { method: 'POST', body: { commit_sha: SHA, ref: 'refs/heads/main' } },
  ]);
  expect(dependencies.summaries).toHaveLength(1);
});

it('a planted vulnerability: everything is told, uploaded and set before the step fails', async () => {
  const dependencies = world(trivy([BAD]));
  const { category: code, message } = await failure(run(await inputs(), dependencies));
  expect(code).toBe('policy');
  expect(message).toContain('CVE-2099-0001');
  expect(dependencies.set).toMatchObject({
    verdict: 'fail',
    blocking: '1',
    uploaded: 'true',
    'sarif-id': 'sarif-1',
  });
  expect(Object.keys(dependencies.set).toSorted()).toEqual([...outputNames].toSorted());
  expect(JSON.parse(dependencies.set['counts'] ?? '')).toMatchObject({ 'linux/amd64': { CRITICAL: 1 } });
  expect(await evidence('scan.json')).toMatchObject({ verdict: 'fail', blocking: 1 });
  expect(dependencies.lines.filter((line) => line.startsWith('error'))).toEqual([
    'error Critical vulnerability: CVE-2099-0001 in openssl 3.5.1-1 → 99.0-1 (var/lib/dpkg/status)',
  ]);
  const sarif = gunzipSync(Buffer.from(dependencies.requests[0]?.body['sarif'] ?? '', 'base64')).toString();
  expect(sarif).toContain('CVE-2099-0001-openssl');
  expect(await readFile(dependencies.set['sarif-file'] ?? '', 'utf8')).toBe(sarif);
  expect(await readFile(dependencies.set['json-file'] ?? '', 'utf8')).toContain('CVE-2099-0001');
});

it('gate: warn only says so, and the evidence still says fail', async () => {
  const dependencies = world(trivy([BAD]));
  expect(await run(await inputs({ gate: 'warn' }), dependencies)).toMatchObject({ verdict: 'fail' });
  expect(dependencies.lines.filter((line) => line.startsWith('warning Critical'))).toHaveLength(1);
  expect((await evidence('scan.json')).verdict).toBe('fail');
});

it('several platforms: one part, report and upload each, categories apart', async () => {
  const dependencies = world(trivy([]));
  const outputs = await run(await inputs({}, ['amd64', 'arm64']), dependencies);
  expect((await readdir(path.join(folder, 'evidence'))).toSorted()).toEqual([
    'scan.linux-amd64.json',
    'scan.linux-arm64.json',
  ]);
  expect((await evidence('scan.linux-amd64.json')).subject).not.toBe(
    (await evidence('scan.linux-arm64.json')).subject,
  );
  expect(outputs['json-file'].split('\n')).toHaveLength(2);
  const categories = dependencies.requests.map(
    ({ body }) =>
      /sealift\/[^"]*/.exec(gunzipSync(Buffer.from(body['sarif'] ?? '', 'base64')).toString())?.[0],
  );
  expect(categories).toEqual([
    'sealift/ghcr.io/acme/shop/api/linux/amd64/',
    'sealift/ghcr.io/acme/shop/api/linux/arm64/',
  ]);
});

/** Trivy that sees nothing in an image, as with a distribution whose package database was deleted. */
const blindTrivy: Exec = async (file, args, options) => {
  const result = await trivy([])(file, args, options);
  if (args.includes('--download-db-only')) return result;
  const report = path.join(options.cwd ?? '', 'report.json');
  const { Results: _, ...rest } = JSON.parse(await readFile(report, 'utf8')) as Record<string, unknown>;
  await writeFile(report, JSON.stringify(rest));
  options.onLine?.(
    '2026-01-01T00:00:00Z\tWARN\tNo OS package is detected. Make sure you have not deleted',
    'stderr',
  );
  options.onLine?.(
    '2026-01-01T00:00:00Z\tWARN\tThis OS version is not on the EOL list\tversion="13"',
    'stderr',
  );
  return result;
};

it.each([
  ['auto', 'fail', 'fail', 'scan/blind'],
  ['fail', 'fail', 'fail', 'scan/blind'],
  ['warn', 'fail', 'pass', undefined],
  ['auto', 'warn', 'fail', undefined],
] as const)('a distribution without packages, blind: %s, gate: %s', async (blind, gate, verdict, code) => {
  const dependencies = world(blindTrivy);
  const ended = await run(await inputs({ blind, gate }), dependencies).catch((error: unknown) => error);
  expect(ended instanceof Failure ? ended.code : undefined).toBe(code);
  const part = await evidence('scan.json');
  expect(part).toMatchObject({ verdict, blocking: 0, policy: { blind } });
  expect(part.blindness.map(({ kind, blocking }) => [kind, blocking])).toEqual([
    ['no-packages', blind !== 'warn'],
    ['unlisted-release', blind === 'fail'],
  ]);
  expect(dependencies.summaries[0]).toContain('no package of a distribution could be compared');
  const shown = dependencies.lines.filter((line) => line.includes('no package of a distribution'));
  expect(shown).toEqual([expect.stringMatching(blind !== 'warn' && gate === 'fail' ? /^error/ : /^warning/)]);
});

it('every blocking finding is named in the log, whatever the summary has room for', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    ...BAD,
    VulnerabilityID: `CVE-2099-${1000 + index}`,
  }));
  const dependencies = world(trivy(many));
  expect((await failure(run(await inputs(), dependencies))).code).toBe('scan/blocked');
  const named = dependencies.lines.filter(
    (line) => line.startsWith('info') && line.includes('CRITICAL CVE-2099-1'),
  );
  expect(named).toHaveLength(60);
  expect(named.at(-1)).toContain('CVE-2099-1059 in openssl 3.5.1-1 → 99.0-1');
  expect((await evidence('scan.json')).verdict).toBe('fail');
});

describe('reports as an artifact', () => {
  const run42 = { GITHUB_RUN_ID: '42' };
  const files = ['trivy.linux-amd64.json', 'trivy.linux-amd64.sarif'];

  it('a failing gate keeps both, and its failure says where', async () => {
    const dependencies = world(trivy([BAD]), run42);
    const { message } = await failure(run(await inputs(), dependencies));
    expect(dependencies.kept.map(({ name }) => name)).toEqual(['scan--ghcr.io-acme-shop-api--linux-amd64']);
    const [kept] = dependencies.kept;
    expect(kept?.retentionDays).toBe(30);
    expect(Object.keys(kept?.files ?? {})).toEqual(files);
    for (const text of Object.values(kept?.files ?? {})) expect(text).toContain('CVE-2099-0001');
    expect(message).toContain('The reports are in the artifact scan--ghcr.io-acme-shop-api--linux-amd64');
    expect(message).toContain('(https://github.com/acme/shop/actions/runs/42/artifacts/7)');
    expect(dependencies.set['reports-artifact']).toBe('scan--ghcr.io-acme-shop-api--linux-amd64');
    expect((await readdir(folder)).filter((name) => name.includes('kept'))).toEqual([]);
  });

  it('one artifact for all platforms of an image', async () => {
    const dependencies = world(trivy([BAD]));
    await failure(run(await inputs({}, ['amd64', 'arm64']), dependencies));
    expect(dependencies.kept.map(({ name }) => name)).toEqual(['scan--ghcr.io-acme-shop-api--all']);
    expect(Object.keys(dependencies.kept[0]?.files ?? {})).toHaveLength(4);
  });

  it('a blind scanner and a gate that only warns keep them too', async () => {
    const blind = world(blindTrivy);
    expect((await failure(run(await inputs(), blind))).message).toContain('The reports are in the artifact');
    const warned = world(trivy([BAD]));
    const outputs = await run(await inputs({ gate: 'warn', reportsName: 'reports--api' }), warned);
    expect(outputs['reports-artifact']).toBe('reports--api');
  });

  it.each([
    ['failure', [], 0],
    ['always', [], 1],
    ['never', [BAD], 0],
  ] as const)('keep-reports: %s, with %j', async (keepReports, found, artifacts) => {
    const dependencies = world(trivy(found));
    await run(await inputs({ keepReports, gate: 'warn' }), dependencies);
    expect(dependencies.kept).toHaveLength(artifacts);
  });

  it('a store that is not there is a warning, and the verdict is told as ever', async () => {
    const dependencies = world(trivy([BAD]));
    const artifacts: Dependencies['artifacts'] = async () => ({
      ...(await dependencies.artifacts()),
      uploadArtifact: async () => {
        throw new Error('Unable to get the ACTIONS_RUNTIME_TOKEN env variable');
      },
    });
    const { code, message } = await failure(run(await inputs(), { ...dependencies, artifacts }));
    expect(code).toBe('scan/blocked');
    expect(message).not.toContain('artifact');
    expect(dependencies.set).toMatchObject({ verdict: 'fail', 'reports-artifact': '' });
    expect(dependencies.lines).toContainEqual(
      expect.stringMatching(/^warning The reports are not kept: .*scan--ghcr.io-acme-shop-api--linux-amd64/),
    );
  });
});

it('no database: a failure, no verdict, no evidence, no upload', async () => {
  const dependencies = world(trivy([], false));
  expect((await failure(run(await inputs(), dependencies))).category).toBe('remote');
  expect(dependencies.set).toEqual({});
  expect(dependencies.requests).toEqual([]);
  expect(await readdir(folder)).not.toContain('evidence');
});

it('ignore files: taken out of gate and upload; counted, named with reason and end, and recorded', async () => {
  await writeFile(
    path.join(folder, 'ignore.yaml'),
    'vulnerabilities:\n  - id: CVE-2099-0001\n    statement: not | reachable\n    expired_at: 2099-01-31\n',
  );
  await writeFile(path.join(folder, '.trivyignore'), 'CVE-2099-0001 # exp:2020-01-01\nCVE-2099-0009\n');
  const dependencies = world(trivy([BAD]));
  const outputs = await run(await inputs({ ignoreFiles: ['ignore.yaml', '.trivyignore'] }), dependencies);
  const part = await evidence('scan.json');
  expect(part).toMatchObject({ verdict: 'pass', ignored: 1, counts: { CRITICAL: 1 } });
  expect(part.policy.ignoreFiles).toEqual([
    expect.stringMatching(/^sha256:/),
    expect.stringMatching(/^sha256:/),
  ]);
  const accepted = { statement: 'not | reachable', expiresAt: '2099-01-31T00:00:00.000Z' };
  expect(part.suppressions).toEqual([
    { kind: 'vulnerability', id: 'CVE-2099-0001', findings: 1, ...accepted },
  ]);
  expect(part.findings).toMatchObject([{ id: 'CVE-2099-0001', suppressed: accepted }]);
  expect(dependencies.summaries[0]).toContain('1 accepted finding');
  expect(dependencies.summaries[0]).toContain('| not \\| reachable | 2099-01-31 |');
  const file = JSON.parse(await readFile(outputs['sarif-file'], 'utf8')) as { runs: [{ results: object[] }] };
  expect(file.runs[0].results).toMatchObject([
    {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'not | reachable (ignore.yaml, line 2, until 2099-01-31)',
        },
      ],
    },
  ]);
  const sarif = gunzipSync(Buffer.from(dependencies.requests[0]?.body['sarif'] ?? '', 'base64')).toString();
  expect(sarif).not.toContain('CVE-2099-0001');
});

it('an ignore file that is missing or lies unnamed in the repository is not overlooked', async () => {
  const missing = await failure(run(await inputs({ ignoreFiles: ['gone'] }), world(trivy([]))));
  expect(missing.category).toBe('configuration');
  await writeFile(path.join(folder, '.trivyignore'), 'CVE-2099-0001');
  const dependencies = world(trivy([BAD]));
  expect((await failure(run(await inputs(), dependencies))).category).toBe('policy');
  expect(dependencies.lines.join('\n')).toContain('.trivyignore is not applied');
});

const event = async (content: unknown) => {
  const file = path.join(folder, 'event.json');
  await writeFile(file, JSON.stringify(content));
  return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: file, GITHUB_REF: 'refs/pull/7/merge' };
};
const head = (repo: unknown) => ({ pull_request: { head: { repo } } });

it.each([
  ['a fork', head({ full_name: 'mallory/shop' }), false],
  ['a deleted fork', head(null), false],
  ['the repository itself', head({ full_name: 'acme/Shop' }), true],
])('pull request from %s', async (_, content, uploaded) => {
  const dependencies = world(trivy([]), await event(content));
  const outputs = await run(await inputs(), dependencies);
  expect(outputs.uploaded).toBe(String(uploaded));
  expect(dependencies.requests).toHaveLength(uploaded ? 1 : 0);
  expect(dependencies.lines.some((line) => line.startsWith('notice'))).toBe(!uploaded);
});

it('without the permission the failure names it; with a failing gate the gate is the failure', async () => {
  const refused = () => ({ status: 403, body: { message: 'Resource not accessible by integration' } });
  const { category: code, message } = await failure(run(await inputs(), world(trivy([]), {}, refused)));
  expect(code).toBe('configuration');
  expect(message).toContain('security-events: write');
  const dependencies = world(trivy([BAD]), {}, refused);
  expect((await failure(run(await inputs(), dependencies))).category).toBe('policy');
  expect(dependencies.lines.join('\n')).toContain('security-events: write');
  expect(dependencies.set['uploaded']).toBe('false');
});

it('code scanning switched off: a warning with auto, an error when it is demanded', async () => {
  const off = () => ({
    status: 403,
    body: { message: 'Code Security must be enabled for this repository to use code scanning.' },
  });
  const dependencies = world(trivy([]), {}, off);
  expect((await run(await inputs(), dependencies)).uploaded).toBe('false');
  expect(dependencies.lines.filter((line) => line.startsWith('warning'))).toHaveLength(1);
  expect(
    (await failure(run(await inputs({ uploadSarif: 'true' }), world(trivy([]), {}, off)))).category,
  ).toBe('configuration');
});

it('30,000 findings: annotations, summary and failure stay small', async () => {
  const many = Array.from({ length: 30_000 }, (_, index) => ({
    ...BAD,
    VulnerabilityID: `CVE-2099-${index}`,
  }));
  const dependencies = world(trivy(many));
  const { message } = await failure(run(await inputs(), dependencies));
  expect(message.length).toBeLessThan(500);
  expect(dependencies.lines.filter((line) => line.startsWith('error'))).toHaveLength(9);
  expect(dependencies.lines.join('\n')).toContain("5000 more exceed GitHub's limits");
  expect(dependencies.summaries.join('').length).toBeLessThan(20_000);
});

it('names of packages never reach the log or summary as commands or markup', async () => {
  const evil = '\n::set-output name=verdict::pass\r</table><script>[x](https://evil.example)|`';
  const dependencies = world(trivy([{ ...BAD, PkgName: evil, VulnerabilityID: evil, Title: evil }]));
  await failure(run(await inputs(), dependencies));
  for (const line of dependencies.lines.filter((one) => one.startsWith('error')))
    expect(line).not.toMatch(/[\r\n]/);
  const rows = dependencies.summaries
    .join('\n')
    .split('\n')
    .filter((line) => line.includes('⛔'));
  expect(rows).toHaveLength(1);
  expect(dependencies.summaries.join('\n')).not.toMatch(/\n::/);
});

it('the post step waits for the uploads of the main step, and does nothing without', async () => {
  const dependencies = world(trivy([]), {}, (method) =>
    method === 'POST'
      ? { status: 202, body: { id: 'sarif-1' } }
      : { status: 200, body: { processing_status: 'complete' } },
  );
  await post({ token: 'ghs_token' }, dependencies);
  expect(dependencies.requests).toEqual([]);
  await run(await inputs(), dependencies);
  await post({ token: 'ghs_token' }, dependencies);
  expect(dependencies.requests.at(-1)?.url).toMatch(/\/repos\/acme\/shop\/code-scanning\/sarifs\/sarif-1$/);
  const unwaited = world(trivy([]));
  await run(await inputs({ waitForProcessing: false }), unwaited);
  await post({ token: 'ghs_token' }, unwaited);
  expect(unwaited.requests).toHaveLength(1);
});

it('the post step fails with what GitHub says against the file, and only warns when it takes long', async () => {
  const answering = (status: object) =>
    world(trivy([]), {}, (method) =>
      method === 'POST' ? { status: 202, body: { id: 'sarif-1' } } : { status: 200, body: status },
    );
  const rejected = answering({ processing_status: 'failed', errors: ['too many rules'] });
  await run(await inputs(), rejected);
  const failed = await failure(post({ token: 'ghs_token' }, rejected));
  expect(failed).toMatchObject({ category: 'remote', message: expect.stringContaining('too many rules') });
  const slow = answering({ processing_status: 'pending' });
  await run(await inputs(), slow);
  await post({ token: 'ghs_token' }, slow);
  expect(slow.lines.some((line) => line.startsWith('warning'))).toBe(true);
});
