/** Stages of actions within actions, and what a cancellation or a time limit does to them. */
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../src/events.ts';
import { runSmall, type SmallRun } from './run-case.ts';

const main = (workflow: string) => ({ '.github/workflows/main.yml': workflow });
const job = (steps: string, more = '') =>
  main(`on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`);
const outputOf = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'log' && event.line.source === 'output' ? [event.line.text] : [],
  );

const script = (stage: string) =>
  `const {appendFileSync} = require('node:fs');
console.log('${stage}', process.env.INPUT_NAME, process.env.STATE_from ?? '-');
appendFileSync(process.env.GITHUB_STATE, 'from=${stage}\\n');\n`;

type Remote = NonNullable<SmallRun['remote']>;

const REMOTE: Remote = {
  'acme/js@v1': {
    'action.yml':
      'name: js\ndescription: js\ninputs: { name: { default: none } }\nruns: { using: node20, pre: pre.js, main: main.js, post: post.js }\n',
    'pre.js': script('pre'),
    'main.js': script('main'),
    'post.js': script('post'),
  },
  'acme/outer@v1': {
    'action.yml': `name: outer
description: outer
runs:
  using: composite
  steps:
    - { uses: acme/js@v1, with: { name: one } }
    - uses: $/inner
    - { uses: acme/js@v1, if: false, with: { name: never } }
`,
    'inner/action.yml': `name: inner
description: inner
runs:
  using: composite
  steps:
    - { uses: acme/js@v1, with: { name: two } }
`,
  },
};

describe('stages', () => {
  it('of actions in composite actions: pre in order, post backwards and only of what ran', async () => {
    const { events, result } = await runSmall({
      files: job('      - uses: acme/outer@v1\n      - { uses: acme/js@v1, with: { name: top } }\n'),
      remote: REMOTE,
    });
    expect(result.conclusion).toBe('success');
    expect(outputOf(events)).toEqual([
      'pre one -',
      'pre two -',
      'pre never -',
      'pre top -',
      'main one pre',
      'main two pre',
      'main top pre',
      'post top main',
      // Its pre stage ran, so that its post stage is due.
      'post never pre',
      'post two main',
      'post one main',
    ]);
    expect(result.jobs[0]?.steps.map(({ name }) => name)).toEqual([
      'Set up job',
      'Pre Run acme/outer@v1',
      'Pre Run acme/js@v1',
      'Run acme/outer@v1',
      'Run acme/js@v1',
      'Post Run acme/js@v1',
      'Post Run acme/outer@v1',
      'Complete job',
    ]);
  });

  it('of an action in the workspace: no pre, with a warning', async () => {
    const { events, result } = await runSmall({
      files: job(`      - run: |
          mkdir js
          printf 'name: js\\ndescription: js\\nruns: { using: node24, pre: a.js, main: a.js, post: a.js }\\n' > js/action.yml
          echo 'console.log("ran")' > js/a.js
      - { uses: ./js }
`),
    });
    expect(result.conclusion).toBe('success');
    expect(outputOf(events)).toEqual(['ran', 'ran']);
    expect(result.jobs[0]?.annotations).toEqual([
      { level: 'warning', message: "`pre` execution is not supported for local action from './js'" },
    ]);
  });
});

