import type { Case } from '../case.js';
import { commandsPage, main, oneJob, runnerSource, yaml } from './text.js';

const secretsPage = 'https://docs.github.com/en/actions/reference/security/secrets';
const encoders = 'actions/runner src/Runner.Common/HostContext.cs';

/** What is secret is not shown, wherever it would be, and does not leave its job. */
export const masks: readonly Case[] = [
  {
    says: 'A secret is replaced in the log, in a line with other text and several times.',
    source: secretsPage,
    files: oneJob(yaml`
      steps:
        - run: |
            echo "one $S two $S."
            echo "err $S" >&2
            test "$S" = "hunter-77-xyz"
          env:
            S: \${{ secrets.S }}
        - run: echo "expanded \${{ secrets.S }}"
    `),
    secrets: { S: 'hunter-77-xyz' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: ['one *** two ***.', 'err ***', 'expanded ***'],
          notInLog: ['expanded hunter', 'one hunter', 'err hunter'],
        },
      },
    },
  },
  {
    says: 'Each line of a secret of several lines is masked.',
    source: `${secretsPage}; actions/runner src/Runner.Worker/Worker.cs`,
    files: oneJob(yaml`
      steps:
        - run: printf '%s\n' "$KEY"
          env:
            KEY: \${{ secrets.KEY }}
        - run: printf '%s\n' "$KEY" | tail -n 1 | sed 's/^/tail /'
          env:
            KEY: \${{ secrets.KEY }}
    `),
    secrets: { KEY: 'BEGIN-of-key\nabcdef0123456789\nEND-of-key' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: ['tail ***'],
          notInLog: ['BEGIN-of-key', 'abcdef0123456789', 'END-of-key'],
        },
      },
    },
  },
  {
    says: 'Base64 and JSON and URI forms of a secret are masked too.',
    source: encoders,
    files: oneJob(yaml`
      steps:
        - run: |
            echo "base64 $(printf '%s' "$S" | base64 -w0)"
            echo "json $(python3 -c 'import json,os; print(json.dumps(os.environ["S"])[1:-1])')"
            echo "uri $(python3 -c 'import urllib.parse,os; print(urllib.parse.quote(os.environ["S"], safe=""))')"
          env:
            S: \${{ secrets.S }}
    `),
    secrets: { S: 'long secret with "quotes"' },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['base64 ***', 'json ***', 'uri ***'] } },
    },
  },
  {
    says: 'add-mask masks from then on, in later steps as well.',
    source: `${commandsPage}#masking-a-value-in-a-log`,
    files: oneJob(yaml`
      steps:
        - id: s
          run: |
            V="Mona"; V="$V The"; V="$V Octocat"
            echo "before $V"
            echo "::add-mask::$V"
            echo "after $V"
            echo "v=$V" >> "$GITHUB_OUTPUT"
        - run: echo "later $V"
          env:
            V: \${{ steps.s.outputs.v }}
        - run: test "$(printf %s "$V" | wc -c)" = 16
          env:
            V: \${{ steps.s.outputs.v }}
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: ['before Mona The Octocat', 'after ***', 'later ***'],
          notInLog: ['after Mona', 'later Mona', '::add-mask::Mona'],
        },
      },
    },
  },
  {
    says: 'A mask of several lines masks each of them.',
    source: `${runnerSource}/ActionCommandManager.cs`,
    files: oneJob(yaml`
      steps:
        - run: |
            A=alpha; B=omega
            echo "::add-mask::$A-secret%0A$B-secret"
            echo "one $A-secret"
            echo "two $B-secret"
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['one ***', 'two ***'] } },
    },
  },
  {
    says: 'A secret is masked in an annotation.',
    source: secretsPage,
    files: oneJob(yaml`
      steps:
        - run: echo "::warning title=T::the value is $S"
          env:
            S: \${{ secrets.S }}
    `),
    secrets: { S: 'hunter-77-xyz' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          annotations: [{ level: 'warning', message: 'the value is ***' }],
        },
      },
    },
  },
  {
    says: 'A secret is masked in the name of a step.',
    source: `${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - name: with \${{ secrets.S }}
          run: echo
    `),
    secrets: { S: 'hunter-77-xyz' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { 'with ***': { outcome: 'success' } },
          notInLog: ['with hunter'],
        },
      },
    },
  },
  {
    says: 'A secret is masked in a summary.',
    source: `${commandsPage}#overwriting-job-summaries`,
    files: oneJob(yaml`
      steps:
        - run: echo "token $S." >> "$GITHUB_STEP_SUMMARY"
          env:
            S: \${{ secrets.S }}
    `),
    secrets: { S: 'hunter-77-xyz' },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', summary: /^token \*\*\*\.\n*$/ } } },
  },
  {
    says: 'An output with a secret in it is not passed on to other jobs; a warning says so.',
    source: `${commandsPage}#masking-a-value-in-a-log; ${runnerSource}/JobExtension.cs`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs:
            secret: \${{ steps.s.outputs.secret }}
            masked: \${{ steps.s.outputs.masked }}
            plain: \${{ steps.s.outputs.plain }}
          steps:
            - id: s
              run: |
                M=made; M="$M-up-value"
                echo "::add-mask::$M"
                echo "secret=prefix $S" >> "$GITHUB_OUTPUT"
                echo "masked=$M" >> "$GITHUB_OUTPUT"
                echo "plain=open" >> "$GITHUB_OUTPUT"
              env:
                S: \${{ secrets.S }}
            - run: test -n "$(printf '%s' "$IN_JOB")"
              env:
                IN_JOB: \${{ steps.s.outputs.secret }}
        b:
          needs: a
          runs-on: ubuntu-latest
          outputs:
            seen: "[\${{ needs.a.outputs.secret }}][\${{ needs.a.outputs.masked }}][\${{ needs.a.outputs.plain }}]"
          steps: [{ run: echo }]
    `),
    secrets: { S: 'hunter-77-xyz' },
    expect: {
      conclusion: 'success',
      jobs: {
        a: {
          conclusion: 'success',
          outputs: { plain: 'open' },
          withoutOutputs: ['secret', 'masked'],
          annotations: [{ level: 'warning', message: /Skip output 'secret' since it may contain secret/ }],
        },
        b: { conclusion: 'success', outputs: { seen: '[][][open]' } },
      },
    },
  },
  {
    says: 'The token of the job is masked, as github.token and as secrets.GITHUB_TOKEN.',
    source: 'https://docs.github.com/en/actions/tutorials/authenticate-with-github_token',
    files: oneJob(yaml`
      steps:
        - run: |
            test -n "$A" && test "$A" = "$B"
            echo "token $A."
          env:
            A: \${{ github.token }}
            B: \${{ secrets.GITHUB_TOKEN }}
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['token ***.'] } } },
  },
  {
    says: 'What an action prints is masked.',
    source: secretsPage,
    files: oneJob(yaml`
      steps:
        - uses: acme/tell@v1
          with:
            secret: \${{ secrets.S }}
    `),
    remote: {
      'acme/tell@v1': {
        'action.yml':
          'name: tell\ndescription: tell\ninputs: { secret: { required: true } }\nruns: { using: node24, main: main.js }\n',
        'main.js': 'console.log(`told ${process.env.INPUT_SECRET}.`);\n',
      },
    },
    secrets: { S: 'hunter-77-xyz' },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['told ***.'] } } },
  },
  {
    says: 'Names of secrets are read without regard to case.',
    source: secretsPage,
    files: oneJob(yaml`
      steps:
        - run: test "$A" = "$B" && test -n "$A"
          env:
            A: \${{ secrets.My_Secret }}
            B: \${{ secrets.MY_SECRET }}
    `),
    secrets: { MY_SECRET: 'hunter-77-xyz' },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
];
