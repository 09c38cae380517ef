import { failureOf } from '@sealift/testing/thrown';
import { parseCacheOption } from '@sealift/tools/buildx/cache/option';
import { describe, expect, test } from 'vitest';
import { annotationLevels, buildCommandLine, callCommandLine } from '../src/command-line.ts';
import type { Inputs } from '../src/inputs.ts';
import { inputsOf } from './given.ts';
import { type PublicStep, publicSteps } from './public-steps.ts';

const load = ({ inputs }: PublicStep): Inputs => inputsOf(inputs);

const caches = ({ cacheFrom, cacheTo }: Inputs) => ({
  imports: cacheFrom.map(parseCacheOption),
  exports: cacheTo.map(parseCacheOption),
  notes: [],
});

const run = (inputs: Inputs) => ({
  inputs,
  source: {
    context: inputs.context ?? '.',
    buildContexts: inputs.buildContexts,
    title: 'Dockerfile',
    dockerfile: inputs.file,
    dockerfilePath: inputs.file,
    commit: undefined,
    epoch: undefined,
    readsEpoch: false,
  },
  context: {
    eventName: 'push',
    payload: {},
    repository: { owner: 'acme', repo: 'shop' },
    sha: undefined,
    ref: undefined,
    runId: undefined,
    runAttempt: undefined,
    apiUrl: '',
    serverUrl: 'https://github.com',
  },
  workspace: '/ws',
  secrets: [...inputs.secrets, ...inputs.secretVariables, ...inputs.secretFiles].map(({ id }) => ({
    id,
    file: `/secrets/${id}`,
  })),
  keys: inputs.sshKeys.map(({ id }) => ({ id, file: `/keys/${id}` })),
  buildx: { file: 'buildx', prefix: [], version: '0.36.1', docker: undefined },
  builder: { name: 'b', description: '', env: {}, restart: undefined, close: async () => {} },
  environment: {},
  scratch: '/scratch',
  caches: caches(inputs),
});

const rejected = async (work: () => unknown): Promise<unknown> => work();

/** The option of buildx that each input becomes; those that are missing become something else. */
const OPTIONS: Readonly<Record<string, string>> = {
  'add-hosts': '--add-host',
  allow: '--allow',
  'build-args': '--build-arg',
  'build-contexts': '--build-context',
  'cache-from': '--cache-from',
  'cache-to': '--cache-to',
  call: '--call',
  'cgroup-parent': '--cgroup-parent',
  file: '--file',
  network: '--network',
  'no-cache': '--no-cache',
  'no-cache-filters': '--no-cache-filter',
  platforms: '--platform',
  pull: '--pull',
  secrets: '--secret',
  'secret-envs': '--secret',
  'secret-files': '--secret',
  'shm-size': '--shm-size',
  ssh: '--ssh',
  target: '--target',
  ulimit: '--ulimit',
};

describe('a step with docker/build-push-action', () => {
  const unchanged = publicSteps.filter(({ changed }) => changed === undefined);

  test('stays as it is, 97 of 100', () => {
    expect([unchanged.length, publicSteps.length]).toEqual([97, 100]);
  });

  test.each(unchanged)('$title', (step) => {
    const inputs = load(step);
    const args =
      inputs.call === undefined
        ? buildCommandLine(
            run(inputs),
            { layoutFolder: '/layout', metadataFile: '/metadata' },
            annotationLevels(inputs),
            caches(inputs),
          )
        : callCommandLine(run(inputs), inputs.call);
    for (const name of Object.keys(step.inputs)) {
      const option = OPTIONS[name];
      if (option !== undefined) expect(args, name).toContain(option);
    }
    // No value of a secret, nor of a variable of the environment.
    expect(args.join(' ')).not.toMatch(/aaaaaaaa|npm_0123|ghs_0123|BEGIN PGP|proxy\.acme/);
  });

  test.each(
    publicSteps.filter(
      ({ changed, inputs }) => changed !== undefined && inputs['secret-files'] === undefined,
    ),
  )('$title: $changed', async (step) => {
    expect((await failureOf(rejected(() => load(step)))).remedy).not.toBe('');
  });
});

