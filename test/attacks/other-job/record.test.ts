/** Any job of the caller's run can write the artifact store without a permission: the record of the release. */
import { digestOf } from '@sealift/core/image/digest';
import { zip } from '@sealift/testing/zip';
import { archiveOf } from '../artifact-store.ts';
import { type Attack, inert, play } from '../attack.ts';
import { OLD_COMMIT } from '../github-stand-in.ts';
import { replaceRecord, savedRecord } from '../records.ts';
import { foreignImage, tag } from '../registry-attacks.ts';
import { deployment } from '../scenes.ts';
import type { ReleaseWorld } from '../world.ts';

type LateCase = Attack<ReleaseWorld, 'records' | 'bump'>;
const record: readonly LateCase[] = [
  {
    tries: 'deletes the record of the release',
    against: 'records',
    does: ({ artifacts }) => void artifacts.stored.splice(0),
    outcome: inert('released'),
  },
  {
    tries: 'replaces the record by one of another digest',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, digest: digestOf('another') })),
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'replaces the record by one of an image that it pushed itself',
    against: 'records',
    does: (world) => {
      const digest = foreignImage(world);
      return replaceRecord(world, (record) => ({ ...record, digest }));
    },
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'changes the tag that is deployed',
    against: 'records',
    does: (world) => {
      tag(world, 'sha-evil', foreignImage(world));
      return replaceRecord(world, (record) => ({ ...record, deployTag: 'sha-evil' }));
    },
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'changes the app of the record',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'payments' })),
    outcome: inert('released', { says: /app that this run was not to release/ }),
  },
  {
    tries: 'changes the commit of the record',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({
        ...record,
        source: { ...(record['source'] as object), commit: OLD_COMMIT },
      })),
    outcome: inert('released', { says: /record of another commit/ }),
  },
  {
    tries: 'changes the image of the record to one of its own registry',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({ ...record, image: 'registry.evil.example/acme/shop/api' })),
    outcome: inert('released', { says: /record of another image/, never: /evil\.example/ }),
  },
  {
    tries: 'makes the verdict of the record a pass under a lenient policy',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({
        ...record,
        platforms: (record['platforms'] as { scan: { policy: object } }[]).map((each) => ({
          ...each,
          scan: { ...each.scan, policy: { ...each.scan.policy, threshold: 'CRITICAL' } },
        })),
      })),
    outcome: inert('released'),
  },
  {
    tries: 'adds the record of another app',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'web' }), 'release--web'),
    outcome: inert('released', {
      says: /1 artifacts match release--\* and are not asked for: they are passed over/,
    }),
  },
  {
    tries: 'adds a second record of the same app',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => record, 'release--api2'),
    outcome: inert('released'),
  },
  {
    tries: 'adds a record of another repository',
    against: 'records',
    does: (world) =>
      replaceRecord(
        world,
        (record) => ({ ...record, source: { ...(record['source'] as object), repository: 'evil/shop' } }),
        'release--web',
      ),
    outcome: inert('released'),
  },
  {
    tries: 'names an app that would be a path',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: '../../.github/workflows' })),
    outcome: inert('released', {
      says: /app that this run was not to release/,
      never: /\.\.\/\.\.\/\.github/,
    }),
  },
  {
    tries: 'names a tag that would end the value',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, deployTag: 'x\n  evil: true' })),
    outcome: inert('released', { says: /a record whose tag is no image tag: it is passed over/ }),
  },
  {
    tries: 'names a tag that YAML would read as a mapping',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, deployTag: '{a: b}' })),
    outcome: inert('released', { says: /a record whose tag is no image tag: it is passed over/ }),
  },
  {
    tries: 'writes a record that is no JSON',
    against: 'records',
    does: ({ artifacts }) => artifacts.put('release--api', archiveOf({ 'record.json': '{"schema":' })),
    outcome: inert('released', { says: /release--api is left out: .*record\.json/ }),
  },
  {
    tries: 'writes a record with a field more',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, allow: ['auto-merge'] })),
    outcome: inert('released', { says: /release--api is left out: .*allow/ }),
  },
  {
    tries: 'writes a record of two megabytes',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'a'.repeat(2 * 1024 * 1024) })),
    outcome: inert('released', { says: /release--api is left out: .*record\.json/ }),
  },
  {
    tries: 'uploads a zip bomb as a record',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put(
        'release--api',
        zip([{ name: 'record.json', content: Buffer.alloc(80_000_000), claimedSize: 100 }]),
      ),
    outcome: inert('released', { says: /release--api is left out: .*(?:record\.json|malformed)/ }),
  },
  {
    tries: 'uploads a record whose file leads out of the folder',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put('release--api', zip([{ name: '../../../record.json', content: '{}' }])),
    outcome: inert('released', { says: /release--api is left out: .*(?:malformed|entry)/ }),
  },
  {
    tries: 'uploads a record that is a symbolic link',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put('release--api', zip([{ name: 'record.json', content: '/etc/passwd', mode: 0o120777 }])),
    outcome: inert('released', { says: /release--api is left out: .*is not a regular file/ }),
  },
  {
    tries: 'uploads what is no archive as a record',
    against: 'records',
    does: ({ artifacts }) => artifacts.put('release--api', Buffer.from('junk')),
    outcome: inert('released', { says: /release--api is left out: .*not a zip archive/ }),
  },
  {
    tries: 'names an artifact so that its folder would lie elsewhere',
    against: 'records',
    does: async (world) => world.artifacts.put('release--/../../x', archiveOf(await savedRecord(world))),
    outcome: inert('released'),
  },
  {
    tries: 'uploads more records than a run has apps',
    against: 'records',
    does: ({ artifacts }) => {
      for (let at = 0; at < 301; at += 1) artifacts.put(`release--x${at}`, archiveOf({ x: '' }));
    },
    outcome: inert('released'),
  },
  {
    tries: 'adds files to the record that are no evidence',
    against: 'records',
    does: async (world) =>
      world.artifacts.put(
        'release--api',
        archiveOf({ ...(await savedRecord(world)), 'run.sh': 'echo pwned' }),
      ),
    outcome: inert('released', { says: /Not evidence, and not loaded from release--api: run\.sh/ }),
  },
];

play('other job of the run', deployment, record);
