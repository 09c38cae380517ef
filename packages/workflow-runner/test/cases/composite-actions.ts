import type { Case } from '../case.js';
import { contextsPage, metadata, oneJob, runnerSource, syntax, yaml } from './text.js';

const createComposite =
  'https://docs.github.com/en/actions/tutorials/create-actions/create-a-composite-action';
const handler = `${runnerSource}/Handlers/CompositeActionHandler.cs`;

/** Composite actions: what goes in, what comes out, what they see, how they fail. */
export const compositeActions: readonly Case[] = [
  {
    says: 'Inputs come by the inputs context with their defaults, as strings; outputs are mapped from steps.',
    source: `${metadata}#outputs-for-composite-actions; ${createComposite}`,
    files: oneJob(
      yaml`
        outputs:
          greeting: \${{ steps.c.outputs.greeting }}
          fixed: \${{ steps.c.outputs.fixed }}
          hidden: "[\${{ steps.c.outputs.g }}]"
          flag: \${{ steps.c.outputs.flag }}
        steps:
          - { id: c, uses: $/greet, with: { who: Mona, flag: true } }
      `,
      {
        'greet/action.yml': yaml`
          name: greet
          description: greet
          inputs:
            who: { required: true }
            mark: { default: '!' }
            flag: { default: 'false' }
          outputs:
            greeting: { value: "\${{ steps.s.outputs.g }}" }
            fixed: { value: of the action }
            flag: { value: "\${{ inputs.flag == true }} \${{ inputs.flag == 'true' }}" }
          runs:
            using: composite
            steps:
              - id: s
                shell: bash
                run: echo "g=hello \${{ inputs.who }}\${{ inputs.mark }}" >> "$GITHUB_OUTPUT"
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { greeting: 'hello Mona!', fixed: 'of the action', hidden: '[]', flag: 'false true' },
        },
      },
    },
  },
  {
    says: 'Inputs of a composite action are not INPUT_ variables of its scripts.',
    source: `${metadata}#example-specifying-inputs`,
    files: oneJob(
      yaml`
        steps:
          - { uses: $/c, with: { who: Mona } }
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          inputs: { who: {} }
          runs:
            using: composite
            steps: [{ shell: bash, run: 'test -z "$INPUT_WHO"' }]
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'A failing step fails the action and skips its later steps, but for those with failure() or always(); outputs are mapped all the same.',
    source: `${metadata}#runsstepsif; ${handler}`,
    files: oneJob(
      yaml`
        outputs:
          v: \${{ steps.c.outputs.v }}
        steps:
          - { id: c, uses: $/c }
          - { id: after, run: echo }
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          outputs: { v: { value: "\${{ steps.first.outputs.v }}" } }
          runs:
            using: composite
            steps:
              - { id: first, shell: bash, run: 'echo v=kept >> $GITHUB_OUTPUT; exit 1' }
              - { shell: bash, run: 'X=plain; echo "inner $X"' }
              - { if: failure(), shell: bash, run: 'X=failure; echo "inner $X"' }
              - { if: always(), shell: bash, run: 'X=always; echo "inner $X"' }
        `,
      },
    ),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          outputs: { v: 'kept' },
          steps: { c: { outcome: 'failure' }, after: { outcome: 'skipped' } },
          log: ['inner failure', 'inner always'],
          notInLog: ['inner plain'],
        },
      },
    },
  },
  {
    says: 'continue-on-error within the action lets it go on and succeed.',
    source: `${metadata}#runsstepscontinue-on-error`,
    files: oneJob(
      yaml`
        outputs:
          v: \${{ steps.c.outputs.v }}
        steps:
          - { id: c, uses: $/c }
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          outputs: { v: { value: "\${{ steps.soft.outcome }} \${{ steps.soft.conclusion }}" } }
          runs:
            using: composite
            steps:
              - { id: soft, continue-on-error: true, shell: bash, run: exit 1 }
              - { shell: bash, run: 'X=on; echo "went $X"' }
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: 'failure success' },
          steps: { c: { outcome: 'success' } },
          log: ['went on'],
        },
      },
    },
  },
  {
    says: 'continue-on-error of the calling step holds for the action as a whole.',
    source: `${syntax}#jobsjob_idstepscontinue-on-error`,
    files: oneJob(
      yaml`
        steps:
          - { id: c, continue-on-error: true, uses: $/c }
          - { id: after, run: echo }
      `,
      {
        'c/action.yml':
          'name: c\ndescription: c\nruns: { using: composite, steps: [{ shell: bash, run: exit 1 }] }\n',
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { c: { outcome: 'failure', conclusion: 'success' }, after: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'Steps of an action and of its caller do not see each other; ids may be the same.',
    source: 'actions/runner src/Runner.Worker/StepsContext.cs',
    files: oneJob(
      yaml`
        outputs:
          outer: \${{ steps.same.outputs.v }}
          inner: "[\${{ steps.inside.outputs.v }}]"
        steps:
          - { id: same, run: echo v=outer >> $GITHUB_OUTPUT }
          - { id: outside, run: echo v=outer >> $GITHUB_OUTPUT }
          - uses: $/c
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          runs:
            using: composite
            steps:
              - { shell: bash, run: "test -z '\${{ steps.same.outputs.v }}\${{ steps.outside.outputs.v }}'" }
              - { id: same, shell: bash, run: echo v=inner >> $GITHUB_OUTPUT }
              - { id: inside, shell: bash, run: echo v=inner >> $GITHUB_OUTPUT }
              - { shell: bash, run: "test '\${{ steps.same.outputs.v }}' = inner" }
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { outer: 'outer', inner: '[]' } } },
    },
  },
  {
    says: 'github.action_path is the folder of the action, from where it runs its files.',
    source: `${contextsPage}#github-context; ${metadata}#runsstepsrun`,
    files: oneJob(yaml`
      steps:
        - uses: acme/scripts/inner@v1
    `),
    remote: {
      'acme/scripts@v1': {
        'inner/action.yml': yaml`
          name: scripts
          description: scripts
          runs:
            using: composite
            steps:
              - { shell: bash, run: 'bash "$GITHUB_ACTION_PATH/say.sh" variable' }
              - { shell: bash, run: "bash \${{ github.action_path }}/say.sh context" }
              - { shell: bash, run: 'test "$PWD" = "$GITHUB_WORKSPACE"' }
        `,
        'inner/say.sh': 'echo "said by $1"\n',
      },
    },
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', log: ['said by variable', 'said by context'] } },
    },
  },
  {
    says: 'The env of the calling step and job is seen inside; the env of an inner step is only its own; GITHUB_ENV reaches the steps after.',
    source: `${metadata}#runsstepsenv; ${handler}`,
    files: oneJob(
      yaml`
        env: { A: job, B: job }
        steps:
          - { uses: $/c, env: { B: call } }
          - run: test "$A|$B|$INNER|$FILE" = "job|job||inside"
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          runs:
            using: composite
            steps:
              - shell: bash
                env: { INNER: one, A: step }
                run: |
                  test "$A|$B|$INNER" = "step|call|one"
                  echo FILE=inside >> "$GITHUB_ENV"
              - { shell: bash, run: 'test "$A|$B|$INNER|$FILE" = "job|call||inside"' }
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'Actions nest: composite within composite, JavaScript within composite, with pre, post and state.',
    source: `${metadata}#runsstepsuses`,
    files: oneJob(
      yaml`
        outputs:
          v: \${{ steps.c.outputs.v }}
        steps:
          - { id: c, uses: $/outer, with: { v: a } }
          - run: 'X=step; echo "later $X"'
      `,
      {
        'outer/action.yml': yaml`
          name: outer
          description: outer
          inputs: { v: {} }
          outputs: { v: { value: "\${{ steps.n.outputs.v }}d" } }
          runs:
            using: composite
            steps:
              - { id: n, uses: $/inner, with: { v: "\${{ inputs.v }}b" } }
        `,
        'inner/action.yml': yaml`
          name: inner
          description: inner
          inputs: { v: {} }
          outputs: { v: { value: "\${{ steps.js.outputs.v }}" } }
          runs:
            using: composite
            steps:
              - { id: js, uses: acme/js@v1, with: { v: "\${{ inputs.v }}" } }
        `,
      },
    ),
    remote: {
      'acme/js@v1': {
        'action.yml':
          'name: js\ndescription: js\ninputs: { v: {} }\nruns: { using: node24, main: main.js, post: post.js }\n',
        'main.js': yaml`
          const { appendFileSync } = require('fs');
          appendFileSync(process.env.GITHUB_OUTPUT, 'v=' + process.env.INPUT_V + 'c\n');
          appendFileSync(process.env.GITHUB_STATE, 'kept=' + process.env.INPUT_V + '\n');
        `,
        'post.js': "console.log('post of', process.env.STATE_kept);\n",
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { v: 'abcd' },
          logInOrder: ['later step', 'post of ab'],
        },
      },
    },
  },
  {
    says: '$/ within an action of another repository is that repository, not the one of the workflow.',
    source: `${metadata}#runsstepsuses`,
    files: oneJob(
      yaml`
        steps:
          - uses: acme/tools/outer@v1
      `,
      {
        'inner/action.yml':
          'name: wrong\ndescription: wrong\nruns: { using: composite, steps: [{ shell: bash, run: exit 1 }] }\n',
      },
    ),
    remote: {
      'acme/tools@v1': {
        'outer/action.yml':
          'name: outer\ndescription: outer\nruns: { using: composite, steps: [{ uses: $/inner }] }\n',
        'inner/action.yml':
          'name: inner\ndescription: inner\nruns: { using: composite, steps: [{ shell: bash, run: \'X=one; echo "right $X"\' }] }\n',
      },
    },
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', log: ['right one'] } } },
  },
  {
    says: 'A run step of a composite action needs a shell.',
    source: `${metadata}#runsstepsshell`,
    files: oneJob(yaml`
      steps:
        - run: |
            mkdir made
            echo 'name: made' > made/action.yml
            echo 'description: made' >> made/action.yml
            echo 'runs: { using: composite, steps: [{ run: echo }] }' >> made/action.yml
        - { id: c, uses: ./made }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { t: { conclusion: 'failure', steps: { c: { outcome: 'failure' } } } },
    },
  },
  {
    says: 'Defaults of the job do not hold inside of a composite action.',
    source: `${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(
      yaml`
        defaults: { run: { working-directory: sub } }
        steps:
          - { working-directory: ., run: mkdir sub }
          - run: test "$PWD" = "$GITHUB_WORKSPACE/sub"
          - uses: $/c
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          runs:
            using: composite
            steps:
              - { shell: bash, run: 'test "$PWD" = "$GITHUB_WORKSPACE"' }
              - { shell: bash, working-directory: sub, run: 'test "$PWD" = "$GITHUB_WORKSPACE/sub"' }
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'A condition within an action sees its inputs; a skipped step of it has outcome skipped.',
    source: `${metadata}#runsstepsif`,
    files: oneJob(
      yaml`
        outputs:
          v: \${{ steps.c.outputs.v }}
        steps:
          - { id: c, uses: $/c, with: { run: 'no' } }
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          inputs: { run: {} }
          outputs: { v: { value: "\${{ steps.a.outcome }} \${{ steps.b.outcome }}" } }
          runs:
            using: composite
            steps:
              - { id: a, if: inputs.run == 'yes', shell: bash, run: exit 1 }
              - { id: b, if: "\${{ inputs.run == 'no' }}", shell: bash, run: echo }
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { v: 'skipped success' } } },
    },
  },
  {
    says: 'An action called twice runs twice, each with its own inputs and outputs.',
    source: `${syntax}#jobsjob_idstepsuses`,
    files: oneJob(
      yaml`
        outputs:
          v: \${{ steps.one.outputs.v }} \${{ steps.two.outputs.v }}
        steps:
          - { id: one, uses: $/c, with: { v: first } }
          - { id: two, uses: $/c, with: { v: second } }
      `,
      {
        'c/action.yml': yaml`
          name: c
          description: c
          inputs: { v: {} }
          outputs: { v: { value: "\${{ steps.s.outputs.v }}" } }
          runs:
            using: composite
            steps: [{ id: s, shell: bash, run: "echo v=\${{ inputs.v }} >> $GITHUB_OUTPUT" }]
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', outputs: { v: 'first second' } } } },
  },
];
