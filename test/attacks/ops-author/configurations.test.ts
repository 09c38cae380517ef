/** Whoever writes the trust file of the ops repository. */
import { type Attack, play, refused } from '../attack.ts';
import { deployment } from '../scenes.ts';
import { OPS_FILE, type ReleaseWorld, valuesOf } from '../world.ts';
import { bomb } from './bomb.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;

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

play('author of the files of the ops repository', deployment, configurations);
