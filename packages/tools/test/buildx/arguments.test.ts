import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type BuildResult,
  type BuildSpec,
  buildArguments,
  cacheVariables,
} from '../../src/buildx/arguments.ts';
import { parseInspect } from '../../src/buildx/builder.ts';
import { checkEndpoint } from '../../src/buildx/command.ts';
import { parseMetadata } from '../../src/buildx/metadata.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

const made: BuildResult = {
  provenance: 'mode=max',
  sbom: 'false',
  attests: [],
  layout: '/out',
  layoutAttributes: {},
  names: [],
  exports: [],
  metadataFile: '/meta.json',
};
const least: BuildSpec = {
  builder: 'b',
  context: '/src',
  file: undefined,
  target: undefined,
  platforms: [],
  buildArgs: [],
  buildContexts: [],
  labels: [],
  annotations: [],
  cacheFrom: [],
  cacheTo: [],
  secrets: [],
  noCache: false,
  pull: false,
  addHosts: [],
  allow: [],
  cgroupParent: undefined,
  network: undefined,
  noCacheFilters: [],
  shmSize: undefined,
  ssh: [],
  ulimits: [],
  result: made,
};
const front = ['build', '--builder', 'b', '--progress', 'rawjson'];
const back = ['--provenance', 'mode=max', '--sbom', 'false', '--metadata-file', '/meta.json'];
const output = ['--output', 'type=oci,tar=false,dest=/out', '--', '/src'];

describe('the command line', () => {
  test.each<[string, Partial<BuildSpec>, readonly string[]]>([
    ['nothing more', {}, []],
    ['file', { file: '/src/a/Dockerfile' }, ['--file', '/src/a/Dockerfile']],
    ['target', { target: 'prod' }, ['--target', 'prod']],
    ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }, ['--platform', 'linux/amd64,linux/arm64']],
    [
      'build arguments',
      { buildArgs: ['A=1', 'B=a,b "c"'] },
      ['--build-arg', 'A=1', '--build-arg', 'B=a,b "c"'],
    ],
    ['contexts', { buildContexts: ['base=./x'] }, ['--build-context', 'base=./x']],
    ['labels', { labels: ['a=--b'] }, ['--label', 'a=--b']],
    ['annotations', { annotations: ['index:a=b'] }, ['--annotation', 'index:a=b']],
    [
      'caches',
      { cacheFrom: ['type=gha'], cacheTo: ['type=gha,mode=max'] },
      ['--cache-from', 'type=gha', '--cache-to', 'type=gha,mode=max'],
    ],
    ['a secret', { secrets: [{ id: 'tok', file: '/t/0' }] }, ['--secret', 'id=tok,src=/t/0']],
    [
      'a secret in a folder with a comma',
      { secrets: [{ id: 'tok', file: '/a,"b"/0' }] },
      ['--secret', 'id=tok,"src=/a,""b""/0"'],
    ],
    ['no cache, newer bases', { noCache: true, pull: true }, ['--no-cache', '--pull']],
    [
      'how instructions run',
      {
        addHosts: ['docker:10.180.0.1'],
        allow: ['network.host', 'security.insecure'],
        cgroupParent: '/build',
        network: 'host',
        noCacheFilters: ['deps'],
        shmSize: '2g',
        ssh: ['default', 'key=/k'],
        ulimits: ['nofile=1024:1024'],
      },
      [
        ...['--add-host', 'docker:10.180.0.1', '--allow', 'network.host', '--allow', 'security.insecure'],
        ...['--cgroup-parent', '/build', '--network', 'host', '--no-cache-filter', 'deps'],
        ...['--shm-size', '2g', '--ssh', 'default', '--ssh', 'key=/k', '--ulimit', 'nofile=1024:1024'],
      ],
    ],
  ])('%s', (_, change, middle) => {
    expect(buildArguments({ ...least, ...change })).toEqual([...front, ...middle, ...back, ...output]);
  });

  test('what is made', () => {
    const result = {
      ...made,
      sbom: 'true',
      attests: ['type=x'],
      layoutAttributes: { compression: 'zstd' },
      names: ['docker.io/library/a:1', 'ghcr.io/x/b:2'],
      exports: [{ type: 'local', dest: 'out, or in' }],
    };
    expect(buildArguments({ ...least, result })).toEqual([
      ...front,
      ...[
        '--provenance',
        'mode=max',
        '--sbom',
        'true',
        '--attest',
        'type=x',
        '--metadata-file',
        '/meta.json',
      ],
      ...[
        '--output',
        'type=oci,tar=false,dest=/out,compression=zstd,"name=docker.io/library/a:1,ghcr.io/x/b:2"',
      ],
      ...['--output', 'type=local,"dest=out, or in"', '--', '/src'],
    ]);
  });

  test('a question makes nothing', () => {
    expect(buildArguments({ ...least, result: { call: 'check' } })).toEqual([
      ...front,
      ...['--call', 'check', '--', '/src'],
    ]);
  });

  test('no option can be smuggled in by the context', () => {
    expect(buildArguments({ ...least, context: '--push' }).slice(-2)).toEqual(['--', '--push']);
  });
});

test.each([
  [['type=registry,ref=ghcr.io/a/b:cache'], []],
  [
    ['type=gha,scope=x'],
    ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_SERVICE_V2'],
  ],
  [['ref=x,type=gha'], expect.arrayContaining(['ACTIONS_RUNTIME_TOKEN'])],
  [['type=s3,bucket=b'], expect.arrayContaining(['AWS_SECRET_ACCESS_KEY'])],
  [['type=local,src=/type=gha'], []],
])('%j gets the credentials %j', (cache, variables) => {
  expect(cacheVariables(cache)).toEqual(variables);
});

describe('the metadata file', () => {
  test('as buildx writes it', () => {
    const metadata = parseMetadata(fixture('metadata.json'));
    expect(metadata.digest).toBe('sha256:8b0fdd4897d9eab0bfc98fe1d302bbff8dfa0f29bb19be645a8d016aaa68ef01');
    expect(metadata.ref).toBe('E/e0/manvw0myvm48o5cku1e0gaqoy');
    expect(metadata.json).not.toContain('\n');
    expect(JSON.parse(metadata.json)).toEqual(JSON.parse(fixture('metadata.json')));
  });

  test.each(['', '[]', '{}', '{"containerimage.digest":"sha256:abc"}'])('refuses %j', (text) => {
    expect(() => parseMetadata(text)).toThrow('names no image digest');
  });
});

test('name and driver of a builder, as inspect prints them', () => {
  expect(parseInspect(fixture('inspect.txt'))).toEqual({ name: 'E', driver: 'remote' });
  expect(parseInspect('Name:   default\nDriver: docker\n\nNodes:\nName: x\n')).toEqual({
    name: 'default',
    driver: 'docker',
  });
  expect(parseInspect('ERROR: no builder')).toBeUndefined();
});

test.each([
  'tcp://buildkitd:1234',
  'unix:///run/buildkit/buildkitd.sock',
  'docker-container://x',
  'kube-pod://p?namespace=n',
])('builds on %s', (endpoint) => expect(() => checkEndpoint(endpoint)).not.toThrow());
test.each(['', 'buildkitd:1234', 'tcp://host', 'unix://relative', 'http://x:1', 'tcp://a b:1', '--driver'])(
  'does not build on %j',
  (endpoint) => expect(() => checkEndpoint(endpoint)).toThrow('is not the address of a BuildKit daemon'),
);
