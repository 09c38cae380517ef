import type { Case } from '../case.js';
import { contextsPage, evaluated, main, oneJob, parserTests, syntax, yaml } from './text.js';

const githubContext = `${contextsPage}#github-context`;
const dispatchPage = `${syntax}#onworkflow_dispatchinputs`;

/** A workflow that is started by hand with these inputs declared, and shows them. */
function dispatched(inputs: string, body: string) {
  const declared = inputs.trimEnd().replace(/^(?=.)/gm, '      ');
  const job = body.trimEnd().replace(/^(?=.)/gm, '    ');
  return main(
    `on:\n  workflow_dispatch:\n    inputs:\n${declared}\njobs:\n  t:\n    runs-on: ubuntu-latest\n${job}\n`,
  );
}

const idle = "steps: [{ run: ':' }]";

/** github, inputs and job contexts, names of runs and steps, environments. */
export const contexts: readonly Case[] = [
  {
    says: 'github describes the push, the workflow and the job.',
    source: githubContext,
    files: main(yaml`
      name: Delivery
      on: push
      jobs:
        some-job:
          runs-on: ubuntu-latest
          outputs:
            event: \${{ github.event_name }}
            ref: \${{ github.ref }} \${{ github.ref_name }} \${{ github.ref_type }}
            repository: \${{ github.repository }} \${{ github.repository_owner }}
            workflow: \${{ github.workflow }}
            file: \${{ github.workflow_ref }}
            same: \${{ github.workflow_sha == github.sha }}
            attempt: \${{ github.run_attempt }}
            job: \${{ github.job }}
            heads: "[\${{ github.head_ref }}\${{ github.base_ref }}]"
          steps:
            - run: echo '\${{ github.sha }}' | grep -Eqx '[0-9a-f]{40}'
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        'some-job': {
          conclusion: 'success',
          outputs: {
            event: 'push',
            ref: 'refs/heads/main main branch',
            repository: 'acme/shop acme',
            workflow: 'Delivery',
            file: 'acme/shop/.github/workflows/main.yml@refs/heads/main',
            same: 'true',
            attempt: '1',
            job: 'some-job',
            heads: '[]',
          },
        },
      },
    },
  },
  {
    says: 'Without a name the workflow is called by the path of its file.',
    source: githubContext,
    files: evaluated({ name: 'github.workflow' }),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { name: '.github/workflows/main.yml' } } },
    },
  },
  {
    says: 'ref_name is the ref without refs/heads/, slashes and all.',
    source: githubContext,
    files: evaluated({ v: "format('{0} {1}', github.ref_name, github.ref_type)" }),
    event: { name: 'push', ref: 'refs/heads/feature/new/thing' },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { v: 'feature/new/thing branch' } } },
    },
  },
  {
    says: 'A tag has ref_type tag.',
    source: githubContext,
    files: evaluated({
      v: "format('{0} {1} {2}', github.ref, github.ref_name, github.ref_type)",
      file: 'github.workflow_ref',
    }),
    event: { name: 'push', ref: 'refs/tags/v1.2.3' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: {
            v: 'refs/tags/v1.2.3 v1.2.3 tag',
            file: 'acme/shop/.github/workflows/main.yml@refs/tags/v1.2.3',
          },
        },
      },
    },
  },
  {
    says: 'github.event is the payload; GITHUB_EVENT_PATH is a file with it.',
    source: githubContext,
    files: main(yaml`
      on: { repository_dispatch: }
      jobs:
        t:
          runs-on: ubuntu-latest
          outputs:
            title: \${{ github.event.client_payload.issue['title'] }}
            count: \${{ github.event.client_payload.count == 3 }}
          steps:
            - run: python3 -c 'import json, os; assert json.load(open(os.environ["GITHUB_EVENT_PATH"]))["client_payload"]["count"] == 3'
    `),
    event: {
      name: 'repository_dispatch',
      payload: { client_payload: { issue: { title: "it's $(here)" }, count: 3 } },
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { title: "it's $(here)", count: 'true' } } },
    },
  },
  {
    says: 'github.action is the id of the step, __run for the first script without one, __run_2 for the second.',
    source: githubContext,
    files: oneJob(yaml`
      steps:
        - run: test "$GITHUB_ACTION" = __run
        - { id: mine, run: 'test "$GITHUB_ACTION" = mine' }
        - run: test "$GITHUB_ACTION" = __run_2 && test '\${{ github.action }}' = __run_2
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'A step without a name is named by its command, up to the end of its first line, or by its action.',
    source: `${syntax}#jobsjob_idstepsrun; actions/runner src/Runner.Worker/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - run: echo one
        - run: |
            echo two
            echo three
        - uses: acme/quiet@v1
        - name: Said \${{ github.event_name }}
          run: echo four
    `),
    remote: {
      'acme/quiet@v1': {
        'action.yml': 'name: quiet\ndescription: quiet\nruns: { using: node24, main: main.js }\n',
        'main.js': '\n',
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            'Run echo one': { outcome: 'success' },
            'Run echo two': { outcome: 'success' },
            'Run acme/quiet@v1': { outcome: 'success' },
            'Said push': { outcome: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'steps has the outcome, conclusion and outputs of the steps before; ids are read without regard to case.',
    source: `${contextsPage}#steps-context`,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.one.outcome }} \${{ steps.one.conclusion }} \${{ steps.ONE.outputs.V }} \${{ steps['one'].outputs.v }}
        last: \${{ steps.two.outcome }}
      steps:
        - { id: one, run: echo v=set >> $GITHUB_OUTPUT }
        - { id: two, run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { v: 'success success set set', last: 'success' } } },
    },
  },
  {
    says: 'run-name names the run; it has github, inputs and vars.',
    source: `${syntax}#run-name`,
    files: main(yaml`
      run-name: Deploy to \${{ inputs.target }} by \${{ github.event_name }}
      on:
        workflow_dispatch:
          inputs: { target: { type: string } }
      jobs:
        t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    event: { name: 'workflow_dispatch', inputs: { target: 'moon' } },
    expect: { conclusion: 'success', runName: 'Deploy to moon by workflow_dispatch' },
  },
  {
    says: 'Inputs of workflow_dispatch have their type in inputs and are strings in github.event.inputs.',
    source: dispatchPage,
    files: dispatched(
      yaml`
        text: { type: string }
        yes: { type: boolean }
        choice: { type: choice, options: [low, high] }
      `,
      yaml`
        outputs:
          types: \${{ toJSON(inputs.text) }} \${{ toJSON(inputs.yes) }} \${{ toJSON(inputs.choice) }}
          event: \${{ toJSON(github.event.inputs.yes) }} \${{ github.event.inputs.choice }}
          same: \${{ inputs.yes == true }} \${{ github.event.inputs.yes == true }} \${{ github.event.inputs.yes == 'true' }}
        ${idle}
      `,
    ),
    event: { name: 'workflow_dispatch', inputs: { text: '12', yes: 'true', choice: 'high' } },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: {
            types: '"12" true "high"',
            event: '"true" high',
            same: 'true false true',
          },
        },
      },
    },
  },
  {
    says: 'Defaults hold for inputs that are not given; a condition on a boolean works.',
    source: `${syntax}#onworkflow_dispatchinputs`,
    files: dispatched(
      yaml`
        level: { type: choice, default: warning, options: [info, warning] }
        dry: { type: boolean, default: true }
        off: { type: boolean, default: false }
      `,
      yaml`
        outputs:
          v: \${{ inputs.level }} \${{ inputs.dry }} \${{ inputs.off }}
        steps:
          - { id: dry, if: inputs.dry, run: echo }
          - { id: off, if: inputs.off, run: echo }
      `,
    ),
    event: { name: 'workflow_dispatch' },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: 'warning true false' },
          steps: { dry: { outcome: 'success' }, off: { outcome: 'skipped' } },
        },
      },
    },
  },
  {
    says: 'A required input of workflow_dispatch that is not given is refused.',
    source: `${syntax}#onworkflow_dispatchinputsinput_idrequired`,
    files: dispatched('target: { type: string, required: true }\n', idle),
    event: { name: 'workflow_dispatch' },
    expect: { refused: /target/ },
  },
  {
    says: 'A choice that is not among the options is refused.',
    source: `${syntax}#onworkflow_dispatchinputsinput_idtype`,
    files: dispatched('level: { type: choice, options: [low, high] }\n', idle),
    event: { name: 'workflow_dispatch', inputs: { level: 'medium' } },
    expect: { refused: /medium|level/ },
  },
  {
    says: 'An input that the workflow does not declare is refused.',
    source: 'https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event',
    files: dispatched('level: { type: string }\n', idle),
    event: { name: 'workflow_dispatch', inputs: { colour: 'red' } },
    expect: { refused: /colour/ },
  },
  {
    says: 'inputs is empty in a run that was not dispatched or called.',
    source: `${contextsPage}#inputs-context`,
    files: main(yaml`
      on:
        push:
        workflow_dispatch: { inputs: { v: { default: given } } }
      jobs:
        t:
          runs-on: ubuntu-latest
          outputs:
            v: "[\${{ inputs.v }}]"
          steps: [{ run: ':' }]
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', outputs: { v: '[]' } } } },
  },
  {
    says: 'An environment is given by name or as a map, and may be an expression.',
    source: `${syntax}#jobsjob_idenvironment`,
    files: main(yaml`
      on: push
      jobs:
        name: { runs-on: ubuntu-latest, environment: staging, steps: [{ run: echo }] }
        map:
          runs-on: ubuntu-latest
          environment:
            name: production
            url: https://\${{ steps.s.outputs.host }}/
          steps: [{ id: s, run: echo host=shop.example >> $GITHUB_OUTPUT }]
        computed:
          runs-on: ubuntu-latest
          environment: \${{ github.ref_name == 'main' && 'live' || 'test' }}
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        name: { conclusion: 'success', environment: 'staging' },
        map: { conclusion: 'success', environment: 'production' },
        computed: { conclusion: 'success', environment: 'live' },
      },
    },
  },
  {
    says: 'runs-on may be a list or an expression.',
    source: `${syntax}#jobsjob_idruns-on`,
    files: main(yaml`
      on: push
      jobs:
        list: { runs-on: [ubuntu-24.04], steps: [{ run: echo }] }
        expression:
          runs-on: \${{ github.event_name == 'push' && 'ubuntu-22.04' || 'windows-latest' }}
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      jobs: { list: { conclusion: 'success' }, expression: { conclusion: 'success' } },
    },
  },
  {
    says: 'A name of a job stands for its id where it is shown; needs goes by the id.',
    source: `${syntax}#jobsjob_idname; ${parserTests}/job-basic.yml`,
    files: main(yaml`
      on: push
      jobs:
        first: { name: Build it, runs-on: ubuntu-latest, steps: [{ run: echo }] }
        second: { name: "For \${{ github.ref_name }}", needs: first, runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: { 'Build it': { conclusion: 'success' }, 'For main': { conclusion: 'success' } },
      inOrder: ['Build it', 'For main'],
    },
  },
  {
    says: 'github.token is there within steps.',
    source: githubContext,
    files: oneJob(yaml`
      steps:
        - run: test -n "$T"
          env:
            T: \${{ github.token }}
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
];