describe('a composite action', () => {
  const composite = (steps: string): Remote => ({
    'acme/c@v1': { 'action.yml': `name: c\ndescription: c\nruns:\n  using: composite\n  steps:\n${steps}` },
  });

  it('leaves it to its steps whether they go on when the job is cancelled', async () => {
    const { events, result } = await runSmall({
      files: job('      - { id: c, uses: acme/c@v1 }\n'),
      remote: composite(`    - { shell: bash, run: 'W=now; echo "cancel me $W"; exec sleep 20' }
    - { shell: bash, run: echo not }
    - { shell: bash, if: cancelled(), run: echo cleaned }
`),
      cancelAt: 'cancel me now',
    });
    expect(result.conclusion).toBe('cancelled');
    expect(outputOf(events)).toEqual(['cancel me now', 'cleaned']);
    expect(result.jobs[0]?.steps.find(({ id }) => id === 'c')?.outcome).toBe('cancelled');
  });

  it('ends with all its steps when its time is up', async () => {
    const { events, result } = await runSmall({
      files: job('      - { id: c, uses: acme/c@v1, timeout-minutes: 1 }\n'),
      remote: composite(`    - { shell: bash, run: exec sleep 20 }
    - { shell: bash, if: always(), run: sleep 20; echo never }
`),
      minute: 500,
    });
    expect(outputOf(events)).toEqual([]);
    expect(result.jobs[0]).toMatchObject({ conclusion: 'failure' });
    expect(result.jobs[0]?.annotations.at(-1)?.message).toBe(
      "The action 'Run acme/c@v1' has timed out after 1 minutes.",
    );
  });

  it('that uses itself is too deep', async () => {
    const { result } = await runSmall({
      files: job('      - uses: acme/c@v1\n'),
      remote: composite('    - uses: acme/c@v1\n'),
    });
    expect(result.jobs[0]?.annotations[0]?.message).toMatch(/exceeded max depth/);
  });

  it('with an action in a container is refused before the start', async () => {
    const run = runSmall({
      files: job('      - uses: acme/c@v1\n'),
      remote: { ...composite('    - uses: acme/d@v1\n'), 'acme/d@v1': { Dockerfile: 'FROM scratch\n' } },
    });
    await expect(run).rejects.toThrow(/"acme\/d@v1" runs in a container/);
  });
});

it('an action that is not there fails its job, and no other', async () => {
  const { result } = await runSmall({
    files: main(`on: push
jobs:
  bad: { runs-on: ubuntu-latest, steps: [{ run: echo }, { uses: acme/gone@v1 }] }
  broken: { runs-on: ubuntu-latest, steps: [{ uses: acme/broken@v1 }] }
  good: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
`),
    remote: { 'acme/broken@v1': { 'action.yaml': 'name: x\ndescription: x\nruns: { using: node24 }\n' } },
  });
  expect(result.jobs.map(({ conclusion }) => conclusion)).toEqual(['failure', 'failure', 'success']);
  expect(result.jobs[0]?.annotations[0]?.message).toMatch(/Unable to resolve action `acme\/gone@v1`/);
  expect(result.jobs[1]?.annotations[0]?.message).toMatch(
    /action\.yaml of the action "acme\/broken@v1" is not valid/,
  );
  expect(result.jobs[0]?.steps.map(({ name }) => name)).toEqual(['Set up job', 'Complete job']);
});

describe('background steps', () => {
  it('end with a cancelled job, and ten run at once', async () => {
    const steps = Array.from(
      { length: 12 },
      (_, index) => `      - { background: true, run: 'W=up; echo "$W ${index}"; exec sleep 20' }\n`,
    );
    const { events, result } = await runSmall({
      files: job(`${steps.join('')}      - { run: 'W=now; sleep 1; echo "cancel me $W"; exec sleep 20' }\n`),
      cancelAt: 'cancel me now',
    });
    expect(result.conclusion).toBe('cancelled');
    expect(outputOf(events).filter((line) => line.startsWith('up')).length).toBeLessThanOrEqual(10);
    expect(
      result.jobs[0]?.steps.filter(({ outcome }) => outcome === 'cancelled').length,
    ).toBeGreaterThanOrEqual(13);
  });

  it('in a composite action see what steps beside them have put before PATH', async () => {
    const { events } = await runSmall({
      files: job(
        '      - { id: b, background: true, uses: acme/p@v1 }\n      - { wait: b }\n      - { run: said }\n',
      ),
      remote: {
        'acme/p@v1': {
          'action.yml': `name: p
description: p
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        mkdir bin && printf '#!/bin/sh\\necho said it\\n' > bin/said && chmod +x bin/said
        echo "$PWD/bin" >> "$GITHUB_PATH"
        echo "SAW=it" >> "$GITHUB_ENV"
    - { shell: bash, run: 'said; echo "$SAW"' }
`,
        },
      },
    });
    expect(outputOf(events)).toEqual(['said it', 'it', 'said it']);
  });
});

