import { readFileSync } from 'node:fs';
import { createInputReader } from '@sealift/action-kit/inputs';
import { BUILDKIT_IMAGE } from '@sealift/tools/buildx/builder/options';
import { QEMU_IMAGE } from '@sealift/tools/buildx/qemu';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadInputs } from '../src/inputs.ts';
import { outputNames } from '../src/run.ts';
import { parseSecrets } from '../src/secrets.ts';

type ActionFile = {
  readonly inputs: Record<string, { readonly default: string }>;
  readonly outputs: Record<string, unknown>;
};
const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as ActionFile;

/** As the runner passes them: the defaults of action.yml, expressions evaluated. */
const defaults: Record<string, string> = {
  ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
  token: 'ghs_token',
};
const load = (given: Record<string, string>) =>
  loadInputs(createInputReader((name) => given[name] ?? defaults[name] ?? ''));

test('the defaults are valid and mean a plain build', () => {
  expect(load({})).toMatchObject({
    context: undefined,
    layout: undefined,
    file: undefined,
    platforms: [],
    push: false,
    load: false,
    sbom: 'false',
    tags: [],
    exports: [],
    cache: 'off',
    cacheWrite: true,
    cachePatience: 60_000,
    provenance: 'mode=max',
    tools: 'pinned',
    prefetch: [],
  });
});

test('images are pinned where they are started', () => {
  expect(load({}).builder).toMatchObject({ image: BUILDKIT_IMAGE, qemuImage: QEMU_IMAGE, cleanup: true });
});

test('nodes of a builder as docker/setup-buildx-action takes them', () => {
  const append = [
    '- endpoint: ssh://me@graviton2',
    '  platforms: linux/arm64,linux/arm/v7',
    '  driver-opts:',
    '    - env.A=b',
    '- name: z',
    '  platforms: [linux/s390x]',
    '  buildkitd-flags: --debug',
  ].join('\n');
  expect(load({ append, 'driver-opts': 'image=x,network=host\nmemory=8g' }).builder).toMatchObject({
    node: { driverOptions: ['image=x,network=host', 'memory=8g'] },
    append: [
      {
        endpoint: 'ssh://me@graviton2',
        platforms: ['linux/arm64', 'linux/arm/v7'],
        driverOptions: ['env.A=b'],
      },
      { name: 'z', platforms: ['linux/s390x'], flags: '--debug' },
    ],
  });
});

test('a mirror has base images and BuildKit itself', () => {
  const builder = { 'registry-mirror': 'harbor.example:8443/hub' };
  expect(load(builder).builder).toMatchObject({
    config: { text: '[registry."docker.io"]\n  mirrors = ["harbor.example:8443/hub"]\n' },
    image: `harbor.example:8443/hub/${BUILDKIT_IMAGE}`,
  });
  const own = { ...builder, 'buildkit-image': 'ghcr.io/acme/buildkit:1' };
  expect(load(own).builder.image).toBe('ghcr.io/acme/buildkit:1');
});

test('reads every declared input, and declares every output', () => {
  const read = new Set<string>();
  loadInputs(
    createInputReader((name) => {
      read.add(name);
      return defaults[name] ?? '';
    }),
  );
  expect([...read].sort()).toEqual(Object.keys(action.inputs).sort());
  expect([...outputNames].sort()).toEqual(Object.keys(action.outputs).sort());
});

