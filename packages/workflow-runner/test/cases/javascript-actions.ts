import type { Case } from '../case.js';
import { contextsPage, metadata, oneJob, runnerSource, speaking, syntax, yaml } from './text.js';

/** JavaScript actions: inputs, outputs, surroundings, failure, where they come from. */
export const javascriptActions: readonly Case[] = [
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
