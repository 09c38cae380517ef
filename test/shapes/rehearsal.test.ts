/** Each shape is released for real, by the command that users have. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Evidence } from '@sealift/rehearsal/report/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle } from '../e2e/sandbox.ts';
import { createOps, createShape, SHAPES, type Shape } from './shapes.ts';

const MAIN = fileURLToPath(new URL('../../packages/rehearsal/src/main.ts', import.meta.url));

let folder: string;

async function rehearse(shape: Shape): Promise<Evidence> {
  const own = path.join(folder, shape.name);
  const ops = path.join(folder, `${shape.name}-ops`);
  await mkdir(`${ops}-files`);
  await createShape(shape, own);
  await createOps(shape, `${ops}-files`, ops);
  const child = spawn(process.execPath, [MAIN, '--json', '--repo', own, '--ops', ops], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) process.stderr.write(`${stderr.split('\n').slice(-60).join('\n')}\n`);
  if (!stdout.startsWith('{')) throw new Error(`The rehearsal of ${shape.name} ended with ${code}`);
  return JSON.parse(stdout) as Evidence;
}

describe.skipIf(obstacle !== undefined)('a repository of another shape', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-shapes-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(SHAPES)('$name is released', async (shape) => {
    const evidence = await rehearse(shape);
    expect(evidence.failure).toBeUndefined();
    expect(evidence.assertions.filter(({ ok }) => !ok)).toEqual([]);
    expect(evidence.success).toBe(true);

    const tags = ['main', `sha-${evidence.commit}`];
    expect(evidence.releases.map(({ app, image, tags: own }) => [app, image, own])).toEqual(
      shape.apps.map((app) => [app, `ghcr.io/acme/${shape.name}/${app}`, tags]),
    );
    // Apps are images of their own, and no two of them the same one.
    expect(new Set(evidence.releases.map(({ digest }) => digest)).size).toBe(shape.apps.length);
    for (const app of shape.apps) expect(evidence.pullRequest?.patch).toContain(`b/deploy/helm/${app}/`);
    const added = (evidence.pullRequest?.patch ?? '')
      .split('\n')
      .filter((line) => line.startsWith('+  tag:'));
    expect(added).toEqual(shape.apps.map(() => `+  tag: sha-${evidence.commit}`));

    const prepared = evidence.jobs.filter(
      ({ name, conclusion }) => name.endsWith('Prepare') && conclusion === 'success',
    );
    expect(prepared).toHaveLength(shape.prepared ? shape.apps.length : 0);
    expect(
      evidence.jobs.flatMap(({ annotations }) => annotations.filter(({ level }) => level === 'error')),
    ).toEqual([]);
  });
});
