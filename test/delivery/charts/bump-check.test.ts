/** What bump says of the shipped charts when a release changes their tag. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDigest } from '@sealift/core/image/digest';
import { parseImageName } from '@sealift/core/image/reference';
import { findEngines } from '@sealift/engines/find';
import { createExec } from '@sealift/tools/exec';
import { checkChart } from '@sealift/tools/helm/chart-check';

const ALONE = { parameters: [], ownValues: true, unread: [] } as const;

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPS, RENDERINGS } from '../ops-repository.ts';

const engines = findEngines(['helm']);

describe.skipIf(engines === undefined)('the chart check of bump', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-bump-'));
    await cp(path.join(OPS, 'deploy'), path.join(folder, 'deploy'), { recursive: true });
    // As they are committed: nobody has built dependencies.
    for (const app of ['api', 'web'])
      await rm(path.join(folder, 'deploy/helm', app, 'charts'), { recursive: true, force: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(RENDERINGS)('finds nothing wrong with %s in %s', async (app, environment) => {
    const file = `deploy/helm/${app}/values-${environment}.yaml`;
    const before = await readFile(path.join(folder, file), 'utf8');
    const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
    const after = before.replace(`sha-${'0'.repeat(40)}`, `sha-${'1'.repeat(40)}@${digest}`);
    expect(after).not.toBe(before);
    const log = { debug: () => {} };
    const { problems, notes } = await checkChart({
      helm: engines?.helm ?? '',
      exec: createExec(log),
      env: { PATH: '/usr/bin:/bin', RUNNER_TEMP: folder },
      log,
      source: { kind: 'folder', path: folder },
      chart: `deploy/helm/${app}`,
      before: { ...ALONE, files: [{ path: file, text: before }] },
      after: { ...ALONE, files: [{ path: file, text: after }] },
      releaseName: app,
      namespace: `shop-${environment}`,
      expected: {
        image: parseImageName(`ghcr.io/acme/shop/${app}`),
        tag: `sha-${'1'.repeat(40)}`,
        digest,
        mode: 'suffix',
      },
      tagPath: ['image', 'tag'],
    });
    const kind = environment === 'dev' ? 'Deployment' : 'Rollout';
    expect({ problems, notes }).toEqual({
      problems: [],
      notes: [`The label app.kubernetes.io/version of ${kind} ${app} has the tag in it.`],
    });
  });
});
