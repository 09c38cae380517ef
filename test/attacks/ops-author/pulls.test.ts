/** Pull requests that pose as bump's. */
import { type Attack, inert, play, refused } from '../attack.ts';
import { COMMIT } from '../github-stand-in.ts';
import { deployment } from '../scenes.ts';
import { OPS_FILE, opsOf, type ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;

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

play('author of the files of the ops repository', deployment, pulls);
