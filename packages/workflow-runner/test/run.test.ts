/** What a case cannot say: several runs, processes and their ends, identities of jobs, and this repository's own files. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkActionFile, checkWorkflowFile } from '../src/check.ts';
import type { RunEvent } from '../src/events.ts';
import { createGitHub } from '../src/github.ts';
import { type JobIdentity, workflowRef } from '../src/request.ts';
import { planWorkflow, runWorkflow } from '../src/run.ts';
import { createRequest, inFolder, runSmall, type SmallRun } from './run-case.ts';

const main = (workflow: string) => ({ '.github/workflows/main.yml': workflow });
const outputOf = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'log' && event.line.source === 'output' ? [event.line.text] : [],
  );

/** Several runs of one workflow at one GitHub, each started when the one before has said so. */
async function runTogether(workflow: string, runs: number): Promise<readonly string[]> {
  const github = createGitHub();
  const order: string[] = [];
  const reasons: string[] = [];
  const all: Promise<void>[] = [];
  for (let index = 0; index < runs; index += 1) {
    const known = Promise.withResolvers<void>();
    const onEvent = (event: RunEvent) => {
      if (event.kind === 'run-started') order.push(`start ${index}`);
      if (event.kind === 'run-ended') order.push(`${event.conclusion} ${index}`);
      if (event.kind === 'run-pending' || event.kind === 'job-started') known.resolve();
    };
    all.push(
      inFolder(async (folder) => {
        const request = await createRequest({ files: main(workflow) }, folder, { github, onEvent });
        const { annotations } = await runWorkflow(request);
        reasons.push(...annotations.map(({ message }) => message));
        known.resolve();
      }),
    );
    await known.promise;
  }
  await Promise.all(all);
  return [...order, ...reasons];
}

describe('runs in one concurrency group', () => {
  const workflow = (concurrency: string) =>
    `on: push\nconcurrency: ${concurrency}\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.5 }] }\n`;

  it('with queue: max all have their turn, in their order', async () => {
    expect(await runTogether(workflow('{ group: deploy, queue: max }'), 4)).toEqual([
      'start 0',
      'success 0',
      'start 1',
      'success 1',
      'start 2',
      'success 2',
      'start 3',
      'success 3',
    ]);
  });

  it('without it the one that waits is cancelled by the next that comes', async () => {
    const order = await runTogether(workflow('deploy'), 3);
    expect(order).toEqual([
      'start 0',
      'cancelled 1',
      'success 0',
      'start 2',
      'success 2',
      'Canceling since a higher priority waiting request for deploy exists',
    ]);
  });

  it('with cancel-in-progress the one that runs is cancelled', async () => {
    const order = await runTogether(workflow('{ group: deploy, cancel-in-progress: true }'), 2);
    expect(order).toEqual([
      'start 0',
      'cancelled 0',
      'start 1',
      'success 1',
      'Canceling since a higher priority waiting request for deploy exists',
    ]);
  });
});

it('a job does not wait for the group that its own run is in', async () => {
  const { result } = await runSmall({
    files: main(
      'on: push\nconcurrency: one\njobs:\n  t: { runs-on: ubuntu-latest, concurrency: ONE, steps: [{ run: echo }] }\n',
    ),
  });
  expect(result.conclusion).toBe('cancelled');
  expect(result.jobs[0]?.annotations[0]?.message).toMatch(/deadlock/);
});

const isRunning = async (pid: string): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
};

