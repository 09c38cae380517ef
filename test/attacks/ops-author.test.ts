/** Whoever writes files of the ops repository that bump reads and edits; and pull requests that pose as bump's. */
import { type Attack, inert, play, refused } from './attack.ts';
import { COMMIT } from './github-stand-in.ts';
import { deployment } from './scenes.ts';
import { OPS_FILE, opsOf, type ReleaseWorld, valuesOf } from './world.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;

/** A values file in place of the honest one, and what bump is called with. */
const file = (
  tries: string,
  text: (world: ReleaseWorld) => string,
  outcome: Case['outcome'],
  inputs: Readonly<Record<string, string>> = {},
): Case => ({
  tries,
  against: 'bump',
  given: (world) => {
    world.opsFiles = { ...world.opsFiles, [OPS_FILE]: text(world) };
    world.inputs.bump = { ...inputs };
  },
  does: () => {},
  outcome,
});
const bomb = (levels: number) =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]'
      : `a${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(',')}]`,
  ).join('\n');

const contents: readonly Case[] = [
  file(
    'makes a bomb of YAML aliases of the values',
    (world) => `${bomb(12)}\n${valuesOf(world)}`,
    inert('released'),
  ),
  file(
    'makes the tag an alias of another value',
    () => 'other: &tag v1\nimage:\n  tag: *tag\n',
    refused('edits/not-editable', /alias/),
  ),
  file(
    'gives the tag an anchor that others use',
    () => 'image:\n  tag: &tag v1\nother: *tag\n',
    refused('edits/not-editable', /is shared/),
  ),
  file(
    'merges the image in from elsewhere',
    () => 'base: &base\n  tag: v1\nimage:\n  <<: *base\n',
    refused('edits/not-editable', /is shared: the alias "\*base"/),
  ),
  file(
    'writes the key twice',
    () => 'image:\n  tag: v1\n  tag: v2\n',
    refused('edits/ambiguous', /is there twice/),
  ),
  file(
    'makes the tag a template of Helm',
    () => 'image:\n  tag: "{{ .Values.evil }}"\n',
    refused('edits/not-editable', /template/),
  ),
  file(
    'makes the tag a block of lines',
    () => 'image:\n  tag: |\n    v1\n    evil\n',
    refused('edits/not-editable', /block of lines/),
  ),
  file(
    'makes the tag a mapping',
    () => 'image:\n  tag: { a: b }\n',
    refused('edits/not-editable', /is a mapping/),
  ),
  file('makes the tag a list', () => 'image:\n  tag: [a]\n', refused('edits/not-editable', /is a sequence/)),
  file(
    'gives the tag a tag of YAML that makes an object of it',
    () => 'image:\n  tag: !!js/function "function () {}"\n',
    refused('edits/not-editable', /has the type tag/),
  ),
  file('leaves the value out', () => 'replicas: 1\n', refused('edits/not-found', /image\.tag/)),
  file('writes what is no YAML', () => 'image: {tag: v1\n', refused('edits/unreadable', /is not YAML/)),
  file(
    'writes a values file of six megabytes',
    (world) => `${valuesOf(world)}# ${'x'.repeat(6 * 1024 * 1024)}\n`,
    refused('github/file-too-large', /values-prod/),
  ),
  file(
    'nests the values ten thousand levels deep',
    () => `image:\n  tag: v1\nx: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
    refused('edits/unreadable', /nested too deeply/),
  ),
  file(
    'hides a second document behind the first',
    (world) => `${valuesOf(world)}---\n${valuesOf(world)}`,
    refused('edits/ambiguous', /more than one document/),
  ),
  file(
    'writes the image of another name beside the tag',
    () => 'image: registry.evil.example/backdoor:v1\n',
    refused('edits/not-found', /has nothing of/),
    { find: 'image' },
  ),
  file(
    'puts a marker of the app on a value of something else',
    () => 'admin: true # sealift: {"app":"api"}\n',
    refused('edits/bad-marker', /says nothing/),
    { find: 'marker' },
  ),
];

const guarded = (
  tries: string,
  path: string,
  code: 'targets/guarded' | 'config/malformed',
  cause: RegExp,
): Case => ({
  tries,
  against: 'bump',
  given: (world) => {
    world.opsFiles = {
      [OPS_FILE]: valuesOf(world),
      '.sealift.yml': `deploy:\n  apps:\n    api: [{ file: ${JSON.stringify(path)}, path: image.tag }]\n`,
      '.github/workflows/deploy.yaml': 'image: { tag: v1 }\n',
    };
  },
  does: () => {},
  outcome: refused(code, cause),
});
const places: readonly Case[] = [
  guarded(
    'has a workflow of the ops repository edited',
    '.github/workflows/deploy.yaml',
    'targets/guarded',
    /says who may change/,
  ),
  guarded('has the code owners edited', '.github/CODEOWNERS', 'targets/guarded', /says who may change/),
  guarded('has the trust file edited', '.sealift.yml', 'targets/guarded', /says who may change/),
  guarded('has the list of submodules edited', '.gitmodules', 'targets/guarded', /says who may change/),
  guarded(
    'writes the folder of workflows in capitals',
    '.GITHUB/workflows/deploy.yaml',
    'targets/guarded',
    /says who may change/,
  ),
  guarded(
    'names a file above the repository',
    '../values.yaml',
    'config/malformed',
    /must be a path inside the repository/,
  ),
  guarded(
    'names a file by an absolute path',
    '/etc/passwd',
    'config/malformed',
    /must be a path inside the repository/,
  ),
  guarded(
    'names a file by a detour',
    'deploy/../.github/x.yaml',
    'config/malformed',
    /must be a path inside the repository/,
  ),
  guarded(
    'names a file with a byte of zero',
    'deploy/\0.yaml',
    'config/malformed',
    /must be a path inside the repository/,
  ),
  {
    tries: 'makes the values file a link to a workflow',
    against: 'bump',
    given: (world) => {
      world.opsFiles = {
        [OPS_FILE]: 'link:../../../.github/workflows/deploy.yaml',
        '.github/workflows/deploy.yaml': 'image: { tag: v1 }\n',
      };
    },
    does: () => {},
    outcome: refused('github/not-a-file', /link/),
  },
  {
    tries: 'makes the values file a link out of the repository',
    against: 'bump',
    given: (world) => {
      world.opsFiles = { [OPS_FILE]: 'link:/etc/passwd' };
    },
    does: () => {},
    outcome: refused('github/not-a-file', /link/),
  },
  {
    tries: 'makes a folder of the values file',
    against: 'bump',
    given: (world) => {
      world.opsFiles = { [`${OPS_FILE}/x`]: '' };
    },
    does: () => {},
    outcome: refused('github/not-a-file', /is a folder/),
  },
  {
    tries: 'leaves the values file out',
    against: 'bump',
    given: (world) => {
      world.opsFiles = { 'deploy/helm/api/other.yaml': '' };
      world.inputs.bump = { file: 'deploy/helm/api/values-dev.yaml' };
    },
    does: () => {},
    outcome: refused('bump/no-file', /values-dev/),
  },
];

const configurations: readonly Case[] = (
  [
    ['writes a trust file that is no YAML', 'trust: {', 'config/malformed', /is not valid YAML/],
    [
      'writes a trust file with a field that does not exist',
      'trust: { everybody: true }',
      'config/malformed',
      /wrong value at "trust/,
    ],
    [
      'writes a trust file whose pattern lets all workflows in',
      'trust: { defaults: { workflows: ["*"] }, apps: { api: {} } }',
      'config/malformed',
      /workflow/,
    ],
    [
      'writes a trust file that says the same key twice',
      'trust: { apps: {} }\ntrust: { apps: { api: {} } }',
      'config/malformed',
      /a key is given twice/,
    ],
    [
      'writes a trust file whose files are all files',
      'trust: { defaults: { files: ["**"] }, apps: { api: {} } }',
      'config/malformed',
      /files/,
    ],
    [
      'writes a trust file whose files are its workflows',
      'trust: { defaults: { files: [".github/**"] }, apps: { api: {} } }',
      'config/malformed',
      /files/,
    ],
    [
      'writes a trust file that leaves half of it out',
      'trust: { apps: { api: {} } }',
      'trust/incomplete',
      /does not say|says no|nothing/,
    ],
    [
      'makes a bomb of aliases of the trust file',
      `${bomb(12)}\ntrust: *a11`,
      'config/malformed',
      /aliases stand for too much/,
    ],
  ] as const
).map(
  ([tries, text, code, cause]): Case => ({
    tries,
    against: 'bump',
    given: (world) => {
      world.opsFiles = { [OPS_FILE]: valuesOf(world), '.sealift.yml': `${text}\n` };
    },
    does: () => {},
    outcome: refused(code, cause),
  }),
);

const BRANCH = 'sealift/acme-shop/main';
const pulls: readonly Case[] = [
  {
    tries: 'opens a pull request from a branch of its own with the marker of bump in its text',
    against: 'bump',
    does: async (world) => {
      const ops = await opsOf(world);
      const sha = ops.git('rev-parse', 'main').trim();
      await ops.api('POST', '/git/refs', { ref: 'refs/heads/mine', sha });
      world.branches = [...world.branches, `refs/heads/mine ${sha}`];
    },
    outcome: inert('released'),
  },
  {
    tries: 'has a branch where bump wants to write, with a workflow on it',
    against: 'bump',
    does: async (world) => {
      const ops = await opsOf(world);
      const parent = ops.git('rev-parse', 'main').trim();
      const tree = (await ops.api('POST', '/git/trees', {
        base_tree: ops.git('rev-parse', 'main^{tree}').trim(),
        tree: [{ path: OPS_FILE, mode: '100644', type: 'blob', content: 'image:\n  tag: [evil]\n' }],
      })) as { sha: string };
      const commit = (await ops.api('POST', '/git/commits', {
        message: 'Mine',
        tree: tree.sha,
        parents: [parent],
      })) as { sha: string };
      await ops.api('POST', '/git/refs', { ref: `refs/heads/${BRANCH}`, sha: commit.sha });
    },
    outcome: refused('bump/branch-differs', /cannot be edited although main can/),
  },
  {
    tries: 'has commits of its own where bump wants to write, where those are refused',
    against: 'bump',
    given: (world) => {
      world.inputs.bump = { 'people-commits': 'refuse' };
    },
    does: async (world) => {
      const ops = await opsOf(world);
      const parent = ops.git('rev-parse', 'main').trim();
      const tree = (await ops.api('POST', '/git/trees', {
        base_tree: ops.git('rev-parse', 'main^{tree}').trim(),
        tree: [{ path: 'deploy/extra.yaml', mode: '100644', type: 'blob', content: 'evil: true\n' }],
      })) as { sha: string };
      const commit = (await ops.api('POST', '/git/commits', {
        message: `Deploy sha-${COMMIT}`,
        tree: tree.sha,
        parents: [parent],
      })) as { sha: string };
      await ops.api('POST', '/git/refs', { ref: `refs/heads/${BRANCH}`, sha: commit.sha });
    },
    outcome: refused('bump/foreign-commits', /mallory|commits/),
  },
];

play('author of the files of the ops repository', deployment, [
  ...contents,
  ...places,
  ...configurations,
  ...pulls,
]);
