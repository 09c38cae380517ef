import type { Case } from '../case.js';
import { commandsPage, oneJob, runnerSource, yaml } from './text.js';

const commandSource = `${runnerSource}/ActionCommandManager.cs; actions/runner src/Runner.Common/ActionCommand.cs`;

/** Workflow commands: lines of the output that speak to the runner. */
export const commands: readonly Case[] = [
  {
    says: 'error, warning and notice make annotations with file, line and title; none of them fails the step.',
    source: `${commandsPage}#setting-an-error-message`,
    files: oneJob(yaml`
      steps:
        - run: |
            echo "::error file=app.js,line=10,col=15,title=Broken::Something is wrong"
            echo "::warning file=lib/b.js,line=2,endLine=3::Odd"
            echo "::notice title=Note::Seen"
            echo "::notice::Plain"
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          annotations: [
            { level: 'error', message: 'Something is wrong', title: 'Broken', file: 'app.js', line: 10 },
            { level: 'warning', message: 'Odd', file: 'lib/b.js', line: 2 },
            { level: 'notice', message: 'Seen', title: 'Note' },
            { level: 'notice', message: 'Plain' },
          ],
          onlyAnnotations: true,
          log: [/Something is wrong/, /Odd/, /Seen/],
        },
      },
    },
  },
  {
    says: 'A message and properties are unescaped: %25, %0D, %0A everywhere, %3A and %2C in properties only.',
    source: commandSource,
    files: oneJob(yaml`
      steps:
        - run: |
            echo '::warning title=a%3Ab%2Cc 100%25::one%0Atwo%3Athree 100%25 %250A'
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          annotations: [{ level: 'warning', title: 'a:b,c 100%', message: 'one\ntwo%3Athree 100% %0A' }],
          onlyAnnotations: true,
        },
      },
    },
  },
  {
    says: 'Names of commands and parameters ignore case; blanks may stand before a command, other text may not.',
    source: `${commandsPage}#about-workflow-commands; ${commandSource}`,
    files: oneJob(yaml`
      steps:
        - run: |
            echo '::WARNING FILE=a.js,Line=3::upper'
            echo '    ::warning::indented'
            echo 'text ::warning::within'
            echo '::no-such-command::unknown'
            echo '::warning unfinished'
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          annotations: [
            { level: 'warning', message: 'upper', file: 'a.js', line: 3 },
            { level: 'warning', message: 'indented' },
          ],
          onlyAnnotations: true,
          log: ['text ::warning::within', '::no-such-command::unknown'],
        },
      },
    },
  },
  {
    says: 'Commands count on the error stream as well.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - run: echo '::warning::from below' >&2
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: { conclusion: 'success', annotations: [{ level: 'warning', message: 'from below' }] },
      },
    },
  },
  {
    says: 'Debug messages are not shown.',
    source: `${commandsPage}#setting-a-debug-message`,
    files: oneJob(yaml`
      steps:
        - run: |
            X=tells
            echo "::debug::nobody $X"
            echo "but $X this"
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['but tells this'], notInLog: ['nobody tells'] } },
    },
  },
  {
    says: 'Debug messages are shown when ACTIONS_STEP_DEBUG is true, and RUNNER_DEBUG is 1.',
    source: `${commandsPage}#setting-a-debug-message; https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging`,
    files: oneJob(yaml`
      steps:
        - run: |
            X=tells
            echo "::debug::everybody $X"
            test "$RUNNER_DEBUG" = 1
    `),
    variables: { ACTIONS_STEP_DEBUG: 'true' },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['everybody tells'] } } },
  },
  {
    says: 'Without debug logging RUNNER_DEBUG is not set.',
    source: `${commandsPage}#using-workflow-commands-to-access-toolkit-functions`,
    files: oneJob(yaml`
      steps:
        - run: test -z "$RUNNER_DEBUG"
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Groups show their title and what is inside.',
    source: `${commandsPage}#grouping-log-lines`,
    files: oneJob(yaml`
      steps:
        - run: |
            X=shown
            echo "::group::My title $X"
            echo "Inside group $X"
            echo "::endgroup::"
            echo "After group $X"
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: { conclusion: 'success', log: [/My title shown/, 'Inside group shown', 'After group shown'] },
      },
    },
  },
  {
    says: 'Between stop-commands and its token no command counts; the lines are shown as they are.',
    source: `${commandsPage}#stopping-and-starting-workflow-commands`,
    files: oneJob(yaml`
      outputs:
        v: "[\${{ steps.s.outputs.v }}]"
      steps:
        - id: s
          run: |
            X=word
            echo "::warning::first $X"
            echo "::stop-commands::a1b2c3d4e5"
            echo "::warning::silent $X"
            echo "::set-output name=v::no"
            echo "::other-token::"
            echo "::error::still silent $X"
            echo "::a1b2c3d4e5::"
            echo "::warning::last $X"
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: '[]' },
          annotations: [
            { level: 'warning', message: 'first word' },
            { level: 'warning', message: 'last word' },
          ],
          onlyAnnotations: true,
          log: ['::warning::silent word', '::error::still silent word'],
        },
      },
    },
  },
  {
    says: 'set-output still sets an output, with a warning that it is deprecated.',
    source:
      'https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/',
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.s.outputs.v }}
      steps:
        - { id: s, run: "echo '::set-output name=v::one%0Atwo'" }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: 'one\ntwo' },
          annotations: [{ level: 'warning', message: /set-output.*deprecated/ }],
        },
      },
    },
  },
  {
    says: 'set-env and add-path are disabled: the step fails and nothing is set.',
    source:
      'https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/',
    files: oneJob(yaml`
      steps:
        - { id: env, continue-on-error: true, run: "echo '::set-env name=V::set'" }
        - { id: path, continue-on-error: true, run: "echo '::add-path::/somewhere/else'" }
        - run: |
            test -z "$V"
            case ":$PATH:" in *:/somewhere/else:*) exit 1 ;; esac
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            env: { outcome: 'failure', conclusion: 'success' },
            path: { outcome: 'failure', conclusion: 'success' },
          },
          annotations: [{ level: 'error', message: /set-env.*disabled/ }],
        },
      },
    },
  },
  {
    says: 'ACTIONS_ALLOW_UNSECURE_COMMANDS turns set-env and add-path on.',
    source:
      'https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/',
    files: oneJob(yaml`
      env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }
      steps:
        - run: |
            echo '::set-env name=V::set'
            echo '::add-path::/somewhere/else'
        - run: |
            test "$V" = set
            case "$PATH" in /somewhere/else:*) ;; *) exit 1 ;; esac
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Commands are not echoed; after echo on they are, until echo off.',
    source: `https://github.com/actions/toolkit/blob/main/docs/commands.md#command-echoing; ${commandSource}`,
    files: oneJob(yaml`
      steps:
        - run: |
            X=seen
            echo "::set-output name=a::un$X"
            echo "::echo::on"
            echo "::set-output name=b::is-$X"
            echo "::echo::off"
            echo "::set-output name=c::not-$X"
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: ['::set-output name=b::is-seen'],
          notInLog: ['::unseen', '::not-seen'],
        },
      },
    },
  },
  {
    says: 'A set-output without a name fails the step.',
    source: commandSource,
    files: oneJob(yaml`
      steps:
        - { id: bad, run: "echo '::set-output::value'" }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { bad: { outcome: 'failure' } } } },
    },
  },
];
