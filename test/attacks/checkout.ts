/** The plan of a run, in a checkout that somebody else has written. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { createFakeCosign } from '@sealift/testing/sigstore/cosign';
import { createFakeRegistry } from '@sealift/testing/sigstore/registry';
import { createExec } from '@sealift/tools/exec';
import { expect } from 'vitest';
import { loadInputs } from '../../actions/plan/src/inputs.ts';
import { run } from '../../actions/plan/src/run.ts';
import { createArtifactStore } from './artifact-store.ts';
import type { Scene } from './attack.ts';
import { type Run, stepsOf } from './steps.ts';
import { createRecorder, type Recorder } from './traces.ts';
import { NOW, RUN } from './world.ts';

export type CheckoutWorld = {
  readonly workspace: string;
  readonly recorder: Recorder;
  readonly inputs: Record<string, string>;
  run: Run;
  event: unknown;
  outputs: Readonly<Record<string, string>>;
  /** What the plan of an honest run is, for the same event. */
  readonly expected: { mode: 'publish' | 'check'; tag?: string };
};

const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Eve', '-c', 'user.email=eve@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/** @param files by path; a value `link:…` makes a symbolic link */
export async function writeCheckout(
  { workspace }: Pick<CheckoutWorld, 'workspace'>,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await rm(file, { force: true });
    if (text.startsWith('link:')) await symlink(text.slice('link:'.length), file);
    else await writeFile(file, text);
  }
  git(workspace, 'add', '--all');
  git(workspace, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
}

type Planned = { readonly image: string; readonly tags: string; readonly 'release-tag': string };

/** The apps that are released, each with its tags. */
const appsOf = ({ 'release-matrix': matrix = '{"include":[]}' }: CheckoutWorld['outputs']) =>
  (JSON.parse(matrix) as { readonly include: readonly Planned[] }).include;
const tagsOf = ({ tags }: Pick<Planned, 'tags'>) => tags.split('\n').filter((tag) => tag !== '');

export const checkout: Scene<CheckoutWorld, 'plan'> = {
  async open() {
    const workspace = await mkdtemp(path.join(os.tmpdir(), 'attacks-checkout-'));
    git(workspace, 'init', '--quiet', '--initial-branch=main');
    const world: CheckoutWorld = {
      workspace,
      recorder: createRecorder(),
      inputs: {},
      run: RUN,
      event: {},
      outputs: {},
      expected: { mode: 'publish' },
    };
    await writeCheckout(world, { 'apps/api/Dockerfile': 'FROM scratch\nCOPY apps/api /\n' });
    return world;
  },
  async run(world, { does }) {
    await does();
    const { recorder, workspace } = world;
    const eventFile = path.join(workspace, '.git', 'event.json');
    await writeFile(eventFile, JSON.stringify(world.event));
    const step = stepsOf(
      world.run,
      {
        recorder,
        clock: fakeClock(NOW),
        cosign: createFakeCosign(createFakeRegistry()),
        artifacts: createArtifactStore(recorder.tell).store,
        root: workspace,
        apiUrl: 'http://127.0.0.1:1',
      },
      { exec: createExec(memoryLog()) },
      { GITHUB_WORKSPACE: workspace, GITHUB_EVENT_PATH: eventFile },
    );
    world.outputs = await step(
      'plan',
      { loadInputs, run },
      { 'image-prefix': 'ghcr.io/acme/shop', ...world.inputs },
    );
  },
  traces: async ({ recorder, outputs }) => ({
    told: recorder.told,
    exposed: recorder.exposed,
    // A plan writes nowhere: what it would have others write is all that there is.
    left: async () => ({
      tags: appsOf(outputs).flatMap(tagsOf),
      statements: [],
      branches: [],
      pullRequests: [],
    }),
  }),
  expectReleased: async ({ outputs, run: { commit }, expected }) => {
    expect(outputs['mode']).toBe(expected.mode);
    const apps = appsOf(outputs);
    expect(apps.map(({ image }) => image)).toEqual(['ghcr.io/acme/shop/api']);
    for (const app of apps) {
      const [immutable = '', ...others] = tagsOf(app);
      expect(immutable).toBe(expected.mode === 'check' ? '' : (expected.tag ?? `sha-${commit}`));
      // What the ops repository gets is the tag that never moves.
      expect(app['release-tag']).toBe(immutable);
      // No tag that could be another release's.
      for (const tag of others) expect(tag).toMatch(/^(?:main|(?:branch|tag)-.+)$/);
    }
    // The job that deploys is told of the same apps and tags.
    const { include } = JSON.parse(outputs['sign-matrix'] ?? '') as { include: Partial<Planned>[] };
    expect(include.map((app) => [app.image, app['release-tag'] ?? ''])).toEqual(
      apps.map((app) => [app.image, app['release-tag']]),
    );
  },
  close: ({ workspace }) => rm(workspace, { recursive: true, force: true }),
};
