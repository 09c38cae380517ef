import type { Case } from '../case.js';
import { commandsPage, contextsPage, metadata, oneJob, runnerSource, syntax, yaml } from './text.js';

/** An action whose stages only say their name, with the parts of `runs` as given. */
function speaking(name: string, runs: string): Readonly<Record<string, string>> {
  const say = (stage: string) => `console.log(process.env.WHO ?? '', '${name} ${stage}');\n`;
  return {
    'action.yml': `name: ${name}\ndescription: ${name}\nruns: { using: node24, main: main.js, ${runs} }\n`,
    'pre.js': say('pre'),
    'main.js': say('main'),
    'post.js': say('post'),
  };
}

const failing = (name: string, runs: string) => ({
  ...speaking(name, runs),
  'main.js': `console.log('${name} main');\nprocess.exit(1);\n`,
});

/** JavaScript actions: stages and their order, inputs, outputs, state, failure, where they come from. */
export const javascriptActions: readonly Case[] = [
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
  {
    says: 'Inputs are INPUT_ and the name in upper case with _ for blanks only; defaults hold for those not given.',
    source: `${metadata}#example-specifying-inputs`,
    files: oneJob(yaml`
      steps:
        - uses: acme/inputs@v1
          with:
            num-octocats: 3
            With Blanks: yes please
            flag: true
            empty: ''
    `),
    remote: {
      'acme/inputs@v1': {
        'action.yml': yaml`
          name: inputs
          description: inputs
          inputs:
            num-octocats: { default: '1' }
            with blanks: {}
            flag: { default: 'false' }
            empty: { default: full }
            unset: { default: standard }
            bare: {}
          runs: { using: node24, main: main.js }
        `,
        'main.js': yaml`
          const names = ['NUM-OCTOCATS', 'WITH_BLANKS', 'FLAG', 'EMPTY', 'UNSET', 'BARE'];
          for (const name of names) console.log(name + '=[' + process.env['INPUT_' + name] + ']');
        `,
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: [
            'NUM-OCTOCATS=[3]',
            'WITH_BLANKS=[yes please]',
            'FLAG=[true]',
            'EMPTY=[]',
            'UNSET=[standard]',
            'BARE=[]',
          ],
        },
      },
    },
  },
  {
    says: 'A default may be an expression of github, runner, job and matrix.',
    source: 'actions/runner src/Runner.Worker/action_yaml.json',
    files: oneJob(yaml`
      steps:
        - uses: acme/inputs@v1
    `),
    remote: {
      'acme/inputs@v1': {
        'action.yml': yaml`
          name: inputs
          description: inputs
          inputs:
            event: { default: "on \${{ github.event_name }}" }
            os: { default: "\${{ runner.os }}" }
            token: { default: "\${{ github.token }}" }
          runs: { using: node24, main: main.js }
        `,
        'main.js':
          "console.log(process.env.INPUT_EVENT + '|' + process.env.INPUT_OS + '|' + process.env.INPUT_TOKEN + '|');\n",
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['on push|Linux|***|'] } } },
  },
  {
    says: 'A required input that is missing is no error of the runner.',
    source: `${metadata}#example-specifying-inputs`,
    files: oneJob(yaml`
      steps:
        - { id: a, uses: acme/inputs@v1 }
    `),
    remote: {
      'acme/inputs@v1': {
        'action.yml':
          'name: inputs\ndescription: inputs\ninputs: { must: { required: true } }\nruns: { using: node24, main: main.js }\n',
        'main.js': "console.log('[' + process.env.INPUT_MUST + ']');\n",
      },
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', steps: { a: { outcome: 'success' } }, log: ['[]'] } },
    },
  },
  {
    says: 'An input that the action does not declare is a warning, a deprecated one has its message shown.',
    source: `${metadata}#inputsinput_iddeprecationmessage; ${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - { id: a, uses: acme/inputs@v1, with: { stray: x, old: y } }
    `),
    remote: {
      'acme/inputs@v1': {
        ...speaking('inputs', ''),
        'action.yml': yaml`
          name: inputs
          description: inputs
          inputs: { old: { deprecationMessage: use new instead } }
          runs: { using: node24, main: main.js }
        `,
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          annotations: [
            { level: 'warning', message: /Unexpected input\(s\) 'stray'/ },
            { level: 'warning', message: /use new instead/ },
          ],
        },
      },
    },
  },
  {
    says: 'Outputs need not be declared; what an action writes to the files counts as that of a script.',
    source: `${metadata}#outputs-for-docker-container-and-javascript-actions`,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.a.outputs.sum }}
      steps:
        - { id: a, uses: acme/writes@v1 }
        - run: |
            test "$FROM_ACTION" = set
            case "$PATH" in /from/action:*) ;; *) exit 1 ;; esac
    `),
    remote: {
      'acme/writes@v1': {
        ...speaking('writes', ''),
        'main.js': yaml`
          const { appendFileSync } = require('fs');
          appendFileSync(process.env.GITHUB_OUTPUT, 'sum=42\n');
          appendFileSync(process.env.GITHUB_ENV, 'FROM_ACTION=set\n');
          appendFileSync(process.env.GITHUB_PATH, '/from/action\n');
          appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'of the action\n');
        `,
      },
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { v: '42' }, summary: /^of the action\n*$/ } },
    },
  },
  {
    says: 'An action sees the env of job and step, runs in the workspace and does not leak its variables.',
    source: `${syntax}#jobsjob_idstepsenv; ${runnerSource}/Handlers/NodeScriptActionHandler.cs`,
    files: oneJob(yaml`
      env: { A: job, B: job }
      steps:
        - uses: acme/looks@v1
          env: { B: step }
        - run: test -z "$INPUT_NAME" && test "$B" = job
    `),
    remote: {
      'acme/looks@v1': {
        'action.yml':
          'name: looks\ndescription: looks\ninputs: { name: { default: n } }\nruns: { using: node24, main: main.js }\n',
        'main.js': yaml`
          const e = process.env;
          console.log('sees', e.A, e.B, e.GITHUB_ACTION_REPOSITORY, e.GITHUB_ACTION_REF);
          console.log('in workspace', process.cwd() === e.GITHUB_WORKSPACE);
          console.log('own folder', __dirname !== process.cwd());
        `,
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          log: ['sees job step acme/looks v1', 'in workspace true', 'own folder true'],
        },
      },
    },
  },
  {
    says: 'An action that exits with another code than 0 fails its step; an uncaught error does too.',
    source: 'https://docs.github.com/en/actions/how-tos/create-and-publish-actions/set-exit-codes',
    files: oneJob(yaml`
      steps:
        - { id: code, continue-on-error: true, uses: acme/code@v1 }
        - { id: error, continue-on-error: true, uses: acme/error@v1 }
    `),
    remote: {
      'acme/code@v1': { ...speaking('code', ''), 'main.js': 'process.exitCode = 3;\n' },
      'acme/error@v1': { ...speaking('error', ''), 'main.js': "throw new Error('no');\n" },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            code: { outcome: 'failure', conclusion: 'success' },
            error: { outcome: 'failure', conclusion: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'An action may be in a folder of its repository; action.yaml is a name of the file too.',
    source: `${syntax}#example-using-a-public-action-in-a-subdirectory; https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax`,
    files: oneJob(yaml`
      steps:
        - uses: acme/many/tools/deep@v3
    `),
    remote: {
      'acme/many@v3': {
        'action.yml': 'name: root\ndescription: root\nruns: { using: node24, main: root.js }\n',
        'root.js': 'process.exit(1);\n',
        'tools/deep/action.yaml':
          'name: deep\ndescription: deep\nruns: { using: node24, main: ../shared/main.js }\n',
        'tools/shared/main.js': "console.log('deep ran');\n",
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['deep ran'] } } },
  },
  {
    says: '$/ is an action of the repository at the running commit, without a checkout.',
    source: `${syntax}#example-using-an-action-in-the-same-repository-as-the-workflow-at-the-running-commit-recommended`,
    files: oneJob(
      yaml`
        steps:
          - run: test -z "$(ls -A)"
          - uses: $/actions/hello
            with: { who: Mona }
      `,
      {
        'actions/hello/action.yml':
          'name: hello\ndescription: hello\ninputs: { who: {} }\nruns: { using: node24, main: main.js }\n',
        'actions/hello/main.js': "console.log('hello', process.env.INPUT_WHO);\n",
      },
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['hello Mona'] } } },
  },
  {
    says: './ is a folder of the workspace: without a checkout it is not there and the step fails.',
    source: `${syntax}#example-using-an-action-in-the-same-repository-as-the-workflow; ${runnerSource}/ActionManager.cs`,
    files: oneJob(
      yaml`
        steps:
          - { id: dot, uses: ./actions/hello }
      `,
      {
        'actions/hello/action.yml':
          'name: hello\ndescription: hello\nruns: { using: node24, main: main.js }\n',
        'actions/hello/main.js': "console.log('hello');\n",
      },
    ),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { dot: { outcome: 'failure' } },
          annotations: [{ level: 'error', message: /Can't find 'action\.yml'/ }],
        },
      },
    },
  },
  {
    says: './ is what earlier steps put into the workspace; its pre is not run, its post is.',
    source: `${syntax}#example-using-an-action-in-the-same-repository-as-the-workflow; ${metadata}#runspre`,
    files: oneJob(yaml`
      steps:
        - run: |
            mkdir made
            echo 'name: made' > made/action.yml
            echo 'description: made' >> made/action.yml
            echo 'runs: { using: node24, pre: pre.js, main: main.js, post: post.js }' >> made/action.yml
            for stage in pre main post; do echo "console.log('made', '$stage');" > "made/$stage.js"; done
        - { id: made, uses: ./made }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { made: { outcome: 'success' } },
          logInOrder: ['made main', 'made post'],
          notInLog: ['made pre'],
        },
      },
    },
  },
  {
    says: 'github.action_repository and action_ref name the action that runs.',
    source: `${contextsPage}#github-context`,
    files: oneJob(yaml`
      steps:
        - uses: acme/names@v1.2
        - run: test -z "$GITHUB_ACTION_REPOSITORY" && test -z '\${{ github.action_ref }}'
    `),
    remote: {
      'acme/names@v1.2': {
        ...speaking('names', ''),
        'main.js':
          "console.log(process.env.GITHUB_ACTION_REPOSITORY + '@' + process.env.GITHUB_ACTION_REF);\n",
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['acme/names@v1.2'] } } },
  },
];
