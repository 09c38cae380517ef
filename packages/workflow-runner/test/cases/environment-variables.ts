import type { Case } from '../case.js';
import {
  commandsPage,
  contextsPage,
  main,
  oneJob,
  runnerSource,
  syntax,
  variablesPage,
  yaml,
} from './text.js';

/** Variables of three levels, those of the runner, and the env and vars contexts. */
export const environmentVariables: readonly Case[] = [
  {
    says: 'Of variables with one name the most specific holds: step before job before workflow.',
    source: `${syntax}#env`,
    files: main(yaml`
      on: push
      env: { A: workflow, B: workflow, C: workflow }
      jobs:
        t:
          runs-on: ubuntu-latest
          env: { B: job, C: job }
          steps:
            - run: test "$A $B $C" = "workflow job step"
              env: { C: step }
            - run: test "$A $B $C" = "workflow job job"
            - run: test '\${{ env.A }} \${{ env.B }} \${{ env.C }}' = "workflow job step"
              env: { C: step }
        other:
          runs-on: ubuntu-latest
          steps:
            - run: test "$A $B $C" = "workflow workflow workflow"
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success' }, other: { conclusion: 'success' } },
    },
  },
  {
    says: 'Variables of a map are not defined by others of the same map.',
    source: `${variablesPage}; ${syntax}#env`,
    files: oneJob(yaml`
      env: { A: outer }
      steps:
        - run: test "$B" = outer
          env:
            A: inner
            B: \${{ env.A }}
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Values of env become strings.',
    source: `${syntax}#env`,
    files: oneJob(yaml`
      env:
        flag: true
        Number: 1.50
        hex: 0xff
        empty:
        text: '007'
      steps:
        - run: test "$flag|$Number|$hex|$empty|$text" = "true|1.5|255||007"
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Names of variables, in the env context as well, are case-sensitive on Linux.',
    source: `${commandsPage}#setting-an-environment-variable; ${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      env: { Mixed: case }
      steps:
        - run: test "$Mixed|$MIXED" = "case|"
        - run: test '\${{ env.Mixed }}|\${{ env.MIXED }}' = 'case|'
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'The env context has what the workflow sets and not what the process inherits.',
    source: `${contextsPage}#env-context`,
    files: oneJob(yaml`
      env: { MINE: set }
      steps:
        - run: |
            test -n "$PATH" && test -n "$HOME" && test -n "$GITHUB_SHA"
            test -z '\${{ env.PATH }}\${{ env.HOME }}\${{ env.GITHUB_SHA }}'
            test '\${{ env.MINE }}' = set
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'An expression in a script is replaced before the shell runs it.',
    source: `${contextsPage}#determining-when-to-use-contexts`,
    files: oneJob(yaml`
      env: { V: first }
      steps:
        - run: |
            V=second
            test "$V" = second
            test '\${{ env.V }}' = first
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'The default variables have the values of the contexts.',
    source: `${variablesPage}#default-environment-variables`,
    files: oneJob(yaml`
      steps:
        - run: |
            test "$CI $GITHUB_ACTIONS" = "true true"
            test "$GITHUB_EVENT_NAME $GITHUB_REF $GITHUB_REF_NAME $GITHUB_REF_TYPE" = "push refs/heads/main main branch"
            test "$GITHUB_REPOSITORY $GITHUB_REPOSITORY_OWNER" = "acme/shop acme"
            test "$GITHUB_SHA" = '\${{ github.sha }}'
            test "$GITHUB_RUN_ID $GITHUB_RUN_NUMBER" = '\${{ github.run_id }} \${{ github.run_number }}'
            test "$GITHUB_RUN_ATTEMPT" = 1
            test "$GITHUB_JOB" = t
            test "$GITHUB_WORKFLOW" = '\${{ github.workflow }}'
            test "$GITHUB_ACTOR" = '\${{ github.actor }}'
            test "$GITHUB_SERVER_URL $GITHUB_API_URL" = '\${{ github.server_url }} \${{ github.api_url }}'
            test "$GITHUB_WORKSPACE" = '\${{ github.workspace }}'
            test "$GITHUB_WORKSPACE" = "$PWD"
        - run: test -z "$GITHUB_TOKEN"
        - run: python3 -c 'import json, os; json.load(open(os.environ["GITHUB_EVENT_PATH"]))'
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'RUNNER_ variables and the runner context agree; the temporary folder is outside of the workspace.',
    source: `${variablesPage}#default-environment-variables; ${contextsPage}#runner-context`,
    files: oneJob(yaml`
      steps:
        - run: |
            test "$RUNNER_OS" = Linux && test '\${{ runner.os }}' = Linux
            case "$RUNNER_ARCH" in X64|ARM64) ;; *) exit 1 ;; esac
            test "$RUNNER_ARCH" = '\${{ runner.arch }}'
            test -d "$RUNNER_TEMP" && test -n "$RUNNER_TOOL_CACHE"
            test "$RUNNER_TEMP" = '\${{ runner.temp }}'
            test "$RUNNER_TOOL_CACHE" = '\${{ runner.tool_cache }}'
            case "$RUNNER_TEMP/" in "$GITHUB_WORKSPACE"/*) exit 1 ;; esac
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Default variables GITHUB_ and RUNNER_ cannot be overwritten, CI can.',
    source: `${variablesPage}#naming-conventions-for-environment-variables; ${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      env: { GITHUB_EVENT_NAME: mine, RUNNER_OS: Plan9 }
      steps:
        - run: test "$GITHUB_EVENT_NAME $RUNNER_OS" = "push Linux"
        - run: test "$GITHUB_REF" = refs/heads/main
          env: { GITHUB_REF: refs/heads/mine }
        - run: |
            echo GITHUB_REPOSITORY=me/mine >> "$GITHUB_ENV"
            echo CI=false >> "$GITHUB_ENV"
        - run: test "$GITHUB_REPOSITORY" = acme/shop
        - run: test "$CI" = false
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Configuration variables are in vars, empty when they are not set, without regard to case.',
    source: `${contextsPage}#vars-context`,
    files: main(yaml`
      on: push
      run-name: for \${{ vars.TARGET }}
      env: { A: "\${{ vars.TARGET }}" }
      jobs:
        t:
          runs-on: ubuntu-latest
          if: vars.TARGET == 'moon'
          steps:
            - run: test "$A [\${{ vars.NONE }}] \${{ vars.target }}" = "moon [] moon"
            - run: test -z "$TARGET"
    `),
    variables: { TARGET: 'moon' },
    expect: { conclusion: 'success', runName: 'for moon', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Anchors and aliases of YAML repeat parts of a workflow.',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#yaml-anchors-and-aliases',
    files: main(yaml`
      on: push
      jobs:
        one:
          runs-on: ubuntu-latest
          env: &variables { A: shared }
          steps: &same
            - run: test "$A" = shared
        two:
          runs-on: ubuntu-latest
          env: *variables
          steps: *same
    `),
    expect: {
      conclusion: 'success',
      jobs: { one: { conclusion: 'success' }, two: { conclusion: 'success' } },
    },
  },
];
