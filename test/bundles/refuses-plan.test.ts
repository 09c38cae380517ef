import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describeRefusals, type Refusal } from './refusal.ts';
import { ONE_APP } from './samples.ts';

const CONFIG = '.github/sealift.yml';
const config = (...lines: string[]) => ({ files: { [CONFIG]: `${lines.join('\n')}\n` } });
const wrongAt = (line: number) => ({ at: { file: CONFIG, line } });
const CORRECT_IT = 'Correct it; schemas/sealift.schema.json describes every key';

/** 130 apps on two platforms: more jobs than a matrix may have. */
const manyApps = [
  'apps:',
  ...Array.from({ length: 130 }, (_, index) => `  app${index}: { file: apps/api/Dockerfile }`),
];

describeRefusals('plan', { files: ONE_APP }, [
  ['an unknown mode', { inputs: { mode: 'deploy' } }, '"mode" is "deploy"', 'one of auto, publish, check'],
  ['a platform in other words', { inputs: { platforms: 'linux-amd64' } }, '"linux-amd64"', 'os/architecture'],
  [
    'a list without items',
    { inputs: { platforms: ' , \n,' } },
    '"platforms" is empty',
    'for example linux/amd64',
  ],
  [
    'one bad platform among good ones',
    { inputs: { platforms: 'linux/amd64,\nlinux/arm64/v8/x' } },
    '"linux/arm64/v8/x" is not a platform',
    'Write os/architecture[/variant]',
  ],
  [
    'a prefix without registry',
    { inputs: { 'image-prefix': 'acme/shop' } },
    '"acme/shop/api" is not an image reference',
    'Write the registry out',
  ],
  [
    'a prefix with a tag',
    { inputs: { 'image-prefix': 'ghcr.io/acme/shop:v1' } },
    '"ghcr.io/acme/shop:v1/api"',
    'Use at most 128',
  ],
  [
    'a prefix that climbs',
    { inputs: { 'image-prefix': 'ghcr.io/acme/../shop' } },
    '"acme/../shop/api" is not a repository name',
    'Use lower-case letters',
  ],
  [
    'a configuration outside',
    { inputs: { config: '../other.yml' } },
    '"../other.yml" lies outside the repository',
    'a path inside the repository',
  ],
  [
    'a configuration at an absolute path',
    { inputs: { config: '/etc/hostname' } },
    '"/etc/hostname" lies outside',
    'a path inside the repository',
  ],
  [
    'a configuration that is a folder',
    { prepare: ({ workspace }) => mkdir(path.join(workspace, CONFIG), { recursive: true }).then(() => {}) },
    `"${CONFIG}" cannot be read`,
    'path of a file',
  ],
  [
    'malformed YAML',
    config('apps:', '  api: {}', '  web: [a, b'),
    `${CONFIG} is not valid YAML`,
    CORRECT_IT,
    wrongAt(4),
  ],
  [
    'a key twice',
    config('apps:', '  api: {}', '  api: {}'),
    `${CONFIG} is not valid YAML: a key is given twice`,
    CORRECT_IT,
    wrongAt(3),
  ],
  [
    'an unknown key',
    config('apps:', '  api:', '    dockerfile: x'),
    `${CONFIG} has a wrong value at "apps.api.dockerfile"`,
    CORRECT_IT,
    wrongAt(3),
  ],
  [
    'a list where a map belongs',
    config('apps:', '  - api'),
    `${CONFIG} has a wrong value at "apps`,
    CORRECT_IT,
    wrongAt(2),
  ],
  [
    'a bad platform in the configuration',
    config('apps:', '  api:', '    platforms:', '      - linux/amd64', '      - amd64'),
    'at "apps.api.platforms.1": must be os/architecture',
    CORRECT_IT,
    wrongAt(5),
  ],
  [
    'an image with capitals in the configuration',
    config('apps:', '  api: { image: ghcr.io/Acme/api }'),
    'at "apps.api.image": must be registry/repository in lower case',
    CORRECT_IT,
    wrongAt(2),
  ],
  [
    'a Dockerfile outside',
    config('apps:', '  api:', '    file: ../Dockerfile'),
    'at "apps.api.file": must be a path inside the repository',
    CORRECT_IT,
    wrongAt(3),
  ],
  [
    'aliases that multiply',
    config(
      'a: &a [x, x, x, x, x, x, x, x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]',
      'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]',
    ),
    `${CONFIG} is not valid YAML`,
    CORRECT_IT,
    { at: { file: CONFIG } },
  ],
  ['an unknown app', { inputs: { apps: 'api,nope' } }, 'The app "nope" does not exist', 'Use one of api'],
  [
    'a repository without apps',
    { inputs: { config: 'other.yml' }, prepare: removeApps },
    'There is no app',
    'Add a Dockerfile under apps/<name>/, or list the apps under "apps:" in other.yml',
  ],
  [
    'a folder that cannot be an app',
    { files: { 'apps/Web Shop/Dockerfile': 'FROM scratch\n' } },
    'apps/Web Shop/Dockerfile the Dockerfile of an app "Web Shop"',
    `list the app under "apps:" in ${CONFIG}`,
  ],
  [
    'other Dockerfiles than those of apps',
    {
      inputs: { config: 'other.yml' },
      files: { 'services/api/Dockerfile': 'FROM scratch\n', 'docker/Dockerfile.web': 'FROM scratch\n' },
      prepare: removeApps,
    },
    'The repository has these Dockerfiles: docker/Dockerfile.web, services/api/Dockerfile',
    'discover: ["docker/Dockerfile.*", "services/*/Dockerfile"]',
  ],
  [
    'both names of the configuration',
    { files: { [CONFIG]: 'apps: {}\n', '.github/sealift.yaml': 'apps: {}\n' } },
    'Both .github/sealift.yml and .github/sealift.yaml',
    'Delete one of them',
  ],
  [
    'an app without its Dockerfile',
    config('apps:', '  api: { file: services/api/Dockerfile }'),
    'The app "api" has no Dockerfile: services/api/Dockerfile does not exist',
    'Give the path of its Dockerfile',
    { at: { file: CONFIG } },
  ],
  [
    'an app without its context',
    config('apps:', '  api: { context: services/api }'),
    'The context of the app "api", services/api, does not exist',
    'a folder of the repository',
  ],
  [
    'a stage that the Dockerfile does not have',
    {
      files: {
        [CONFIG]: 'apps: { api: { target: prod } }\n',
        'apps/api/Dockerfile': 'FROM a AS dev\nFROM b AS test\n',
      },
    },
    'the Dockerfile of the app "api", has no stage "prod"',
    'Use one of dev, test',
    { at: { file: 'apps/api/Dockerfile' } },
  ],
  ...['./apps/**', '/apps/**', 'apps/', '!**/*.md'].map(
    (pattern): Refusal => [
      `a pattern that can be about no file, ${pattern}`,
      config('apps:', '  api:', `    paths: ["${pattern}"]`),
      `${CONFIG} has a wrong value at "apps.api.paths`,
      CORRECT_IT,
      wrongAt(3),
    ],
  ),
  [
    'a folder for a pattern',
    config('apps:', '  api:', '    paths: [apps/api]'),
    '"apps/api" under "paths" of the app "api" is a folder',
    'Write apps/api/** for everything in it',
  ],
  [
    'a severity that there is not',
    { inputs: { severity: 'hgh' } },
    '"severity" is "hgh"',
    'LOW, MEDIUM, HIGH or CRITICAL',
  ],
  [
    'a file of the ops repository that cannot be filled in',
    { inputs: { 'ops-file': 'deploy/{ap}/values.yaml' } },
    '"{ap}" in "ops-file" is not a known placeholder',
    'Use {app} or {environment}',
  ],
  [
    'a file outside of the ops repository',
    { inputs: { 'ops-file': '../{app}/values.yaml' } },
    '"../{app}/values.yaml" in "ops-file" is not the path of a file',
    'from the top of the ops repository',
  ],
  [
    'a key that is nearly one',
    config('apps:', '  api:', '    contxt: x'),
    'there is no such key; did you mean "context"? Known are file, context',
    CORRECT_IT,
    wrongAt(3),
  ],
  [
    'more jobs than a matrix may have',
    { inputs: { platforms: 'linux/amd64,linux/arm64' }, ...config(...manyApps) },
    '130 apps on their platforms make 260 build jobs, more than the 256',
    'Limit the run with the input "apps"',
  ],
  [
    'an event that would build for strangers',
    { env: { GITHUB_EVENT_NAME: 'pull_request_target' } },
    '"pull_request_target" is not one that a release may run on',
    'Run it on push, pull_request',
  ],
  [
    'a git tag that is no image tag',
    { env: { GITHUB_REF: 'refs/tags/---' } },
    'The git tag "---"',
    'Name it like v1.2.3',
  ],
  [
    'a place that is no workflow',
    { env: { GITHUB_WORKSPACE: undefined } },
    'GITHUB_WORKSPACE is not set',
    'in a GitHub Actions workflow, after actions/checkout',
  ],
]);

async function removeApps({ workspace }: { readonly workspace: string }): Promise<void> {
  await rm(path.join(workspace, 'apps'), { recursive: true });
}
