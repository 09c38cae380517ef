/** Whoever says which files bump edits. */
import { type Attack, play, refused } from '../attack.ts';
import { deployment } from '../scenes.ts';
import { OPS_FILE, type ReleaseWorld, valuesOf } from '../world.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;

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

play('author of the files of the ops repository', deployment, places);