describe('its tags, outputs and attestations mean', () => {
  const meant = (given: Readonly<Record<string, string>>) =>
    load({ title: '', inputs: given, env: {}, changed: undefined });
  const image = (registry: string, repository: string, tag: string) => ({ registry, repository, tag });

  test.each([
    ['app', image('docker.io', 'library/app', 'latest')],
    ['acme/app:1', image('docker.io', 'acme/app', '1')],
    ['docker.io/app', image('docker.io', 'library/app', 'latest')],
    ['index.docker.io/acme/app:1', image('docker.io', 'acme/app', '1')],
    ['localhost:5000/name/app', image('localhost:5000', 'name/app', 'latest')],
    ['GHCR.io/acme/app:A', image('ghcr.io', 'acme/app', 'A')],
  ])('%s', (tag, expected) => {
    expect(meant({ tags: tag }).tags).toEqual([expected]);
  });

  test('a push by digest to a name', () => {
    const inputs = meant({
      tags: 'acme/app',
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
    });
    expect(inputs).toMatchObject({
      push: true,
      tags: [],
      untagged: [{ registry: 'docker.io', repository: 'acme/app' }],
    });
  });

  test('several outputs at once', () => {
    const inputs = meant({
      outputs:
        'type=image,"name=ghcr.io/acme/a:1,ghcr.io/acme/a:2",push=true,compression=zstd\ntype=docker\nout\ntype=docker,dest=a.tar,name=x',
    });
    expect(inputs).toMatchObject({
      push: true,
      load: true,
      tags: [image('ghcr.io', 'acme/a', '1'), image('ghcr.io', 'acme/a', '2')],
      layoutAttributes: { compression: 'zstd' },
      exports: [{ destination: 'out', fields: { type: 'local', dest: 'out' } }],
      archives: [{ destination: 'a.tar', names: [image('docker.io', 'library/x', 'latest')] }],
    });
  });

  test.each([
    ['type=local', 'it has no destination'],
    ['type=oci,dest=-', 'it has no destination'],
    ['type=image,oci-mediatypes=false', '"oci-mediatypes=false" cannot be honoured'],
    ['type=image,registry.insecure=true', '"registry.insecure=true" cannot be honoured'],
    ['type=docker,context=other', 'the engine of this machine'],
    ['type=docker,dest=x,tar=false', '"tar=false" cannot be honoured'],
    ['type=containerd', 'no type that BuildKit knows'],
    ['type=image,name=acme/a:1,push-by-digest=true', 'carries a tag or a digest'],
  ])('an output "%s" is refused', (outputs, words) => {
    expect(() => meant({ outputs })).toThrow(words);
  });

  test.each<[Record<string, string>, Partial<Inputs>]>([
    [{}, { provenance: 'mode=max', sbom: 'false', attests: [] }],
    [{ attests: 'type=provenance,mode=min\ntype=sbom' }, { provenance: 'mode=min', sbom: 'true' }],
    [{ attests: 'type=provenance,disabled=true' }, { provenance: 'false' }],
    [{ attests: 'type=provenance,mode=min', provenance: 'mode=max' }, { provenance: 'mode=max' }],
    [
      { sbom: 'True', provenance: 'FALSE' },
      { provenance: 'false', sbom: 'true' },
    ],
    [{ sbom: 'generator=acme/scanner:1' }, { sbom: 'generator=acme/scanner:1' }],
    [{ attests: 'type=custom,a=b' }, { provenance: 'mode=max', attests: ['type=custom,a=b'] }],
  ])('attestations %j', (given, expected) => {
    expect(meant(given)).toMatchObject(expected);
  });

  test('lists are CSV', () => {
    const inputs = meant({
      'build-args': 'A=x,"y"\n"B=first\nsecond, ""quoted"""\nBARE',
      labels: 'maintainer\nvendor:team=shop\ndescription=A "small" shop, with a till',
      ulimit: 'nofile=1024:1024',
      'secret-envs': 'a=A,b=B',
    });
    expect(inputs).toMatchObject({
      buildArgs: ['A=x,y', 'B=first\nsecond, "quoted"', 'BARE'],
      labels: ['maintainer', 'vendor:team=shop', 'description=A "small" shop, with a till'],
      secretVariables: [
        { id: 'a', variable: 'A' },
        { id: 'b', variable: 'B' },
      ],
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ network: 'bridge' }, 'Use one of default, none, host'],
    [{ 'shm-size': 'much' }, 'such as 2g'],
    [{ ulimit: 'nofile' }, 'type=soft:hard'],
    [{ 'add-hosts': 'docker' }, 'host:address'],
    [{ 'no-cache-filters': '--push' }, 'names of stages'],
    [{ allow: '--push' }, 'network.host'],
    [{ ssh: '--x=' }, 'id=path'],
    [{ call: 'lint' }, 'check, outline, targets'],
    [{ attests: 'sbom' }, 'type=sbom'],
    [{ sbom: '--push' }, 'generator=image'],
    [{ call: 'check', push: 'true', tags: 'a' }, 'in a step of its own'],
    [{ call: 'check', outputs: 'out' }, 'in a step of its own'],
    [{ 'secret-envs': 'TOKEN' }, 'id=VARIABLE'],
  ])('%j is refused', async (given, remedy) => {
    expect((await failureOf(rejected(() => meant(given)))).remedy).toContain(remedy);
  });
});
