import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { digestOf } from '@sealift/core/image/digest';
import { readBindings } from '@sealift/evidence/binding';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { memoryLog } from '@sealift/testing/log';
import { scanOf } from '@sealift/testing/signed-release';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Dependencies, run } from '../src/run.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  // The library talks to the log of a runner.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await standIn.stop();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const log = memoryLog();

test('by the real library: saved by one job, saved again, loaded by another', async () => {
  const workflowRun = await standIn.startRun({ jobs: { build: {}, sign: {} } });
  const dependenciesOf = (job: string): Dependencies => {
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', workflowRun.runtimeToken(job));
    vi.stubEnv('ACTIONS_RESULTS_URL', `${standIn.urls.results}/`);
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
    return {
      env: { RUNNER_TEMP: standIn.dir },
      log,
      artifacts: new DefaultArtifactClient(),
    };
  };
  const folder = path.join(standIn.dir, 'evidence');
  await mkdir(folder);
  const document = JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    packages: Array(50_000).fill({ name: 'zlib' }),
  });
  const subject = digestOf('manifest');
  await writeFile(path.join(folder, 'sbom.spdx.json'), document);
  await writeFile(
    path.join(folder, 'sbom.json'),
    JSON.stringify({
      subject,
      platform: 'linux/amd64',
      generator: { name: 'syft', version: '1.54.1' },
      packages: 50_000,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }],
    }),
  );
  const saving = { mode: 'save', name: 'api.linux-amd64', path: folder, retentionDays: 1 } as const;
  await run(saving, dependenciesOf('build'));
  await writeFile(path.join(folder, 'scan.json'), JSON.stringify(scanOf('linux/amd64', subject)));
  await run(saving, dependenciesOf('build'));

  const target = path.join(standIn.dir, 'loaded');
  const loading = { mode: 'load', pattern: 'api.*', path: target, retentionDays: 0 } as const;
  await run(loading, dependenciesOf('sign'));
  const loaded = path.join(target, 'api.linux-amd64');
  expect((await readdir(loaded)).sort()).toEqual(['sbom.json', 'sbom.spdx.json', 'scan.json']);
  expect(await readFile(path.join(loaded, 'sbom.spdx.json'), 'utf8')).toBe(document);

  const image = 'ghcr.io/acme/shop/api';
  const platforms = [{ platform: 'linux/amd64', digest: subject, size: 1 }];
  await writeFile(path.join(folder, 'build.json'), JSON.stringify({ digest: subject, platforms }));
  await writeFile(
    path.join(folder, 'publish.json'),
    JSON.stringify({ image, digest: subject, tags: [], existing: false }),
  );
  const saved = await run({ ...saving, slot: 0 }, dependenciesOf('build'));
  const other = path.join(standIn.dir, 'other');
  await mkdir(other);
  await writeFile(path.join(other, 'scan.json'), JSON.stringify(scanOf('linux/amd64', digestOf('other'))));
  await run({ ...saving, name: 'api.linux-amd64.2', path: other }, dependenciesOf('build'));
  const bindings = readBindings(JSON.stringify({ 'evidence-0': saved['evidence-0'] }), ['linux/amd64']);
  const bound = { mode: 'load-bound', image, bindings, path: target, retentionDays: 0 } as const;
  await run(bound, dependenciesOf('sign'));
  expect(await readFile(path.join(target, 'evidence-0', 'sbom.spdx.json'), 'utf8')).toBe(document);

  // Another job of the run puts its own in the place of it: the digest is the only name that counts.
  await run({ ...saving, path: other }, dependenciesOf('build'));
  await expect(run(bound, dependenciesOf('sign'))).rejects.toMatchObject({ code: 'artifacts/missing' });
});

test('outside of a job there is no store: a configuration error', async () => {
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', '');
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  const loading = { mode: 'load', pattern: 'api.*', path: '/nowhere', retentionDays: 0 } as const;
  const dependencies: Dependencies = {
    env: {},
    log,
    artifacts: new DefaultArtifactClient(),
  };
  await expect(run(loading, dependencies)).rejects.toMatchObject({
    category: 'configuration',
    message: expect.stringContaining('ACTIONS_RUNTIME_TOKEN'),
  });
});
