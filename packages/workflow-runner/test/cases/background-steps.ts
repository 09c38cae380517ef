import type { Case } from '../case.js';
import { oneJob, syntax, yaml } from './text.js';

const background = `${syntax}#jobsjob_idstepsbackground`;
const wait = `${syntax}#jobsjob_idstepswait`;
const waitAll = `${syntax}#jobsjob_idstepswait-all`;
const cancel = `${syntax}#jobsjob_idstepscancel`;
const parallel = `${syntax}#jobsjob_idstepsparallel`;
const grammar = 'actions/languageservices workflow-parser/src/model/converter/steps.ts';

/** Waits up to two seconds for a file. */
const until = (file: string) => `for i in $(seq 80); do test -e ${file} && exit 0; sleep 0.025; done; exit 1`;

function refused(says: string, source: string, steps: string, message: RegExp): Case {
  return { says, source, files: oneJob(steps), expect: { refused: message } };
}

/** Steps at the same time: background, wait, wait-all, cancel and parallel. */
export const backgroundSteps: readonly Case[] = [
  {
    says: 'The job goes on while a background step runs; wait waits for its end.',
    source: `${background}; ${wait}`,
    files: oneJob(yaml`
      steps:
        - { id: slow, background: true, run: '(${until('go')}) && touch done' }
        - { id: during, run: test ! -e done && touch go }
        - { id: meet, wait: slow }
        - { id: after, run: test -e done }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            slow: { outcome: 'success' },
            during: { outcome: 'success' },
            meet: { outcome: 'success' },
            after: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'Outputs and variables of a background step are there after the wait, not before.',
    source: background,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.bg.outputs.v }}
      steps:
        - id: bg
          background: true
          run: |
            echo v=set >> "$GITHUB_OUTPUT"
            echo V=set >> "$GITHUB_ENV"
            touch written
        - run: ${until('written')}
        - run: sleep 0.2
        - run: test -z "$V" && test -z '\${{ steps.bg.outputs.v }}'
        - wait: bg
        - run: test "$V" = set && test '\${{ steps.bg.outputs.v }}' = set
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', outputs: { v: 'set' } } } },
  },
  {
    says: 'A failed background step fails the job at the wait, and the wait fails; steps before it still ran.',
    source: `${background}; ${wait}`,
    files: oneJob(yaml`
      steps:
        - { id: bad, background: true, run: touch failed; exit 1 }
        - run: ${until('failed')}
        - run: sleep 0.2
        - { id: before, run: echo }
        - { id: meet, wait: bad }
        - { id: after, run: echo }
        - { id: failure, if: failure(), run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            bad: { outcome: 'failure' },
            before: { outcome: 'success' },
            meet: { outcome: 'failure' },
            after: { outcome: 'skipped' },
            failure: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'A failed background step with continue-on-error fails neither the wait nor the job.',
    source: background,
    files: oneJob(yaml`
      steps:
        - { id: soft, background: true, continue-on-error: true, run: exit 1 }
        - { id: meet, wait: soft }
        - { id: after, run: "test '\${{ steps.soft.outcome }} \${{ steps.soft.conclusion }}' = 'failure success'" }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            soft: { outcome: 'failure', conclusion: 'success' },
            meet: { outcome: 'success' },
            after: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'wait takes several ids.',
    source: wait,
    files: oneJob(yaml`
      steps:
        - { id: one, background: true, run: sleep 0.1; touch one }
        - { id: two, background: true, run: sleep 0.2; touch two }
        - wait: [one, two]
        - run: test -e one && test -e two
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'wait waits for the named steps only.',
    source: wait,
    files: oneJob(yaml`
      steps:
        - { id: long, background: true, run: '(${until('go')}) && touch long' }
        - { id: short, background: true, run: touch short }
        - wait: short
        - run: test -e short && test ! -e long && touch go
        - wait-all:
        - run: test -e long
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'wait-all waits for all background steps before it.',
    source: waitAll,
    files: oneJob(yaml`
      steps:
        - { background: true, run: sleep 0.1; touch one }
        - { background: true, run: sleep 0.2; touch two }
        - wait-all:
        - run: test -e one && test -e two
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'wait-all fails when one of the steps failed.',
    source: waitAll,
    files: oneJob(yaml`
      steps:
        - { background: true, run: exit 1 }
        - { background: true, run: 'true' }
        - { id: all, wait-all: }
        - { id: after, run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { all: { outcome: 'failure' }, after: { outcome: 'skipped' } },
        },
      },
    },
  },
  {
    says: 'wait always runs, after a failure too.',
    source: wait,
    files: oneJob(yaml`
      steps:
        - { id: bg, background: true, run: sleep 0.2; echo v=late >> $GITHUB_OUTPUT }
        - { id: bad, run: exit 1 }
        - { id: meet, wait: bg }
        - { id: seen, if: always(), run: "test '\${{ steps.bg.outputs.v }}' = late" }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            bg: { outcome: 'success' },
            bad: { outcome: 'failure' },
            meet: { outcome: 'success' },
            seen: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'Without a wait all background steps end before the post steps of the job.',
    source: background,
    files: oneJob(yaml`
      steps:
        - uses: acme/lock@v1
        - { id: bg, background: true, run: 'sleep 0.3; X=end; echo "background $X"' }
        - run: 'X=step; echo "last $X"'
    `),
    remote: {
      'acme/lock@v1': {
        'action.yml':
          'name: lock\ndescription: lock\nruns: { using: node24, main: main.js, post: post.js }\n',
        'main.js': "console.log('taken');\n",
        'post.js': "console.log('given back');\n",
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { bg: { outcome: 'success' } },
          logInOrder: ['background end', 'given back'],
        },
      },
    },
  },
  {
    says: 'A background step that fails and that nobody waits for fails the job.',
    source: `${background}; actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs`,
    files: oneJob(yaml`
      steps:
        - { id: bg, background: true, run: sleep 0.1; exit 1 }
        - { id: last, run: echo }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { bg: { outcome: 'failure' }, last: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'The condition of a background step decides whether it runs.',
    source: background,
    files: oneJob(yaml`
      steps:
        - { id: bg, if: false, background: true, run: exit 1 }
        - wait-all:
        - { id: after, run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { bg: { outcome: 'skipped' }, after: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'cancel ends a background step with a signal; that does not fail the job.',
    source: `${cancel}; actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs`,
    files: oneJob(yaml`
      steps:
        - { id: server, background: true, run: touch up; exec sleep 5 }
        - run: ${until('up')}
        - { id: stop, cancel: server }
        - { id: after, run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            server: { outcome: 'cancelled' },
            stop: { outcome: 'success' },
            after: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'An action may run in the background.',
    source: background,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.bg.outputs.v }}
      steps:
        - { id: bg, background: true, uses: acme/writes@v1 }
        - wait: bg
    `),
    remote: {
      'acme/writes@v1': {
        'action.yml': 'name: writes\ndescription: writes\nruns: { using: node24, main: main.js }\n',
        'main.js': "require('fs').appendFileSync(process.env.GITHUB_OUTPUT, 'v=set\\n');\n",
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', outputs: { v: 'set' } } } },
  },
  {
    says: 'The steps of parallel run at the same time, and the job goes on when all have ended.',
    source: parallel,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.a.outputs.v }}
      steps:
        - parallel:
            - { id: a, run: touch a; echo v=set >> $GITHUB_OUTPUT; ${until('b')} }
            - { id: b, run: touch b; ${until('a')} }
            - { id: c, run: sleep 0.2; touch c }
        - { id: after, run: "test -e c && test '\${{ steps.a.outputs.v }}' = set" }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: 'set' },
          steps: {
            a: { outcome: 'success' },
            b: { outcome: 'success' },
            c: { outcome: 'success' },
            after: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'A failing step of parallel fails the job once the others have ended.',
    source: parallel,
    files: oneJob(yaml`
      steps:
        - parallel:
            - { id: bad, run: exit 1 }
            - { id: good, run: sleep 0.2; touch good }
        - { id: after, run: echo }
        - { id: failure, if: failure(), run: test -e good }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            bad: { outcome: 'failure' },
            good: { outcome: 'success' },
            after: { outcome: 'skipped' },
            failure: { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'At most ten background steps run at the same moment; the others wait for their turn.',
    source: background,
    files: oneJob(
      `steps:\n  - run: mkdir running counts\n  - parallel:\n${Array.from(
        { length: 12 },
        (_, at) =>
          `      - run: touch running/${at}; sleep 0.3; ls running | wc -l > counts/${at}; rm running/${at}\n`,
      ).join(
        '',
      )}  - run: test "$(ls counts | wc -l)" = 12 && test "$(sort -n counts/* | tail -n 1)" -le 10\n`,
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  refused(
    'background is not allowed within parallel.',
    grammar,
    'steps:\n  - parallel:\n      - { run: echo, background: true }\n',
    /background/,
  ),
  refused(
    'wait is not allowed within parallel.',
    grammar,
    'steps:\n  - { id: a, background: true, run: echo }\n  - parallel:\n      - { wait: a }\n',
    /wait/,
  ),
  refused(
    'parallel is not allowed within parallel.',
    grammar,
    'steps:\n  - parallel:\n      - parallel: [{ run: echo }]\n',
    /parallel/,
  ),
  refused(
    'wait does not take a condition.',
    wait,
    'steps:\n  - { id: a, background: true, run: echo }\n  - { wait: a, if: always() }\n',
    /if/,
  ),
  refused('wait names steps that are there before it.', grammar, 'steps:\n  - wait: nobody\n', /nobody/),
  refused(
    'cancel names a step that is there before it.',
    grammar,
    'steps:\n  - cancel: later\n  - { id: later, background: true, run: echo }\n',
    /later/,
  ),
  refused('wait-all takes no false.', grammar, 'steps:\n  - wait-all: false\n', /wait-all/),
  {
    says: 'A composite action may not declare background steps.',
    source: background,
    files: oneJob(yaml`
      steps:
        - run: |
            mkdir made
            echo 'name: made' > made/action.yml
            echo 'description: made' >> made/action.yml
            echo 'runs: { using: composite, steps: [{ shell: bash, run: echo, background: true }] }' >> made/action.yml
        - { id: c, uses: ./made }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { c: { outcome: 'failure' } } } },
    },
  },
];