test('reads lists', () => {
  const inputs = load({
    platforms: 'linux/amd64, linux/arm64/v8\nlinux/arm64',
    'build-args': 'A=1\nB=x,y=z\n\nC=',
    labels: 'com.example/a=b=c',
    annotations: 'index,manifest[linux/amd64]:a.b=c\nd=e',
    tags: 'ghcr.io/acme/shop/api:1, 127.0.0.1:5000/api:latest',
    push: 'true',
    'cache-from': 'type=registry,ref=ghcr.io/acme/shop/api:cache\ntype=gha',
    'build-contexts': 'docker.io/library/python=docker-image://x',
    'secret-files': 'npmrc=.npmrc',
    prefetch: 'trivy,trivy-db,syft',
  });
  expect(inputs).toMatchObject({
    platforms: ['linux/amd64', 'linux/arm64'],
    buildArgs: ['A=1', 'B=x,y=z', 'C='],
    labels: ['com.example/a=b=c'],
    annotations: ['index,manifest[linux/amd64]:a.b=c', 'd=e'],
    tags: [
      { registry: 'ghcr.io', repository: 'acme/shop/api', tag: '1' },
      { registry: '127.0.0.1:5000', repository: 'api', tag: 'latest' },
    ],
    cacheFrom: ['type=registry,ref=ghcr.io/acme/shop/api:cache', 'type=gha'],
    buildContexts: ['docker.io/library/python=docker-image://x'],
    secretFiles: [{ id: 'npmrc', file: '.npmrc' }],
    prefetch: ['trivy', 'trivy-db', 'syft'],
  });
});

