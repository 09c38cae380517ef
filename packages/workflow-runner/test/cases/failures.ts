import type { Case } from '../case.js';
import {
  cancellation,
  contextsPage,
  expressionsPage,
  main,
  oneJob,
  runnerSource,
  syntax,
  yaml,
} from './text.js';

/** Failures that are allowed, time that runs out, and runs that somebody cancels. */
export const failures: readonly Case[] = [
  {
    says: 'A failed step with continue-on-error has outcome failure and conclusion success, and the job goes on and succeeds.',
    source: `${syntax}#jobsjob_idstepscontinue-on-error; ${contextsPage}#steps-context`,
    files: oneJob(yaml`
      outputs:
        seen: \${{ steps.soft.outcome }} \${{ steps.soft.conclusion }} \${{ steps.soft.outputs.v }}
      steps:
        - { id: soft, continue-on-error: true, run: 'echo v=1 >> "$GITHUB_OUTPUT"; exit 1' }
        - { id: after, run: echo after }
        - { id: failure, if: failure(), run: echo failure }
        - { id: handled, if: steps.soft.outcome == 'failure', run: echo handled }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { seen: 'failure success 1' },
          steps: {
            soft: { outcome: 'failure', conclusion: 'success' },
            after: { outcome: 'success' },
            failure: { outcome: 'skipped' },
            handled: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'continue-on-error of a step may be an expression of steps and env, evaluated after the step.',
    source: `${contextsPage}#context-availability; ${runnerSource}/ExecutionContext.cs`,
    files: oneJob(yaml`
      env: { SOFT: 'yes' }
      steps:
        - { id: a, continue-on-error: "\${{ env.SOFT == 'yes' }}", run: exit 1 }
        - { id: b, continue-on-error: "\${{ steps.a.outcome == 'success' }}", run: exit 1 }
        - { id: c, run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            a: { outcome: 'failure', conclusion: 'success' },
            b: { outcome: 'failure', conclusion: 'failure' },
            c: { outcome: 'skipped' },
          },
        },
      },
    },
  },
  {
    says: 'The run succeeds although a job with continue-on-error failed.',
    source: `${syntax}#jobsjob_idcontinue-on-error`,
    files: main(yaml`
      on: push
      jobs:
        soft: { runs-on: ubuntu-latest, continue-on-error: true, steps: [{ run: exit 1 }] }
        other: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    expect: { conclusion: 'success', jobs: { other: { conclusion: 'success' } } },
  },
  {
    says: 'A step that takes longer than its timeout-minutes is killed and fails; later steps see a failure.',
    source: `${syntax}#jobsjob_idstepstimeout-minutes; ${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { id: slow, timeout-minutes: 1, run: exec sleep 5 }
        - { id: plain, run: echo }
        - { id: failure, if: failure(), run: echo }
    `),
    minute: 400,
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            slow: { outcome: 'failure' },
            plain: { outcome: 'skipped' },
            failure: { outcome: 'success' },
          },
          annotations: [{ level: 'error', message: /has timed out after 1 minutes/ }],
        },
      },
    },
  },
  {
    says: 'A step that runs out of time may be allowed to.',
    source: `${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { id: slow, timeout-minutes: 1, continue-on-error: true, run: exec sleep 5 }
        - { id: plain, run: echo }
    `),
    minute: 400,
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { slow: { outcome: 'failure', conclusion: 'success' }, plain: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'A job that takes longer than its timeout-minutes is cancelled; its always() steps still run.',
    source: `${syntax}#jobsjob_idtimeout-minutes`,
    files: oneJob(yaml`
      timeout-minutes: 1
      steps:
        - { id: slow, run: exec sleep 5 }
        - { id: plain, run: echo }
        - { id: failure, if: failure(), run: echo }
        - { id: cancelled, if: cancelled(), run: echo }
        - { id: always, if: always(), run: echo }
    `),
    minute: 700,
    expect: {
      conclusion: 'cancelled',
      jobs: {
        t: {
          conclusion: 'cancelled',
          steps: {
            plain: { outcome: 'skipped' },
            failure: { outcome: 'skipped' },
            cancelled: { outcome: 'success' },
            always: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'Cancelling ends the running step; then only steps with always() or cancelled() run.',
    source: `${cancellation}; ${expressionsPage}#cancelled`,
    files: oneJob(yaml`
      steps:
        - { id: long, run: 'W=now; echo "cancel me $W"; exec sleep 5' }
        - { id: plain, run: echo }
        - { id: failure, if: failure(), run: echo }
        - { id: not, if: '!cancelled()', run: echo }
        - { id: cancelled, if: cancelled(), run: echo }
        - { id: always, if: always(), run: 'test "\${{ job.status }}" = cancelled' }
    `),
    cancelAt: 'cancel me now',
    expect: {
      conclusion: 'cancelled',
      jobs: {
        t: {
          conclusion: 'cancelled',
          steps: {
            long: { outcome: 'cancelled' },
            plain: { outcome: 'skipped' },
            failure: { outcome: 'skipped' },
            not: { outcome: 'skipped' },
            cancelled: { outcome: 'success' },
            always: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'A running step with always() is not ended by a cancellation.',
    source: `${cancellation}; ${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { id: kept, if: always(), run: 'W=now; echo "cancel me $W"; sleep 0.3; echo "to the $W end"' }
        - { id: plain, run: echo }
    `),
    cancelAt: 'cancel me now',
    expect: {
      conclusion: 'cancelled',
      jobs: {
        t: {
          conclusion: 'cancelled',
          steps: { kept: { outcome: 'success' }, plain: { outcome: 'skipped' } },
          log: ['to the now end'],
        },
      },
    },
  },
  {
    says: 'Post steps of actions run after a cancellation.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runspost',
    files: oneJob(yaml`
      steps:
        - uses: acme/lock@v1
        - { id: long, run: 'W=now; echo "cancel me $W"; exec sleep 5' }
    `),
    remote: {
      'acme/lock@v1': {
        'action.yml': yaml`
          name: lock
          description: lock
          runs: { using: node24, main: main.js, post: post.js }
        `,
        'main.js': "console.log('taken');\n",
        'post.js': "console.log('given back');\n",
      },
    },
    cancelAt: 'cancel me now',
    expect: {
      conclusion: 'cancelled',
      jobs: { t: { conclusion: 'cancelled', logInOrder: ['taken', 'cancel me now', 'given back'] } },
    },
  },
  {
    says: 'After a cancellation a job with always() runs, others do not.',
    source: `${expressionsPage}#always`,
    files: main(yaml`
      on: push
      jobs:
        long: { runs-on: ubuntu-latest, steps: [{ run: 'W=now; echo "cancel me $W"; exec sleep 5' }] }
        always: { needs: long, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'test \${{ needs.long.result }} = cancelled' }] }
        cancelled: { needs: long, if: cancelled(), runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    cancelAt: 'cancel me now',
    expect: {
      conclusion: 'cancelled',
      jobs: {
        long: { conclusion: 'cancelled' },
        always: { conclusion: 'success' },
        cancelled: { conclusion: 'success' },
      },
    },
  },
];
