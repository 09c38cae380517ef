import { readFileSync } from 'node:fs';
import { createInputReader } from '@sealift/action-kit/inputs';
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
    cachePatience: 60_000,
    provenance: 'mode=max',
    tools: 'pinned',
    prefetch: [],
  });
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
    expect(parseSecrets(text)).toEqual(secrets);
  });

  test.each(['=x', '../a=x', 'a,b=x', '"a=x', '--id=x'])('refuses %j without its value', (text) => {
    expect(() => parseSecrets(text)).toThrow('of the input "secrets" cannot be read');
  });
});
