import { makeRepository } from '../../actions/migration-gate/test/project.ts';
import type { Given } from './bundle.ts';
import { describeRefusals } from './refusal.ts';

const PASSWORD = 'hush-hush-password';
const URL = `postgresql://u:${PASSWORD}@127.0.0.1:1/d`;

const event = { pull_request: { number: 7, labels: [], base: { sha: '' }, head: { repo: null } } };
/** A pull request whose migrations nobody needs to run to see what is wrong. */
const repository =
  (change: Readonly<Record<string, string>>): NonNullable<Given['prepare']> =>
  async ({ workspace }) => {
    const { base } = await makeRepository(
      workspace,
      { 'api/alembic.ini': '[alembic]\nscript_location = m\n' },
      change,
    );
    event.pull_request.base.sha = base;
  };

describeRefusals(
  'migration-gate',
  {
    inputs: { 'database-url': URL, 'working-directory': 'api', tools: 'system' },
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' },
    event,
    prepare: repository({}),
  },
  [
    [
      'another database',
      { inputs: { 'database-url': `mysql://u:${PASSWORD}@h/d` } },
      'is not a URL of PostgreSQL',
      'postgresql://user:password@',
      { secrets: [PASSWORD] },
    ],
    [
      'TLS',
      { inputs: { 'database-url': `${URL}?sslmode=require` } },
      'asks for TLS',
      'that is started for this job',
      { secrets: [PASSWORD] },
    ],
    [
      'a path that leads out',
      { inputs: { 'working-directory': '../other' } },
      '"working-directory" is "../other"',
      'without ".."',
    ],
    ['a command for a shell', { inputs: { command: 'alembic && id' } }, 'The input "command"', 'no shell'],
    [
      'a secret variable',
      { inputs: { environment: 'GITHUB_TOKEN=x' } },
      'The input "environment"',
      'another variable',
    ],
    [
      'an event with rights',
      { env: { GITHUB_EVENT_NAME: 'pull_request_target' } },
      'does not do that for the event "pull_request_target"',
      '"pull_request", in a job without secrets',
    ],
    [
      'an event without a base',
      { env: { GITHUB_EVENT_NAME: 'workflow_dispatch' } },
      'does not say what the change is compared with',
      'give "base"',
    ],
    [
      'a base that is not there',
      { inputs: { base: 'b'.repeat(40) } },
      `The base ${'b'.repeat(40)} is not in the checkout`,
      'fetch-depth: 0',
    ],
    ['no migration', {}, 'There is no migration in api/m/versions', '"versions"'],
    [
      'no configuration',
      { inputs: { 'working-directory': 'web' } },
      'There is no web/alembic.ini',
      '"working-directory"',
    ],
    [
      'a policy that cannot be read',
      {
        prepare: async ({ workspace }) => {
          const files = {
            'api/alembic.ini': '[alembic]\nscript_location = m\n',
            '.github/migration-gate.yml': 'severity: { rewrite: fatal }\n',
          };
          const { base } = await makeRepository(
            workspace,
            { ...files, 'api/m/versions/a.py': 'revision = "a"\ndef upgrade(): pass\n' },
            {},
          );
          event.pull_request.base.sha = base;
        },
      },
      '.github/migration-gate.yml has a wrong value',
      'README.md of the action',
      { at: { file: '.github/migration-gate.yml', line: 1 } },
    ],
    [
      'a tool that is not there',
      {
        prepare: repository({ 'api/m/versions/a.py': 'revision = "a"\ndef upgrade(): pass\n' }),
        env: { PATH: '/usr/bin:/bin' },
      },
      'There is no squawk on this machine',
      'leave the input "tools" at "pinned"',
    ],
  ],
);
