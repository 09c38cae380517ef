import type { Case } from '../case.js';
import { contextsPage, expressionsPage, main, metadata, oneJob, syntax, yaml } from './text.js';

/** `if` of jobs and steps, the status functions, and what a step that did not run leaves behind. */
export const conditions: readonly Case[] = [
  {
    says: 'After a failed step the steps without a status function are skipped and the job fails.',
    source: `${expressionsPage}#status-check-functions`,
    files: oneJob(yaml`
      steps:
        - { id: bad, run: exit 1 }
        - { id: plain, run: echo plain }
        - { id: conditional, if: true, run: echo conditional }
        - { id: explicit, if: success(), run: echo explicit }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            bad: { outcome: 'failure', conclusion: 'failure' },
            plain: { outcome: 'skipped', conclusion: 'skipped' },
            conditional: { outcome: 'skipped' },
            explicit: { outcome: 'skipped' },
          },
        },
      },
    },
  },
  {
    says: 'failure(), always() and !cancelled() let a step run after a failure; the job fails all the same.',
    source: `${expressionsPage}#status-check-functions`,
    files: oneJob(yaml`
      steps:
        - run: exit 1
        - { id: failure, if: failure(), run: echo failure }
        - { id: always, if: always(), run: echo always }
        - { id: not, if: '!cancelled()', run: echo not }
        - { id: cancelled, if: cancelled(), run: echo cancelled }
        - { id: success, if: success() || false, run: echo success }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            failure: { outcome: 'success' },
            always: { outcome: 'success' },
            not: { outcome: 'success' },
            cancelled: { outcome: 'skipped' },
            success: { outcome: 'skipped' },
          },
        },
      },
    },
  },
  {
    says: 'failure() is false and a step with it is skipped while all steps succeed.',
    source: `${expressionsPage}#failure`,
    files: oneJob(yaml`
      steps:
        - run: 'true'
        - { id: handler, if: failure(), run: echo handler }
        - { id: negated, if: '! failure()', run: echo negated }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { handler: { outcome: 'skipped' }, negated: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'A condition without a status function has success() before it; failure() with further conditions needs to be there itself.',
    source: `${expressionsPage}#failure-with-conditions`,
    files: oneJob(yaml`
      steps:
        - { id: demo, run: exit 1 }
        - { id: without, if: steps.demo.conclusion == 'failure', run: echo without }
        - { id: with, if: "failure() && steps.demo.conclusion == 'failure'", run: echo with }
        - { id: other, if: "failure() && steps.demo.conclusion == 'success'", run: echo other }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            without: { outcome: 'skipped' },
            with: { outcome: 'success' },
            other: { outcome: 'skipped' },
          },
        },
      },
    },
  },
  {
    says: 'A status function inside of another function still replaces the implicit success().',
    source: 'actions/languageservices workflow-parser/src/model/converter/if-condition.ts',
    files: oneJob(yaml`
      steps:
        - run: exit 1
        - { id: nested, if: "contains(format('{0}', always()), 'true')", run: echo nested }
        - { id: text, if: "contains('always()', 'always')", run: echo text }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { nested: { outcome: 'success' }, text: { outcome: 'skipped' } },
        },
      },
    },
  },
  {
    says: 'if may be written with or without the brackets of expressions.',
    source: `${syntax}#jobsjob_idif`,
    files: main(yaml`
      on: push
      jobs:
        bare: { runs-on: ubuntu-latest, if: github.event_name == 'push', steps: [{ run: echo }] }
        wrapped: { runs-on: ubuntu-latest, if: "\${{ github.event_name == 'push' }}", steps: [{ run: echo }] }
        no: { runs-on: ubuntu-latest, if: github.event_name == 'pull_request', steps: [{ run: echo }] }
        steps:
          runs-on: ubuntu-latest
          steps:
            - { id: bare, if: github.ref_name == 'main', run: echo }
            - { id: wrapped, if: "\${{ github.ref_name == 'main' }}", run: echo }
            - { id: no, if: "\${{ github.ref_name != 'main' }}", run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        bare: { conclusion: 'success' },
        wrapped: { conclusion: 'success' },
        no: { conclusion: 'skipped' },
        steps: {
          conclusion: 'success',
          steps: {
            bare: { outcome: 'success' },
            wrapped: { outcome: 'success' },
            no: { outcome: 'skipped' },
          },
        },
      },
    },
  },
  {
    says: 'Text outside of the brackets makes a condition a string that is always true.',
    source: 'actions/languageservices languageservice/src/utils/validate-if.ts',
    files: oneJob(yaml`
      steps:
        - { id: trap, if: "\${{ github.event_name }} == 'pull_request'", run: echo trap }
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', steps: { trap: { outcome: 'success' } } } },
    },
  },
  {
    says: "In conditions false, 0, -0, '' and null are false, everything else is true.",
    source: `${expressionsPage}#literals`,
    files: oneJob(yaml`
      steps:
        - { id: zero, if: 0, run: echo }
        - { id: minus, if: -0, run: echo }
        - { id: empty, if: "''", run: echo }
        - { id: nothing, if: 'null', run: echo }
        - { id: missing, if: github.no_such_thing, run: echo }
        - { id: text, if: "'false'", run: echo }
        - { id: number, if: 0.1, run: echo }
        - { id: object, if: github, run: echo }
        - { id: array, if: "fromJSON('[]')", run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            zero: { outcome: 'skipped' },
            minus: { outcome: 'skipped' },
            empty: { outcome: 'skipped' },
            nothing: { outcome: 'skipped' },
            missing: { outcome: 'skipped' },
            text: { outcome: 'success' },
            number: { outcome: 'success' },
            object: { outcome: 'success' },
            array: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'A condition of a step sees the env of the step itself, and what earlier steps wrote to GITHUB_ENV.',
    source: `${contextsPage}#env-context`,
    files: oneJob(yaml`
      env: { LEVEL: job }
      steps:
        - { id: own, if: "env.LEVEL == 'step'", env: { LEVEL: step }, run: echo }
        - { id: other, if: "env.LEVEL == 'step'", run: echo }
        - run: echo LEVEL=file >> "$GITHUB_ENV"
        - { id: file, if: "env.LEVEL == 'file'", run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            own: { outcome: 'success' },
            other: { outcome: 'skipped' },
            file: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'A secret is tested in a condition by way of a variable of the job; a secret that is not set is an empty string.',
    source: `${syntax}#example-using-secrets`,
    files: oneJob(yaml`
      env:
        SET: \${{ secrets.SET }}
        UNSET: \${{ secrets.UNSET }}
      steps:
        - { id: set, if: "env.SET != ''", run: echo }
        - { id: unset, if: "env.UNSET != ''", run: echo }
    `),
    secrets: { SET: 'wire-tap-81' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: { conclusion: 'success', steps: { set: { outcome: 'success' }, unset: { outcome: 'skipped' } } },
      },
    },
  },
  {
    says: 'A skipped step has outcome and conclusion skipped and no outputs; a step still to come has none at all.',
    source: `${contextsPage}#steps-context`,
    files: oneJob(yaml`
      outputs:
        skipped: \${{ steps.no.outcome }} \${{ steps.no.conclusion }} [\${{ steps.no.outputs.v }}]
        early: \${{ steps.look.outputs.later }}
      steps:
        - { id: no, if: false, run: 'echo v=1 >> "$GITHUB_OUTPUT"' }
        - id: look
          run: echo "later=[$LATER]" >> "$GITHUB_OUTPUT"
          env:
            LATER: \${{ steps.later.outcome }}
        - { id: later, run: echo later }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: { conclusion: 'success', outputs: { skipped: 'skipped skipped []', early: '[]' } },
      },
    },
  },
  {
    says: 'job.status is the status of the job so far.',
    source: `${contextsPage}#job-context`,
    files: oneJob(yaml`
      outputs:
        before: \${{ steps.before.outputs.v }}
        after: \${{ steps.after.outputs.v }}
      steps:
        - { id: before, run: 'echo "v=\${{ job.status }}" >> "$GITHUB_OUTPUT"' }
        - run: exit 1
        - { id: after, if: always(), run: 'echo "v=\${{ job.status }}" >> "$GITHUB_OUTPUT"' }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', outputs: { before: 'success', after: 'failure' } } },
    },
  },
  {
    says: 'A condition that cannot be evaluated fails its step.',
    source: 'actions/runner src/Runner.Worker/StepsRunner.cs',
    files: oneJob(yaml`
      steps:
        - { id: bad, if: "fromJSON('{') == 1", run: echo bad }
        - { id: after, if: failure(), run: echo after }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: { conclusion: 'failure', steps: { bad: { outcome: 'failure' }, after: { outcome: 'success' } } },
      },
    },
  },
  {
    says: 'The condition of a job sees needs, with outputs as strings.',
    source: `${syntax}#jobsjob_idif`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs:
            go: \${{ false }}
          steps: [{ run: echo a }]
        text: { runs-on: ubuntu-latest, needs: a, if: needs.a.outputs.go, steps: [{ run: echo }] }
        value: { runs-on: ubuntu-latest, needs: a, if: fromJSON(needs.a.outputs.go), steps: [{ run: echo }] }
        compared: { runs-on: ubuntu-latest, needs: a, if: needs.a.outputs.go == 'true', steps: [{ run: echo }] }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        text: { conclusion: 'success' },
        value: { conclusion: 'skipped' },
        compared: { conclusion: 'skipped' },
      },
    },
  },
  {
    says: 'Functions of a composite action look at the action, not at the job: after a failed step a called action runs its steps.',
    source: `${metadata}#runsstepsif; actions/runner src/Runner.Worker/Expressions/SuccessFunction.cs`,
    files: oneJob(
      yaml`
        steps:
          - run: exit 1
          - { id: call, if: always(), uses: $/inner }
      `,
      {
        'inner/action.yml': yaml`
          name: inner
          description: inner
          runs:
            using: composite
            steps:
              - { shell: bash, run: 'X=plain; echo "ran $X"' }
              - { shell: bash, if: failure(), run: 'X=failure; echo "ran $X"' }
        `,
      },
    ),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { call: { outcome: 'success' } },
          log: ['ran plain'],
          notInLog: ['ran failure'],
        },
      },
    },
  },
];
