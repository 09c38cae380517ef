import type { Case } from '../case.js';
import { call, called, howTo, main, parserTests, reuse, syntax, yaml } from './text.js';

const reuseHowTo = `${howTo}/reuse-automations/reuse-workflows`;

/** Calls of workflows that are refused: inputs, secrets, files, permissions, depth. */
export const refusedCalls: readonly Case[] = [
  {
    says: 'A required input that is not given is refused.',
    source: `${parserTests}/errors-reusable-workflow-job-inputs-required.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: called('inputs: { target: { type: string, required: true } }'),
    }),
    expect: { refused: /target.*required|required.*target/is },
  },
  {
    says: 'An input that the called workflow does not declare is refused.',
    source: `${parserTests}/errors-reusable-workflow-job-inputs-undefined.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml, with: { colour: red } }\n', {
      [call]: called('inputs: { color: { type: string } }'),
    }),
    expect: { refused: /colour/ },
  },
  {
    says: 'A value that does not fit the type of the input is refused.',
    source: `${parserTests}/errors-reusable-workflow-job-inputs-type-mismatch.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml, with: { flag: maybe } }\n', {
      [call]: called('inputs: { flag: { type: boolean } }'),
    }),
    expect: { refused: /maybe|flag/ },
  },
  {
    says: 'An input needs a type.',
    source: `${parserTests}/errors-on-workflow_call-input-type-missing.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: called('inputs: { target: { default: x } }'),
    }),
    expect: { refused: /type/ },
  },
  {
    says: 'A workflow that does not declare workflow_call cannot be called.',
    source: `${reuseHowTo}#creating-a-reusable-workflow`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: 'on: push\njobs:\n  inner: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
    }),
    expect: { refused: /workflow_call/ },
  },
  {
    says: 'A called workflow that is not there is refused.',
    source: `${syntax}#jobsjob_iduses`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/absent.yml }\n'),
    expect: { refused: /absent\.yml|unable to find reusable workflow/i },
  },
  {
    says: 'A required secret that is not passed is refused.',
    source: `${parserTests}/errors-reusable-workflow-job-secrets-required.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: called('secrets: { token: { required: true } }'),
    }),
    expect: { refused: /token.*required|required.*token/is },
  },
  {
    says: 'A secret that the called workflow does not declare is refused.',
    source: `${parserTests}/errors-reusable-workflow-job-secrets-undefined.yml`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml, secrets: { stray: x } }
      `,
      { [call]: called('secrets: { token: { required: false } }') },
    ),
    expect: { refused: /stray/ },
  },
  {
    says: 'An output of a reusable workflow needs a value.',
    source: `${parserTests}/errors-on-workflow_call-output.yml`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: called('outputs: { v: { description: nothing } }'),
    }),
    expect: { refused: /value/ },
  },
  {
    says: 'A called job may not ask for more permission than the calling job has.',
    source: `${parserTests}/errors-reusable-workflow-permissions-not-allowed-job-level-from-caller-job-level.yml`,
    files: main(
      yaml`
        on: push
        jobs:
          call:
            permissions: { contents: read }
            uses: ./.github/workflows/call.yml
      `,
      {
        [call]: yaml`
          on: workflow_call
          jobs:
            inner:
              permissions: { contents: write }
              runs-on: ubuntu-latest
              steps: [{ run: echo }]
        `,
      },
    ),
    expect: { refused: /contents/ },
  },
  {
    says: 'What a permissions map does not name is none, and a called workflow may not ask for it.',
    source: `${parserTests}/errors-reusable-workflow-permissions-not-allowed-workflow-level-from-caller-workflow-level.yml; ${syntax}#permissions`,
    files: main(
      yaml`
        on: push
        permissions: { contents: write }
        jobs:
          call: { uses: ./.github/workflows/call.yml }
      `,
      {
        [call]: yaml`
          on: workflow_call
          permissions: { packages: read }
          jobs:
            inner: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
        `,
      },
    ),
    expect: { refused: /packages/ },
  },
  {
    says: 'A nested workflow may not raise what the level above it has lowered.',
    source: `${reuse}#access-and-permissions-for-nested-workflows`,
    files: main(
      yaml`
        on: push
        permissions: write-all
        jobs:
          call: { uses: ./.github/workflows/middle.yml }
      `,
      {
        '.github/workflows/middle.yml': yaml`
          on: workflow_call
          jobs:
            b: { permissions: { packages: read }, uses: ./.github/workflows/call.yml }
        `,
        [call]: yaml`
          on: workflow_call
          jobs:
            inner:
              permissions: { packages: write }
              runs-on: ubuntu-latest
              steps: [{ run: echo }]
        `,
      },
    ),
    expect: { refused: /packages/ },
  },
  {
    says: 'A job that calls has no steps, runner, env or container of its own.',
    source: `${parserTests}/errors-job-runs-on-and-uses.yml; ${reuse}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml, env: { A: b } }\n', {
      [call]: called('inputs: {}'),
    }),
    expect: { refused: /env/ },
  },
  {
    says: 'Workflows nest to a limited depth: twelve levels are refused.',
    source: `${parserTests}/errors-reusable-workflow-job-nested-depth-exceeded.yml; ${reuseHowTo}#nesting-reusable-workflows`,
    files: main('on: push\njobs:\n  l0: { uses: ./.github/workflows/l1.yml }\n', {
      ...Object.fromEntries(
        Array.from({ length: 11 }, (_, at) => [
          `.github/workflows/l${at + 1}.yml`,
          `on: workflow_call\njobs:\n  l${at + 1}: { uses: ./.github/workflows/l${at + 2}.yml }\n`,
        ]),
      ),
      '.github/workflows/l12.yml':
        'on: workflow_call\njobs:\n  end: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
    }),
    expect: { refused: /nest|depth|level/i },
  },
  {
    says: 'A workflow that calls itself is refused.',
    source: `${reuseHowTo}#nesting-reusable-workflows`,
    files: main('on: push\njobs:\n  call: { uses: ./.github/workflows/call.yml }\n', {
      [call]: 'on: workflow_call\njobs:\n  again: { uses: ./.github/workflows/call.yml }\n',
    }),
    expect: { refused: /nest|depth|level|loop|itself|cycle|recurs/i },
  },
];
