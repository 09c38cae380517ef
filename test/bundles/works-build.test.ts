/** The bundle of build-push with a scripted buildx and a scripted docker: what it starts, in which order. */
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readLayout } from '@sealift/registry/layout';
import { buildLayout } from '@sealift/testing/image-layouts';
import { startRegistryDouble } from '@sealift/testing/registry-double';
import { describe, expect, it } from 'vitest';
import { filesFor, publicSteps } from '../../actions/build-push/test/public-steps.ts';
import { type Given, type Place, runBundle } from './bundle.ts';

/** Notes its arguments in the home folder. A build copies the layout that lies there, or fails without one. */
const BUILDX = `#!/bin/sh
case "$1" in
  version) echo 'github.com/docker/buildx v0.36.1 abc'; exit 0 ;;
  inspect) printf 'Name: builder-1\\nDriver: docker-container\\nNodes:\\nName: n\\n'; exit 0 ;;
  build) ;;
  *) exit 0 ;;
esac
printf '%s\\n' "$@" > "$HOME/argv"
echo build >> "$HOME/calls"
while [ $# -gt 0 ]; do
  case "$1" in
    --output) case "$2" in type=oci,tar=false,*) layout=\${2#*,dest=}; layout=\${layout%%,*} ;; esac ;;
    --metadata-file) metadata=$2 ;;
  esac
  shift
done
[ -d "$HOME/built" ] || { echo 'ERROR: noted' >&2; exit 1; }
mkdir -p "$layout" && cp -R "$HOME/built/." "$layout" && cp "$HOME/metadata" "$metadata"
`;

const DOCKER = `#!/bin/sh
case "$1 $2" in
  version*) echo 28.2.2 ;;
  'image inspect') cat "$HOME/config" ;;
  load*) echo load >> "$HOME/calls" ;;
  'buildx version') exit 1 ;;
esac
`;

async function doubles({ home }: Place): Promise<void> {
  for (const [folder, name, text] of [
    ['tools', 'buildx', BUILDX],
    ['bin', 'docker', DOCKER],
  ] as const) {
    await mkdir(path.join(home, folder), { recursive: true });
    await writeFile(path.join(home, folder, name), text);
    await chmod(path.join(home, folder, name), 0o755);
  }
}

async function built(place: Place): Promise<void> {
  await doubles(place);
  const made = await buildLayout();
  const layout = await readLayout(made.directory);
  await cp(made.directory, path.join(place.home, 'built'), { recursive: true });
  await rm(made.directory, { recursive: true });
  await writeFile(path.join(place.home, 'config'), layout.platformManifests[0]?.manifest.config.digest ?? '');
  await writeFile(
    path.join(place.home, 'metadata'),
    JSON.stringify({ 'containerimage.digest': layout.root.digest }),
  );
}

const machine: Given = {
  inputs: { tools: 'system', 'require-pinned-bases': 'off', frontends: '*' },
  env: { BUILDKIT_HOST: 'tcp://127.0.0.1:1234' },
  envIn: ({ home }) => ({
    SEALIFT_TOOLS: path.join(home, 'tools'),
    PATH: `${path.join(home, 'bin')}:/usr/bin:/bin`,
  }),
  prepare: doubles,
};

const isCall = ({ inputs }: { readonly inputs: Readonly<Record<string, string>> }) => 'call' in inputs;
/** One step of each kind: those with the same inputs differ in names only. */
const kinds = [
  ...new Map(
    publicSteps
      .filter((step) => step.changed === undefined && !isCall(step))
      .map((step) => [step.title.replace(/^\d+: /, ''), step]),
  ).values(),
];

describe('a step of a public workflow reaches buildx', () => {
  it.concurrent.each(kinds)('$title', { timeout: 120_000 }, async (step) => {
    const run = await runBundle('build-push', {
      ...machine,
      inputs: { ...machine.inputs, ...step.inputs },
      env: { ...machine.env, ...step.env },
      files: filesFor(step),
    });
    const errors = run.annotations.filter(({ name }) => name === 'error').map(({ message }) => message);
    expect(errors, run.stdout).toEqual([expect.stringContaining('noted')]);
    expect(run.left[path.join('home', 'argv')]).toContain('type=oci,tar=false,dest=');
  });
});

const APP = { 'app/Dockerfile': 'FROM scratch\n' };

it('tries the image of the layout before anything is pushed, and pushes nothing that fails', async () => {
  const registry = await startRegistryDouble({ auth: 'none' });
  try {
    const given = (test: string): Given => ({
      ...machine,
      inputs: {
        ...machine.inputs,
        context: 'app',
        push: 'true',
        tags: `${registry.host}/acme/api:1`,
        test,
      },
      // The registry is on loopback, where no proxy is asked.
      env: { ...machine.env, NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost' },
      files: APP,
      prepare: built,
    });
    const failed = await runBundle('build-push', given('echo tried {image}; exit 7'));
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain('The command of "test" ended with 7');
    expect(registry.blobs.size).toBe(0);
    const passed = await runBundle(
      'build-push',
      given('echo "tried $SEALIFT_IMAGE" && echo test >> "$HOME/calls"'),
    );
    expect(passed.exitCode, passed.stdout).toBe(0);
    expect(passed.left[path.join('home', 'calls')]).toBe('build\nload\ntest\n');
    expect(passed.stdout).toMatch(/^tried sha256:[0-9a-f]{64}$/m);
    expect(registry.manifests.size).toBe(1);
  } finally {
    await registry.close();
  }
});

it('gives each build of a job a folder of its own', async () => {
  const run = await runBundle('build-push', {
    ...machine,
    inputs: { ...machine.inputs, context: 'app', tags: 'api', outputs: 'type=docker,dest=api.tar' },
    files: APP,
    prepare: async (place) => {
      await built(place);
      await mkdir(path.join(place.temp, 'layout'));
    },
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs['layout']).toBe(path.join(run.place.temp, 'layout-2'));
  expect(run.left[path.join('workspace', 'api.tar')]).toContain('docker.io/library/api:latest');
});

it('asks a Dockerfile that is to be checked, and builds nothing', async () => {
  const run = await runBundle('build-push', {
    ...machine,
    inputs: { ...machine.inputs, context: 'app', call: 'check' },
    files: APP,
    prepare: built,
  });
  expect(run.left[path.join('home', 'argv')]).toContain('check,format=json');
  expect(run.left[path.join('home', 'argv')]).not.toContain('--output');
});
