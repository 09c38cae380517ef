import type { Case } from '../case.js';
import { commandsPage, metadata, oneJob, runnerSource, speaking, yaml } from './text.js';

const failing = (name: string, runs: string) => ({
  ...speaking(name, runs),
  'main.js': `console.log('${name} main');\nprocess.exit(1);\n`,
});

/** pre, main and post of JavaScript actions: their order, conditions, failures and state. */
export const javascriptActionStages: readonly Case[] = [
  {
    says: 'pre of all actions runs at the start of the job, post of all at its end in the opposite order.',
    source: `${metadata}#runspre; ${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - run: 'X=step; echo "first $X"'
        - uses: acme/a@v1
        - uses: acme/b@v1
        - run: 'X=step; echo "last $X"'
    `),
    remote: {
      'acme/a@v1': speaking('a', 'pre: pre.js, post: post.js'),
      'acme/b@v1': speaking('b', 'pre: pre.js, post: post.js'),
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          logInOrder: ['a pre', 'b pre', 'first step', 'a main', 'b main', 'last step', 'b post', 'a post'],
        },
      },
    },
  },
  {
    says: 'post runs after a failure, of the action itself and of later steps; an action that was never reached has no post.',
    source: `${metadata}#runspost`,
    files: oneJob(yaml`
      steps:
        - uses: acme/before@v1
        - { id: bad, uses: acme/bad@v1 }
        - { id: never, uses: acme/never@v1 }
    `),
    remote: {
      'acme/before@v1': speaking('before', 'post: post.js'),
      'acme/bad@v1': failing('bad', 'post: post.js'),
      'acme/never@v1': speaking('never', 'post: post.js'),
    },
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { bad: { outcome: 'failure' }, never: { outcome: 'skipped' } },
          logInOrder: ['before main', 'bad main', 'bad post', 'before post'],
          notInLog: ['never main', 'never post'],
        },
      },
    },
  },
  {
    says: 'An action whose pre ran has its post run, although its main was skipped.',
    source: `${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { if: false, uses: acme/a@v1 }
        - { if: false, uses: acme/b@v1 }
    `),
    remote: {
      'acme/a@v1': speaking('a', 'pre: pre.js, post: post.js'),
      'acme/b@v1': speaking('b', 'post: post.js'),
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          logInOrder: ['a pre', 'a post'],
          notInLog: ['a main', 'b main', 'b post'],
        },
      },
    },
  },
  {
    says: 'post-if looks at the status of the job: success() is false and failure() true after a failed step.',
    source: `${metadata}#runspost-if`,
    files: oneJob(yaml`
      steps:
        - uses: acme/on-success@v1
        - uses: acme/on-failure@v1
        - uses: acme/on-os@v1
        - run: exit 1
    `),
    remote: {
      'acme/on-success@v1': speaking('on-success', 'post: post.js, post-if: success()'),
      'acme/on-failure@v1': speaking('on-failure', 'post: post.js, post-if: failure()'),
      'acme/on-os@v1': speaking('on-os', "post: post.js, post-if: runner.os == 'windows' && always()"),
    },
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          log: ['on-failure post'],
          notInLog: ['on-success post', 'on-os post'],
        },
      },
    },
  },
  {
    says: 'While the job succeeds post-if: success() runs and failure() does not.',
    source: `${metadata}#runspost-if`,
    files: oneJob(yaml`
      steps:
        - uses: acme/on-success@v1
        - uses: acme/on-failure@v1
    `),
    remote: {
      'acme/on-success@v1': speaking('on-success', 'post: post.js, post-if: success()'),
      'acme/on-failure@v1': speaking('on-failure', 'post: post.js, post-if: failure()'),
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['on-success post'], notInLog: ['on-failure post'] } },
    },
  },
  {
    says: 'pre-if decides whether pre runs.',
    source: `${metadata}#runspre-if`,
    files: oneJob(yaml`
      steps:
        - uses: acme/a@v1
        - uses: acme/b@v1
    `),
    remote: {
      'acme/a@v1': speaking('a', "pre: pre.js, pre-if: runner.os == 'linux'"),
      'acme/b@v1': speaking('b', "pre: pre.js, pre-if: runner.os == 'windows'"),
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', logInOrder: ['a pre', 'a main', 'b main'], notInLog: ['b pre'] } },
    },
  },
  {
    says: 'A failing pre fails the job: its steps are skipped.',
    source: `${metadata}#runspre; ${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { id: plain, run: echo }
        - { id: main, uses: acme/bad@v1 }
        - { id: always, if: always(), run: echo }
    `),
    remote: {
      'acme/bad@v1': { ...speaking('bad', 'pre: pre.js'), 'pre.js': 'process.exit(1);\n' },
    },
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: {
            plain: { outcome: 'skipped' },
            main: { outcome: 'skipped' },
            always: { outcome: 'success' },
          },
          notInLog: ['bad main'],
        },
      },
    },
  },
  {
    says: 'A failing post fails the job; the posts after it run.',
    source: `${metadata}#runspost; ${runnerSource}/StepsRunner.cs`,
    files: oneJob(yaml`
      steps:
        - uses: acme/a@v1
        - uses: acme/bad@v1
    `),
    remote: {
      'acme/a@v1': speaking('a', 'post: post.js'),
      'acme/bad@v1': { ...speaking('bad', 'post: post.js'), 'post.js': 'process.exit(1);\n' },
    },
    expect: { conclusion: 'failure', jobs: { t: { conclusion: 'failure', log: ['a post'] } } },
  },
  {
    says: 'GITHUB_STATE goes from pre and main to the later stages of the same step, and to no other.',
    source: `${commandsPage}#sending-values-to-the-pre-and-post-actions`,
    files: oneJob(yaml`
      steps:
        - { uses: acme/keeps@v1, with: { name: one } }
        - { uses: acme/keeps@v1, with: { name: two } }
        - run: test -z "$STATE_fromMain$STATE_fromPre"
    `),
    remote: {
      'acme/keeps@v1': {
        'action.yml':
          'name: keeps\ndescription: keeps\ninputs: { name: {} }\nruns: { using: node24, pre: pre.js, main: main.js, post: post.js }\n',
        'pre.js': "require('fs').appendFileSync(process.env.GITHUB_STATE, 'fromPre=pre\\n');\n",
        'main.js': yaml`
          const fs = require('fs');
          console.log('main has', process.env.STATE_fromPre);
          fs.appendFileSync(process.env.GITHUB_STATE, 'fromMain<<E\n' + process.env.INPUT_NAME + '\nE\n');
        `,
        'post.js': "console.log('post has', process.env.STATE_fromPre, process.env.STATE_fromMain);\n",
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          logInOrder: ['main has pre', 'post has pre two', 'post has pre one'],
        },
      },
    },
  },
  {
    says: 'save-state still saves state.',
    source:
      'https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/',
    files: oneJob(yaml`
      steps:
        - uses: acme/keeps@v1
    `),
    remote: {
      'acme/keeps@v1': {
        ...speaking('keeps', 'post: post.js'),
        'main.js': "console.log('::save-state name=kept::old way');\n",
        'post.js': "console.log('post has', process.env.STATE_kept);\n",
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['post has old way'] } } },
  },
];
