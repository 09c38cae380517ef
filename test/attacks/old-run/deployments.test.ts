/** Records of a run of before are deployed: they are genuine. */
import { archiveOf } from '../artifact-store.ts';
import { type Attack, inert, play, refused } from '../attack.ts';
import { savedRecord } from '../records.ts';
import { deployment } from '../scenes.ts';
import { NOW, OPS_FILE, type ReleaseWorld, RUN, valuesOf } from '../world.ts';
import { FAIL, HOUR, LATER, verdict } from './old-statements.ts';

const oldRecord = async (world: ReleaseWorld) => {
  const old = world.earlier.find(({ name }) => name === 'release--api');
  if (old === undefined) throw new Error('the old run saved no record');
  world.artifacts.put('release--api', old.bytes);
};

const trusted = (world: ReleaseWorld, rule: string, deployed = 'sha-0000000') => {
  world.opsFiles = {
    [OPS_FILE]: valuesOf(world, deployed),
    '.sealift.yml': `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    files: ["${OPS_FILE}"]
    ${rule}
  apps: { api: {} }
`,
  };
};

const deployments: readonly Attack<ReleaseWorld, 'records' | 'bump'>[] = [
  {
    tries: 'has its genuine record deployed over a newer release',
    against: 'records',
    given: (world) => {
      world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${RUN.commit}`) };
    },
    does: oldRecord,
    outcome: inert('nothing', { says: /record of another commit/ }),
  },
  {
    tries: 'has its genuine record deployed by a run of another commit, where nothing is deployed yet',
    against: 'records',
    does: oldRecord,
    outcome: inert('released', { says: /record of another commit/ }),
  },
  {
    tries: 'has its genuine record deployed as that of another app',
    against: 'records',
    does: async (world) => {
      const files = await savedRecord(world);
      const record = JSON.parse(files['record.json'] ?? '') as object;
      world.artifacts.put(
        'release--api',
        archiveOf({ ...files, 'record.json': JSON.stringify({ ...record, app: 'web' }) }),
      );
    },
    outcome: inert('released', { says: /app that this run was not to release/ }),
  },
  {
    tries: 'is deployed with a scan that is older than the ops repository takes',
    against: 'bump',
    given: (world) => trusted(world, 'max-scan-age: 36h'),
    does: (world) => {
      world.clock.time = NOW + 100 * HOUR;
    },
    outcome: refused('bump/unverified', /scanned|36/),
  },
  {
    tries: 'is deployed with a pass beside a later fail',
    against: 'bump',
    does: (world) => verdict(world, FAIL, LATER),
    outcome: refused('bump/unverified', /its scan verdict is "fail"/),
  },
  {
    tries: 'is deployed with a verdict under a more lenient severity than the ops repository demands',
    against: 'bump',
    given: (world) => trusted(world, 'severity: MEDIUM'),
    does: () => {},
    outcome: refused('bump/unverified', /HIGH/),
  },
  {
    tries: 'is deployed without a statement that the ops repository demands',
    against: 'bump',
    given: (world) => trusted(world, 'require: ["https://example.com/review/v1"]'),
    does: () => {},
    outcome: refused('bump/unverified', /https:\/\/example\.com\/review\/v1/),
  },
];

play('old run, stolen or started again', deployment, deployments);