describe('refuses', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a bad platform', { platforms: 'linux/amd64;rm' }, 'is not a platform'],
    [
      'a build argument without a name',
      { 'build-args': 'A=1\nTOKEN hunter2' },
      'Entry 2 of the input "build-args"',
    ],
    ['an option as a label', { labels: '--push=true' }, 'Entry 1 of the input "labels"'],
    ['a label without a key', { labels: '=hunter2' }, 'Entry 1 of the input "labels"'],
    ['an unknown annotation type', { annotations: 'image:a=b' }, 'Entry 1 of the input "annotations"'],
    ['an open quote', { 'build-args': '"A=hunter2' }, 'The input "build-args" cannot be read as a list'],
    ['a stage with spaces', { target: 'a b' }, 'The input "target" is "a b"'],
    ['a builder that is an option', { builder: '--help' }, 'The input "builder"'],
    ['a context from standard input', { context: '-' }, 'The input "context"'],
    ['an endpoint without a scheme', { endpoint: 'buildkitd' }, 'is not the address of a BuildKit daemon'],
    ['an unknown driver', { driver: 'podman' }, '"driver" is "podman"'],
    [
      'a builder and how to make one',
      { builder: 'a', driver: 'kubernetes' },
      '"builder" names an existing builder',
    ],
    [
      'a builder and its image',
      { builder: 'a', 'buildkit-image': 'x/y:1' },
      '"builder" names an existing builder',
    ],
    [
      'an endpoint and another driver',
      { endpoint: 'tcp://a:1', driver: 'kubernetes' },
      '"driver" is kubernetes',
    ],
    ['a remote driver without endpoint', { driver: 'remote' }, 'no daemon is named'],
    ['a certificate without endpoint', { 'endpoint-ca': 'x' }, 'no endpoint'],
    [
      'a certificate without key',
      { endpoint: 'tcp://a:1', 'endpoint-cert': 'x' },
      '"endpoint-cert" is given alone',
    ],
    ['options of docker', { driver: 'docker', 'driver-opts': 'network=host' }, 'takes no options'],
    [
      'flags of a remote daemon',
      { endpoint: 'tcp://a:1', 'buildkitd-flags': '--debug' },
      'its own image, flags',
    ],
    [
      'an image of a remote daemon',
      { endpoint: 'tcp://a:1', 'buildkit-image': 'x/y:1' },
      'its own image, flags',
    ],
    ['a mirror that is an address', { 'registry-mirror': 'https://mirror.example' }, '"registry-mirror" is'],
    ['a mirror that ends the line', { 'registry-mirror': 'a"]\n[worker.oci' }, '"registry-mirror" is'],
    [
      'a mirror and a configuration',
      { 'registry-mirror': 'mirror.example', 'buildkitd-config': 'a' },
      'Both "registry-mirror"',
    ],
    [
      'a mirror for a daemon that runs',
      { 'registry-mirror': 'mirror.example', endpoint: 'tcp://a:1' },
      'has its own image',
    ],
    [
      'two configurations',
      { 'buildkitd-config': 'a', 'buildkitd-config-inline': 'b' },
      'Both "buildkitd-config"',
    ],
    ['an option of no form', { 'driver-opts': '--network' }, '"driver-opts" has a line'],
    ['nodes that are no list', { append: 'endpoint: tcp://a:1' }, '"append" is no list'],
    ['nodes that are no YAML', { append: '- [' }, '"append" is no list'],
    ['a node of no form', { append: '- endpoint: a\n  drivr: b' }, '"append" is no list'],
    [
      'a second endpoint of no form',
      { endpoint: 'tcp://a:1', append: '- endpoint: b' },
      '"b" is not the address',
    ],
    ['an image that is none', { 'buildkit-image': 'Moby/BuildKit' }, '"buildkit-image" is "Moby/BuildKit"'],
    ['emulators elsewhere', { qemu: 'true', endpoint: 'tcp://a:1' }, 'the builder runs elsewhere'],
    ['a scope of no form', { 'cache-scope': 'a b' }, '"cache-scope" is "a b"'],
    ['a time of no form', { 'cache-timeout': '1' }, '"cache-timeout" is "1"'],
    ['a builder and an endpoint', { builder: 'a', endpoint: 'tcp://a:1' }, 'Both "builder" and "endpoint"'],
    ['a push without tags', { push: 'true' }, '"tags" names no image'],
    ['a bad tag', { push: 'true', tags: 'ghcr.io/a/b:-x' }, 'is not a tag'],
    ['capitals in a name', { push: 'true', tags: 'ghcr.io/Acme/b:1' }, 'is not a repository name'],
    ['an option as provenance', { provenance: '--push' }, 'The input "provenance"'],
    ['a password alone', { password: 'hunter2' }, '"password" is given alone'],
    ['an unknown prefetch', { prefetch: 'trvy' }, '"trvy" is nothing'],
    ['an unknown tool source', { tools: 'latest' }, 'The input "tools" is "latest"'],
    ['yes for true', { push: 'yes' }, 'The input "push" is "yes"'],
    ['one secret twice', { secrets: 'a=1', 'secret-files': 'a=x' }, 'The build secret "a" is given twice'],
    ['a secret without an id', { secrets: 'hunter2' }, 'Entry 1 of the input "secrets"'],
  ])('%s', (_, given, words) => {
    expect(() => load(given)).toThrow(expect.objectContaining({ category: 'configuration' }));
    expect(() => load(given)).toThrow(words);
    expect(() => load(given)).not.toThrow('hunter2');
  });
});

describe('secrets', () => {
  test.each([
    ['one', 'a=b', [{ id: 'a', value: 'b' }]],
    ['a value with "=" and ","', 'a=b=c,"d"', [{ id: 'a', value: 'b=c,"d"' }]],
    [
      'two lines',
      'a=1\r\n\n b=2 ',
      [
        { id: 'a', value: '1' },
        { id: 'b', value: '2' },
      ],
    ],
    [
      'several lines in quotes',
      '"key=-----BEGIN\nx ""y""\n-----END"\nb=2',
      [
        { id: 'key', value: '-----BEGIN\nx "y"\n-----END' },
        { id: 'b', value: '2' },
      ],
    ],
    ['none', '', []],
    ['an empty one', 'a=', [{ id: 'a', value: '' }]],
  ])('%s', (_, text, secrets) => {
    expect(parseSecrets('secrets', text)).toEqual(secrets);
  });

  test.each(['=x', '../a=x', 'a,b=x', '"a=x', '--id=x'])('refuses %j without its value', (text) => {
    expect(() => parseSecrets('secrets', text)).toThrow('of the input "secrets" cannot be read');
  });
});