describe('processes', () => {
  it('that a step leaves behind live as long as the job, also in a session of their own', async () => {
    const { events, result } = await runSmall({
      files: main(`on: push
jobs:
  t:
    runs-on: ubuntu-latest
    steps:
      - run: |
          sleep 60 > /dev/null 2>&1 & echo "pid $!"
          setsid sleep 60 > /dev/null 2>&1 & echo "pid $!"
          echo "left=$!" >> "$GITHUB_ENV"
      - run: kill -0 "$left"
`),
    });
    expect(result.conclusion).toBe('success');
    const pids = outputOf(events).filter((line) => line.startsWith('pid '));
    expect(pids).toHaveLength(2);
    for (const line of pids) expect(await isRunning(line.slice(4)), line).toBe(false);
  });

  it('that hold the output do not hold the step for ever', async () => {
    const { result } = await runSmall({
      files: main('on: push\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: sleep 60 & }] }\n'),
      request: { timing: { drain: 100 } },
    });
    expect(result.conclusion).toBe('success');
    expect(result.duration).toBeLessThan(20_000);
  });

  it('that take no notice of SIGINT and SIGTERM are killed with their children', async () => {
    const { events, result } = await runSmall({
      files: main(`on: push
jobs:
  t:
    runs-on: ubuntu-latest
    steps:
      - run: |
          trap 'echo got INT' INT
          trap 'echo got TERM' TERM
          (trap '' INT TERM; sleep 60; sleep 60) & echo "pid $!"
          W=now; echo "cancel me $W"
          while true; do sleep 0.05 || true; done
      - { if: always(), run: echo after }
`),
      cancelAt: 'cancel me now',
    });
    expect(result.conclusion).toBe('cancelled');
    const output = outputOf(events);
    expect(output.filter((line) => /^(got|after)/.test(line))).toEqual(['got INT', 'got TERM', 'after']);
    const pid = output.find((line) => line.startsWith('pid '))?.slice(4) ?? '';
    expect(await isRunning(pid)).toBe(false);
  });

  it('get the environment that the host gives and nothing of this process', async () => {
    process.env['NOT_FOR_STEPS'] = 'inherited';
    const { events } = await runSmall({
      files: main('on: push\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: env }] }\n'),
      host: {
        startJob: async () => ({
          token: 'ghs_0123456789',
          env: { FROM_HOST: '1' },
          actions: { ACTIONS_RUNTIME_TOKEN: 'rt' },
        }),
      },
    });
    const names = outputOf(events).map((line) => line.split('=')[0]);
    expect(names).toContain('FROM_HOST');
    expect(names).not.toContain('NOT_FOR_STEPS');
    expect(names).not.toContain('ACTIONS_RUNTIME_TOKEN');
    expect(names).not.toContain('ACTIONS_ID_TOKEN_REQUEST_URL');
  });
});

it('a cancelled job that does not end is ended', async () => {
  const { result } = await runSmall({
    files: main(`on: push
jobs:
  t:
    runs-on: ubuntu-latest
    cancel-timeout-minutes: 1
    steps:
      - run: 'W=now; echo "cancel me $W"; sleep 60'
      - { id: stays, if: always(), run: sleep 60 }
      - { id: never, if: always(), run: sleep 60 }
`),
    cancelAt: 'cancel me now',
    minute: 900,
  });
  expect(result.conclusion).toBe('cancelled');
  expect(result.duration).toBeLessThan(20_000);
  expect(result.jobs[0]?.steps.filter(({ id }) => id !== undefined).map(({ outcome }) => outcome)).toEqual([
    'cancelled',
    'cancelled',
  ]);
});

it('a run that is cancelled while it waits starts no job', async () => {
  const github = createGitHub();
  const blocker = await github.enterGroup({
    name: 'g',
    repository: 'acme/shop',
    policy: { queue: 'single', cancelInProgress: false },
    onPending: () => undefined,
    onCancel: () => undefined,
    signal: new AbortController().signal,
  });
  const cancel = new AbortController();
  const { result, events } = await runSmall({
    files: main('on: push\nconcurrency: g\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n'),
    request: {
      github,
      signal: cancel.signal,
      onEvent: ({ kind }) => {
        if (kind === 'run-pending') cancel.abort();
      },
    },
  });
  expect(result).toMatchObject({ conclusion: 'cancelled', jobs: [] });
  expect(events).toEqual([]);
  if (blocker.entered) blocker.leave();
});

