import type { Case } from '../case.js';
import { main, oneJob, runnerSource, syntax, yaml } from './text.js';

const shellKey = `${syntax}#jobsjob_idstepsshell`;
const exitCodes = `${syntax}#exit-codes-and-error-action-preference`;

/** Shells, exit codes, working directories and their defaults. */
export const shells: readonly Case[] = [
  {
    says: 'Without a shell it is bash -e: a failing command ends the script, a failure within a pipe does not.',
    source: exitCodes,
    files: oneJob(yaml`
      steps:
        - { id: bash, run: 'test -n "$BASH_VERSION"' }
        - { id: pipe, run: 'false | true' }
        - id: stops
          run: |
            X=after
            false
            echo "came $X"
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            bash: { outcome: 'success' },
            pipe: { outcome: 'success' },
            stops: { outcome: 'failure' },
          },
          notInLog: ['came after'],
        },
      },
    },
  },
  {
    says: 'With shell: bash a failure within a pipe fails the step.',
    source: exitCodes,
    files: oneJob(yaml`
      steps:
        - { id: pipe, shell: bash, run: 'false | true' }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { pipe: { outcome: 'failure' } } } },
    },
  },
  {
    says: 'shell: bash reads no start-up files.',
    source: shellKey,
    files: oneJob(yaml`
      steps:
        - run: |
            cd "$RUNNER_TEMP"
            echo 'export PROFILE=read' | tee .bashrc .bash_profile .profile > /dev/null
        - { id: clean, shell: bash, run: 'test -z "$PROFILE" && ! shopt -q login_shell', env: { HOME: "\${{ runner.temp }}" } }
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', steps: { clean: { outcome: 'success' } } } },
    },
  },
  {
    says: 'shell: sh is sh -e.',
    source: exitCodes,
    files: oneJob(yaml`
      steps:
        - { id: pipe, shell: sh, run: 'false | true' }
        - id: stops
          shell: sh
          run: |
            X=after
            false
            echo "came $X"
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { pipe: { outcome: 'success' }, stops: { outcome: 'failure' } },
          notInLog: ['came after'],
        },
      },
    },
  },
  {
    says: 'shell: python runs the script with Python; an uncaught error fails the step.',
    source: shellKey,
    files: oneJob(yaml`
      steps:
        - id: ok
          shell: python
          run: |
            import os
            with open(os.environ['GITHUB_OUTPUT'], 'a') as f:
                f.write('v=%d\n' % sum(range(5)))
        - { id: bad, shell: python, run: 'raise SystemExit(2)' }
      outputs:
        v: \${{ steps.ok.outputs.v }}
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          outputs: { v: '10' },
          steps: { ok: { outcome: 'success' }, bad: { outcome: 'failure' } },
        },
      },
    },
  },
  {
    says: 'A shell of its own is a template: bash {0} has no -e, so that the last command decides.',
    source: `${syntax}#custom-shell`,
    files: oneJob(yaml`
      steps:
        - id: goes-on
          shell: bash {0}
          run: |
            X=after
            false
            echo "came $X"
        - { id: last, shell: 'bash {0}', run: 'true; false' }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          log: ['came after'],
          steps: { 'goes-on': { outcome: 'success' }, last: { outcome: 'failure' } },
        },
      },
    },
  },
  {
    says: 'Any command with options may be the shell; the script stands at {0}.',
    source: `${syntax}#custom-shell`,
    files: oneJob(yaml`
      steps:
        - shell: python3 -c "import sys; print(*sys.argv[1:-1], open(sys.argv[-1]).read().upper())" one {0}
          run: two three
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['one TWO THREE'] } } },
  },
  {
    says: 'A shell with options but no {0} is not valid and fails the step.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - { id: bad, shell: bash -x, run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { bad: { outcome: 'failure' } },
          annotations: [{ level: 'error', message: /\{0\}/ }],
        },
      },
    },
  },
  {
    says: 'A shell that is not installed fails the step.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - { id: bad, shell: 'no-such-shell {0}', run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { bad: { outcome: 'failure' } } } },
    },
  },
  {
    says: 'Every exit code but 0 fails the step and is named in an error.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - { id: neutral, run: exit 78 }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { neutral: { outcome: 'failure' } },
          annotations: [{ level: 'error', message: 'Process completed with exit code 78.' }],
        },
      },
    },
  },
  {
    says: 'Each step is its own process: directory, variables and options of a script end with it.',
    source: `${syntax}#jobsjob_idsteps`,
    files: oneJob(yaml`
      steps:
        - run: |
            mkdir sub && cd sub
            export KEPT=no
            set -o pipefail
        - run: test -z "$KEPT" && test "$PWD" = "$GITHUB_WORKSPACE"
        - run: 'false | true'
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'What a script writes to both of its streams is in the log.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - run: |
            X=line
            echo "out $X"
            echo "err $X" >&2
            printf 'unended %s' "$X"
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['out line', 'err line', 'unended line'] } },
    },
  },
  {
    says: 'defaults.run of the workflow holds for all jobs, that of a job is more specific, that of a step most.',
    source: `${syntax}#defaultsrun`,
    files: main(yaml`
      on: push
      defaults: { run: { shell: sh } }
      jobs:
        workflow:
          runs-on: ubuntu-latest
          steps:
            - { id: of-workflow, run: 'false | true' }
        job:
          runs-on: ubuntu-latest
          defaults: { run: { shell: 'python3 {0}' } }
          steps:
            - { id: of-job, run: import sys }
            - { id: of-step, shell: bash, run: '[[ 1 = 1 ]]' }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        workflow: { conclusion: 'success', steps: { 'of-workflow': { outcome: 'success' } } },
        job: {
          conclusion: 'success',
          steps: { 'of-job': { outcome: 'success' }, 'of-step': { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'working-directory is relative to the workspace; a job overrides the workflow and a step overrides the job.',
    source: `${syntax}#defaultsrunworking-directory`,
    files: main(yaml`
      on: push
      defaults: { run: { working-directory: a } }
      jobs:
        t:
          runs-on: ubuntu-latest
          steps:
            - { working-directory: ., run: mkdir -p a b/c }
            - { run: 'test "$PWD" = "$GITHUB_WORKSPACE/a"' }
            - { working-directory: b/c, run: 'test "$PWD" = "$GITHUB_WORKSPACE/b/c"' }
        u:
          runs-on: ubuntu-latest
          defaults: { run: { working-directory: b } }
          steps:
            - { working-directory: ., run: mkdir -p a b }
            - { run: 'test "$PWD" = "$GITHUB_WORKSPACE/b"' }
            - { working-directory: "\${{ runner.temp }}", run: 'test "$PWD" = "$RUNNER_TEMP"' }
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' }, u: { conclusion: 'success' } } },
  },
  {
    says: 'A working directory that is not there fails the step.',
    source: `${syntax}#jobsjob_iddefaultsrunworking-directory`,
    files: oneJob(yaml`
      steps:
        - { id: bad, working-directory: nowhere, run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { bad: { outcome: 'failure' } } } },
    },
  },
  {
    says: 'Defaults of a job may be expressions, of the matrix too.',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
    files: main(yaml`
      on: push
      jobs:
        t:
          name: \${{ matrix.shell }}
          runs-on: ubuntu-latest
          strategy: { matrix: { shell: [sh, bash] } }
          defaults: { run: { shell: "\${{ matrix.shell }}" } }
          steps: [{ id: pipe, run: 'false | true' }]
    `),
    expect: {
      conclusion: 'failure',
      jobs: { bash: { conclusion: 'failure', steps: { pipe: { outcome: 'failure' } } } },
    },
  },
];