describe('what a job is given', () => {
  it('secrets and variables of its environment win over those of the repository', async () => {
    const { result } = await runSmall({
      files: job(
        "      - run: test '${{ secrets.S }} ${{ secrets.T }} ${{ vars.V }}' = 'of-environment of-repository env-v'\n",
        '    environment: production\n',
      ),
      secrets: { S: 'of-repository-too', T: 'of-repository' },
      variables: { V: 'repo-v' },
      request: {
        environments: { production: { secrets: { S: 'of-environment' }, variables: { V: 'env-v' } } },
      },
    });
    expect(result.conclusion).toBe('success');
  });

  it('from a fork may only read', async () => {
    const permissions: unknown[] = [];
    await runSmall({
      files: main(
        'on: push\npermissions: write-all\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
      ),
      request: { fork: true },
      host: {
        startJob: async (one) => {
          permissions.push(one.permissions);
          return { token: 'ghs_0123456789' };
        },
      },
    });
    expect(permissions).toEqual([expect.objectContaining({ contents: 'read', 'pull-requests': 'read' })]);
    expect(permissions[0]).not.toHaveProperty('id-token');
  });
});

describe('called workflows', () => {
  const called = (body: string) => ({ '.github/workflows/called.yml': `on: workflow_call\n${body}` });

  it('with a concurrency of their own run one after the other', async () => {
    const { events, result } = await runSmall({
      files: {
        ...main(
          'on: push\njobs:\n  c:\n    strategy: { matrix: { n: [1, 2] } }\n    uses: ./.github/workflows/called.yml\n',
        ),
        ...called(
          'concurrency: { group: c, queue: max }\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.1 }] }\n',
        ),
      },
    });
    expect(result.conclusion).toBe('success');
    const kinds = events.flatMap(({ kind }) => (/^job-(started|ended|pending)$/.test(kind) ? [kind] : []));
    expect(kinds).toEqual(['job-pending', 'job-started', 'job-ended', 'job-started', 'job-ended']);
  });

  it('of which an output cannot be evaluated fail, with the jobs that ran', async () => {
    const { result } = await runSmall({
      files: {
        ...main(
          'on: push\njobs:\n  c: { uses: ./.github/workflows/called.yml }\n  after: { needs: c, if: always(), runs-on: ubuntu-latest, steps: [{ run: "test ${{ needs.c.result }} = failure" }] }\n',
        ),
        '.github/workflows/called.yml':
          'on:\n  workflow_call:\n    outputs: { o: { value: "${{ fromJSON(jobs.t.outputs.none) }}" } }\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
      },
    });
    expect(result.conclusion).toBe('failure');
    expect(result.jobs.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      'c / t success',
      'c failure',
      'after success',
    ]);
  });

  it('that are cancelled end their jobs, but for those that always run', async () => {
    const { result } = await runSmall({
      files: {
        ...main('on: push\njobs:\n  c: { uses: ./.github/workflows/called.yml }\n'),
        ...called(`jobs:
  long: { runs-on: ubuntu-latest, steps: [{ run: 'W=now; echo "cancel me $W"; exec sleep 20' }] }
  stays: { if: always(), runs-on: ubuntu-latest, steps: [{ run: sleep 0.8 }] }
  after: { needs: long, runs-on: ubuntu-latest, steps: [{ run: echo }] }
  cleans: { needs: long, if: always(), runs-on: ubuntu-latest, steps: [{ run: echo }] }
`),
      },
      cancelAt: 'cancel me now',
    });
    expect(result.conclusion).toBe('cancelled');
    expect(result.jobs.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      'c / long cancelled',
      'c / stays success',
      'c / after skipped',
      'c / cleans success',
    ]);
  });
});