it('tells the host of each job who it is, and takes its tokens', async () => {
  const started: JobIdentity[] = [];
  const ended: string[] = [];
  const run: SmallRun = {
    files: {
      ...main(`on: push
permissions: { contents: write, id-token: write }
jobs:
  call:
    strategy: { matrix: { app: [a, b] } }
    uses: acme/flows/.github/workflows/build.yml@v1
    with: { app: '\${{ matrix.app }}' }
`),
    },
    remote: {
      'acme/flows@v1': {
        '.github/workflows/build.yml': `on: { workflow_call: { inputs: { app: { type: string } } } }
jobs:
  build:
    runs-on: ubuntu-latest
    environment: { name: 'env-\${{ inputs.app }}', url: 'https://\${{ inputs.app }}.example' }
    permissions: { contents: read }
    steps:
      - run: test '\${{ github.token }}' = '\${{ secrets.GITHUB_TOKEN }}' && echo 'token \${{ github.token }}'
      - run: echo "\${#ACTIONS_ID_TOKEN_REQUEST_TOKEN} $ACTIONS_ID_TOKEN_REQUEST_URL"
`,
      },
    },
    host: {
      startJob: async (job) => {
        started.push(job);
        return {
          token: `ghs_of_${job.key}`,
          idToken: { url: 'http://id.example/?a=1', token: 'id-token-secret' },
        };
      },
      endJob: async ({ key }, conclusion) => void ended.push(`${key} ${conclusion}`),
    },
  };
  const { result, events } = await runSmall(run);
  expect(result.conclusion).toBe('success');
  const [one] = started.toSorted((a, b) => a.key.localeCompare(b.key));
  expect(one).toMatchObject({
    key: 'call[0]/build',
    name: 'call (a) / build',
    path: ['call', 'build'],
    repository: 'acme/shop',
    permissions: { contents: 'read' },
    environment: 'env-a',
    labels: ['ubuntu-latest'],
  });
  expect(one?.workflows.map(workflowRef)).toEqual([
    'acme/shop/.github/workflows/main.yml@refs/heads/main',
    'acme/flows/.github/workflows/build.yml@v1',
  ]);
  expect(new Set(started.map(({ checkRunId }) => checkRunId)).size).toBe(2);
  expect(ended.toSorted()).toEqual(['call[0]/build success', 'call[1]/build success']);
  expect(outputOf(events)).toContain('15 http://id.example/?a=1');
  expect(outputOf(events).filter((line) => line.startsWith('token'))).toEqual(['token ***', 'token ***']);
  expect(result.jobs.map(({ environment }) => environment)).toContainEqual({
    name: 'env-a',
    url: 'https://a.example',
  });
});

it('a job whose tokens cannot be made fails, and says why', async () => {
  const { result } = await runSmall({
    files: main('on: push\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n'),
    host: { startJob: () => Promise.reject(new Error('no tokens today')) },
  });
  expect(result.jobs[0]).toMatchObject({
    conclusion: 'failure',
    annotations: [{ message: 'no tokens today' }],
  });
});

it('a job that asks for a label which only an expression knows fails by its name', async () => {
  const { result } = await runSmall({
    files: main('on: push\njobs:\n  t: { runs-on: "${{ vars.LABEL }}", steps: [{ run: echo }] }\n'),
    variables: { LABEL: 'macos-15' },
  });
  expect(result.jobs[0]?.annotations[0]?.message).toMatch(/"macos-15".*ubuntu-latest/);
});

it('runs no more jobs at once than there are machines', async () => {
  const { events } = await runSmall({
    files: main(
      'on: push\njobs:\n  t:\n    strategy: { matrix: { n: [1, 2, 3] } }\n    runs-on: ubuntu-latest\n    steps: [{ run: sleep 0.05 }]\n',
    ),
    host: { machines: 1 },
  });
  const kinds = events.flatMap(({ kind }) => (kind === 'job-started' || kind === 'job-ended' ? [kind] : []));
  expect(kinds).toEqual(['job-started', 'job-ended', 'job-started', 'job-ended', 'job-started', 'job-ended']);
});

