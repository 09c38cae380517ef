import type { Case } from '../case.js';
import { contextsPage, expressionsPage, main, syntax, yaml } from './text.js';

/** What follows from `needs`: order, skipping along the chain, results and outputs of the needed jobs. */
export const needs: readonly Case[] = [
  {
    says: 'A job starts after all jobs that it needs have ended.',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(yaml`
      on: push
      jobs:
        last: { runs-on: ubuntu-latest, needs: [first, second], steps: [{ run: echo last }] }
        second: { runs-on: ubuntu-latest, needs: first, steps: [{ run: sleep 0.1 }] }
        first: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.1 }] }
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        first: { conclusion: 'success' },
        second: { conclusion: 'success' },
        last: { conclusion: 'success' },
      },
      inOrder: ['first', 'second', 'last'],
    },
  },
  {
    says: 'Jobs without needs run at the same time.',
    source: `${syntax}#jobs`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.3 }] }
        b: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.3 }] }
    `),
    expect: { conclusion: 'success', mostAtOnce: 2 },
  },
  {
    says: 'When a job fails, all jobs that need it are skipped, and those that need these as well.',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: b, steps: [{ run: echo c }] }
        d: { runs-on: ubuntu-latest, steps: [{ run: echo d }] }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        a: { conclusion: 'failure' },
        b: { conclusion: 'skipped' },
        c: { conclusion: 'skipped' },
        d: { conclusion: 'success' },
      },
    },
  },
  {
    says: 'When a job is skipped, the jobs that need it are skipped too, and the run succeeds.',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, if: false, steps: [{ run: echo a }] }
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: [b], steps: [{ run: echo c }] }
    `),
    expect: {
      conclusion: 'success',
      jobs: { a: { conclusion: 'skipped' }, b: { conclusion: 'skipped' }, c: { conclusion: 'skipped' } },
    },
  },
  {
    says: 'A job with always() runs after a job that it needs has failed, and the run still fails.',
    source: `${syntax}#example-not-requiring-successful-dependent-jobs`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo b }] }
        c:
          runs-on: ubuntu-latest
          if: always()
          needs: [a, b]
          outputs:
            seen: \${{ needs.a.result }} \${{ needs.b.result }}
          steps: [{ run: echo c }]
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        b: { conclusion: 'skipped' },
        c: { conclusion: 'success', outputs: { seen: 'failure skipped' } },
      },
    },
  },
  {
    says: 'A failure applies to all jobs of the chain from there on: a job between them that ran by always() does not end it.',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
        b: { runs-on: ubuntu-latest, needs: a, if: always(), steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: b, steps: [{ run: echo c }] }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { b: { conclusion: 'success' }, c: { conclusion: 'skipped' } },
    },
  },
  {
    says: 'A skip applies to all jobs of the chain from there on, although the job that is needed has run and succeeded.',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, if: false, steps: [{ run: echo a }] }
        b: { runs-on: ubuntu-latest, needs: a, if: always(), steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: b, steps: [{ run: echo c }] }
        d: { runs-on: ubuntu-latest, needs: b, if: needs.b.result == 'success', steps: [{ run: echo d }] }
        e:
          runs-on: ubuntu-latest
          needs: b
          if: \${{ !cancelled() && needs.b.result == 'success' }}
          steps: [{ run: echo e }]
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        b: { conclusion: 'success' },
        c: { conclusion: 'skipped' },
        d: { conclusion: 'skipped' },
        e: { conclusion: 'success' },
      },
    },
  },
  {
    says: 'In a chain of jobs failure() is true when any ancestor failed, not only the job that is needed.',
    source: `${expressionsPage}#failure`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: b, if: failure(), steps: [{ run: echo c }] }
        d: { runs-on: ubuntu-latest, needs: c, if: always() && failure(), steps: [{ run: echo d }] }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        b: { conclusion: 'skipped' },
        c: { conclusion: 'success' },
        d: { conclusion: 'success' },
      },
    },
  },
  {
    says: 'failure() is false when the job that is needed was only skipped or has succeeded.',
    source: `${expressionsPage}#failure`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, if: false, steps: [{ run: echo a }] }
        b: { runs-on: ubuntu-latest, steps: [{ run: echo b }] }
        c: { runs-on: ubuntu-latest, needs: [a, b], if: failure(), steps: [{ run: echo c }] }
        d: { runs-on: ubuntu-latest, needs: [a, b], if: '!failure()', steps: [{ run: echo d }] }
        alone: { runs-on: ubuntu-latest, if: failure(), steps: [{ run: echo alone }] }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        c: { conclusion: 'skipped' },
        d: { conclusion: 'success' },
        alone: { conclusion: 'skipped' },
      },
    },
  },
  {
    says: 'A job that handles a failure does not turn the conclusion of the run.',
    source: `${expressionsPage}#failure`,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: exit 3 }] }
        repair: { runs-on: ubuntu-latest, needs: a, if: failure(), steps: [{ run: 'true' }] }
    `),
    expect: { conclusion: 'failure', jobs: { repair: { conclusion: 'success' } } },
  },
  {
    says: 'needs holds the direct dependencies only; anything else of it is empty.',
    source: `${contextsPage}#needs-context`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs: { v: one }
          steps: [{ run: echo a }]
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo b }] }
        c:
          runs-on: ubuntu-latest
          needs: b
          outputs:
            a: "[\${{ needs.a.result }}\${{ needs.a.outputs.v }}]"
            b: "[\${{ needs.b.result }}]"
            names: \${{ join(needs.*.result, '+') }}
          steps: [{ run: echo c }]
    `),
    expect: {
      conclusion: 'success',
      jobs: { c: { conclusion: 'success', outputs: { a: '[]', b: '[success]', names: 'success' } } },
    },
  },
  {
    says: 'Outputs of a job pass to the jobs that need it, evaluated at the end of the job.',
    source: `${syntax}#jobsjob_idoutputs`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs:
            first: \${{ steps.one.outputs.v }}
            both: \${{ steps.one.outputs.v }}-\${{ steps.two.outputs.v }}
          steps:
            - { id: one, run: echo "v=hello" >> "$GITHUB_OUTPUT" }
            - { id: two, run: echo "v=world" >> "$GITHUB_OUTPUT" }
        b:
          runs-on: ubuntu-latest
          needs: a
          steps:
            - run: test "$FIRST $BOTH" = "hello hello-world"
              env:
                FIRST: \${{ needs.a.outputs.first }}
                BOTH: \${{ needs.a.outputs.both }}
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        a: { conclusion: 'success', outputs: { first: 'hello', both: 'hello-world' } },
        b: { conclusion: 'success' },
      },
    },
  },
  {
    says: 'Outputs that steps set before the failure of the job are there for a job that runs nevertheless.',
    source: `${syntax}#jobsjob_idoutputs; actions/runner src/Runner.Worker/JobExtension.cs`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs:
            v: \${{ steps.s.outputs.v }}
            late: \${{ steps.late.outputs.v }}
          steps:
            - { id: s, run: echo "v=kept" >> "$GITHUB_OUTPUT" }
            - run: exit 1
            - { id: late, run: echo "v=never" >> "$GITHUB_OUTPUT" }
        b:
          runs-on: ubuntu-latest
          needs: a
          if: always()
          outputs:
            seen: "[\${{ needs.a.outputs.v }}][\${{ needs.a.outputs.late }}]"
          steps: [{ run: echo b }]
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        a: { conclusion: 'failure', outputs: { v: 'kept' }, withoutOutputs: ['late'] },
        b: { conclusion: 'success', outputs: { seen: '[kept][]' } },
      },
    },
  },
  {
    says: 'Outputs of a skipped job are empty.',
    source: `${contextsPage}#needs-context`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          if: false
          outputs: { v: fixed }
          steps: [{ run: echo a }]
        b:
          runs-on: ubuntu-latest
          needs: a
          if: always()
          outputs:
            seen: "[\${{ needs.a.outputs.v }}]"
          steps: [{ run: echo b }]
    `),
    expect: { conclusion: 'success', jobs: { b: { conclusion: 'success', outputs: { seen: '[]' } } } },
  },
  {
    says: 'A job has its own runner: files and variables of another job are not there.',
    source: `${syntax}#jobs`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - run: |
                echo here > left-behind
                echo here > "$HOME/left-behind"
                echo here > "$RUNNER_TEMP/left-behind"
                echo LEFT=behind >> "$GITHUB_ENV"
        b:
          runs-on: ubuntu-latest
          needs: a
          steps:
            - run: test ! -e left-behind
            - run: test ! -e "$HOME/left-behind"
            - run: test ! -e "$RUNNER_TEMP/left-behind"
            - run: test -z "$LEFT"
    `),
    expect: { conclusion: 'success', jobs: { b: { conclusion: 'success' } } },
  },
];