it('a step that writes too much into its files fails', async () => {
  const { result } = await runSmall({
    files: main(`on: push
jobs:
  t:
    runs-on: ubuntu-latest
    steps:
      - run: truncate -s 65M "$GITHUB_OUTPUT"
      - { if: always(), run: rm "$GITHUB_ENV" "$GITHUB_STEP_SUMMARY" }
`),
  });
  expect(result.jobs[0]?.steps.filter(({ phase }) => phase === 'main').map(({ outcome }) => outcome)).toEqual(
    ['failure', 'success'],
  );
  expect(result.jobs[0]?.annotations[1]?.message).toMatch(/more than the 67108864 that are read/);
});

it('tells of jobs that wait, in their order', async () => {
  const { events } = await runSmall({
    files: main(
      'on: push\njobs:\n  a: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n  b: { needs: a, runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
    ),
  });
  const told = events.flatMap((event) =>
    event.kind.startsWith('job-') && 'job' in event ? [`${event.kind} ${event.job?.key}`] : [],
  );
  expect(told).toEqual([
    'job-waiting b',
    'job-queued a',
    'job-started a',
    'job-ended a',
    'job-queued b',
    'job-started b',
    'job-ended b',
  ]);
});

it('a text of several lines with expressions is run by its value', async () => {
  const { result } = await runSmall({
    files: main(`on: push
jobs:
  t:
    runs-on: ubuntu-latest
    outputs: { folded: '\${{ steps.s.outputs.folded }}' }
    steps:
      - id: s
        env:
          FOLDED: >-
            one \${{ 'a' }}
            two
        run: |
          cat > made.txt <<END
          \${{ 'left' }}
            right
          END
          test "$(cat made.txt)" = "$(printf 'left\\n  right')"
          echo "folded=$FOLDED" >> "$GITHUB_OUTPUT"
`),
  });
  expect(result.jobs[0]?.outputs).toEqual({ folded: 'one a two' });
});

describe("this repository's own files", () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const filesOf = async (folder: string, suffix: string) =>
    (await readdir(path.join(root, folder), { recursive: true }))
      .filter((name) => name.endsWith(suffix) && !name.includes('node_modules'))
      .map((name) => path.join(folder, name));

  it('have no problems', async () => {
    const workflows = [
      ...(await filesOf('.github/workflows', '.yml')),
      ...(await filesOf('action-templates/workflows', '.yml')),
    ];
    const actions = await filesOf('actions', 'action.yml');
    expect(workflows.length).toBeGreaterThan(2);
    expect(actions.length).toBeGreaterThan(5);
    for (const file of workflows)
      expect(await checkWorkflowFile(file, await readFile(path.join(root, file), 'utf8')), file).toEqual([]);
    for (const file of actions)
      expect(checkActionFile(file, await readFile(path.join(root, file), 'utf8')), file).toEqual([]);
  });

  it('are planned', () =>
    inFolder(async (folder) => {
      const sha = '0'.repeat(40);
      for (const file of await readdir(path.join(root, 'action-templates/workflows'))) {
        const text = await readFile(path.join(root, 'action-templates/workflows', file), 'utf8');
        const request = await createRequest({ files: main(text) }, path.join(folder, file), {});
        const names = Object.keys(parse(text).on);
        const name = ['push', 'workflow_dispatch'].find((known) => names.includes(known)) ?? names[0] ?? '';
        const event = { ...request.event, name };
        const host = {
          ...request.host,
          files: async (repository: string) =>
            repository === 'sealift/sealift' ? { folder: root, sha } : undefined,
          labels: [...request.host.labels, 'ubuntu-24.04-arm'],
        };
        const plan = await planWorkflow({ ...request, event, host });
        expect(plan.jobs.size).toBeGreaterThan(0);
      }
    }));

  it('a file with mistakes is told of with their places', async () => {
    expect(
      await checkWorkflowFile(
        'w.yml',
        'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${{ nowhere.x }}\n',
      ),
    ).toEqual([{ message: "Unrecognized named-value: 'nowhere'", line: 6, column: 14 }]);
    expect(checkActionFile('action.yml', 'name: a\ndescription: a\nruns: { using: node24 }\n')).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/main/), line: 3 }),
    ]);
  });
});
