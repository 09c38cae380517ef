import type { Case } from '../case.js';
import { call, called, contextsPage, howTo, main, reuse, syntax, yaml } from './text.js';

const reuseHowTo = `${howTo}/reuse-automations/reuse-workflows`;
const selfReference =
  'https://github.blog/changelog/2026-07-30-reference-same-repository-actions-with-self-repository-syntax/';

/** Workflows that call workflows: inputs, secrets, outputs, contexts, names, nesting, permissions. */
export const reusableWorkflows: readonly Case[] = [
  {
    says: 'Jobs of a called workflow stand under the name of the job that calls; inputs come as they are typed, with their defaults.',
    source: `${syntax}#onworkflow_callinputs`,
    files: main(
      yaml`
        on: push
        jobs:
          call:
            uses: ./.github/workflows/call.yml
            with:
              who: Mona
              flag: true
              count: 3
      `,
      {
        [call]: yaml`
          on:
            workflow_call:
              inputs:
                who: { type: string, required: true }
                flag: { type: boolean }
                count: { type: number }
                unset-text: { type: string }
                unset-flag: { type: boolean }
                unset-count: { type: number }
                given: { type: string, default: standard }
          jobs:
            inner:
              runs-on: ubuntu-latest
              outputs:
                set: \${{ inputs.who }} \${{ inputs.flag == true }} \${{ inputs.count == 3 }}
                types: \${{ toJSON(inputs.flag) }} \${{ toJSON(inputs.count) }}
                defaults: \${{ toJSON(inputs.unset-text) }} \${{ toJSON(inputs.unset-flag) }} \${{ toJSON(inputs.unset-count) }}
                given: \${{ inputs.given }}
              steps: [{ run: ':' }]
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'call / inner': {
          conclusion: 'success',
          outputs: {
            set: 'Mona true true',
            types: 'true 3',
            defaults: '"" false 0',
            given: 'standard',
          },
        },
      },
    },
  },
  {
    says: 'Inputs of a called workflow are not variables of its steps.',
    source: `${syntax}#jobsjob_idwith`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml, with: { who: Mona } }
      `,
      {
        [call]: yaml`
          on: { workflow_call: { inputs: { who: { type: string } } } }
          jobs:
            inner:
              runs-on: ubuntu-latest
              steps:
                - run: test -z "$INPUT_WHO$who$WHO" && test "$GIVEN" = Mona
                  env:
                    GIVEN: \${{ inputs.who }}
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { 'call / inner': { conclusion: 'success' } } },
  },
  {
    says: 'Secrets pass by name when they are mapped; others of the caller are empty in the called workflow.',
    source: `${reuseHowTo}#passing-inputs-and-secrets-to-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        jobs:
          call:
            uses: ./.github/workflows/call.yml
            secrets:
              token: \${{ secrets.MINE }}
      `,
      {
        [call]: yaml`
          on:
            workflow_call:
              secrets:
                token: { required: true }
                other: { required: false }
          jobs:
            inner:
              runs-on: ubuntu-latest
              steps:
                - run: test "$TOKEN" = "green-tin-47" && test -z "$MINE$OTHER"
                  env:
                    TOKEN: \${{ secrets.token }}
                    MINE: \${{ secrets.MINE }}
                    OTHER: \${{ secrets.other }}
        `,
      },
    ),
    secrets: { MINE: 'green-tin-47', OTHER: 'blue-tin-48' },
    expect: { conclusion: 'success', jobs: { 'call / inner': { conclusion: 'success' } } },
  },
  {
    says: 'secrets: inherit passes all secrets of the caller, declared or not.',
    source: `${syntax}#jobsjob_idsecretsinherit`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml, secrets: inherit }
      `,
      {
        [call]: yaml`
          on: workflow_call
          jobs:
            inner:
              runs-on: ubuntu-latest
              steps:
                - run: test "$MINE" = "green-tin-47"
                  env:
                    MINE: \${{ secrets.MINE }}
        `,
      },
    ),
    secrets: { MINE: 'green-tin-47' },
    expect: { conclusion: 'success', jobs: { 'call / inner': { conclusion: 'success' } } },
  },
  {
    says: 'Without secrets nothing of the caller passes, and each level of nesting passes anew.',
    source: `${reuseHowTo}#passing-secrets-to-nested-workflows`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/middle.yml, secrets: inherit }
      `,
      {
        '.github/workflows/middle.yml': yaml`
          on: workflow_call
          jobs:
            with: { uses: ./.github/workflows/call.yml, secrets: inherit }
            without: { uses: ./.github/workflows/call.yml }
        `,
        [call]: yaml`
          on: workflow_call
          jobs:
            inner:
              runs-on: ubuntu-latest
              outputs:
                has: \${{ steps.s.outputs.has }}
              steps:
                - id: s
                  run: echo "has=\${#MINE}" >> "$GITHUB_OUTPUT"
                  env:
                    MINE: \${{ secrets.MINE }}
        `,
      },
    ),
    secrets: { MINE: 'green-tin-47' },
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'call / with / inner': { conclusion: 'success', outputs: { has: '12' } },
        'call / without / inner': { conclusion: 'success', outputs: { has: '0' } },
      },
    },
  },
  {
    says: 'Outputs go from a step by its job and the called workflow to the caller.',
    source: `${reuseHowTo}#using-outputs-from-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml }
          after:
            needs: call
            runs-on: ubuntu-latest
            outputs:
              seen: \${{ needs.call.outputs.mapped }} \${{ needs.call.outputs.state }} [\${{ needs.call.outputs.v }}] \${{ needs.call.result }}
            steps: [{ run: ':' }]
      `,
      {
        [call]: yaml`
          on:
            workflow_call:
              outputs:
                mapped: { value: "\${{ jobs.inner.outputs.v }}!" }
                state: { value: "\${{ jobs.inner.result }}" }
          jobs:
            inner:
              runs-on: ubuntu-latest
              outputs:
                v: \${{ steps.s.outputs.v }}
              steps: [{ id: s, run: echo v=deep >> $GITHUB_OUTPUT }]
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: { after: { conclusion: 'success', outputs: { seen: 'deep! success [] success' } } },
    },
  },
  {
    says: 'In a matrix of calls the output is that of the last call that set one.',
    source: `${reuseHowTo}#using-outputs-from-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        jobs:
          call:
            strategy:
              max-parallel: 1
              matrix: { v: [one, two, ''] }
            uses: ./.github/workflows/call.yml
            with:
              v: \${{ matrix.v }}
          after:
            needs: call
            runs-on: ubuntu-latest
            outputs:
              seen: \${{ needs.call.outputs.v }}
            steps: [{ run: ':' }]
      `,
      {
        [call]: yaml`
          on:
            workflow_call:
              inputs: { v: { type: string } }
              outputs: { v: { value: "\${{ jobs.inner.outputs.v }}" } }
          jobs:
            inner:
              runs-on: ubuntu-latest
              outputs:
                v: \${{ inputs.v }}
              steps: [{ run: ':' }]
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { after: { conclusion: 'success', outputs: { seen: 'two' } } } },
  },
  {
    says: 'A job with a matrix may call; every leg calls with its own values.',
    source: `${reuseHowTo}#using-a-matrix-strategy-with-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        jobs:
          call:
            name: to \${{ matrix.target }}
            strategy: { matrix: { target: [dev, prod] } }
            uses: ./.github/workflows/call.yml
            with:
              target: \${{ matrix.target }}
      `,
      {
        [call]: yaml`
          on: { workflow_call: { inputs: { target: { type: string } } } }
          jobs:
            inner:
              name: deploy
              runs-on: ubuntu-latest
              outputs:
                v: \${{ inputs.target }}
              steps: [{ run: ':' }]
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'to dev / deploy': { conclusion: 'success', outputs: { v: 'dev' } },
        'to prod / deploy': { conclusion: 'success', outputs: { v: 'prod' } },
      },
    },
  },
  {
    says: "github is the caller's, job says which file defines the job.",
    source: `${reuse}#github-context; ${contextsPage}#job-context`,
    files: main(
      yaml`
        name: Outer
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml }
          own:
            runs-on: ubuntu-latest
            steps:
              - run: |
                  test '\${{ job.workflow_ref }}' = acme/shop/.github/workflows/main.yml@refs/heads/main
                  test '\${{ job.workflow_ref }}' = '\${{ github.workflow_ref }}'
      `,
      {
        [call]: yaml`
          name: Inner
          on: workflow_call
          jobs:
            inner:
              runs-on: ubuntu-latest
              steps:
                - run: |
                    test '\${{ github.workflow }} \${{ github.event_name }}' = 'Outer push'
                    test '\${{ github.workflow_ref }}' = acme/shop/.github/workflows/main.yml@refs/heads/main
                    test "$GITHUB_WORKFLOW_REF" = '\${{ github.workflow_ref }}'
                    test '\${{ job.workflow_ref }}' = acme/shop/.github/workflows/call.yml@refs/heads/main
                    test '\${{ job.workflow_repository }} \${{ job.workflow_file_path }}' = 'acme/shop .github/workflows/call.yml'
                    test '\${{ job.workflow_sha }}' = '\${{ github.sha }}'
                    test '\${{ github.job }}' = inner
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: { 'call / inner': { conclusion: 'success' }, own: { conclusion: 'success' } },
    },
  },
  {
    says: 'env of the calling workflow does not reach the called one.',
    source: `${reuse}#limitations-of-reusable-workflows`,
    files: main(
      yaml`
        on: push
        env: { OUTER: set }
        jobs:
          call: { uses: ./.github/workflows/call.yml }
      `,
      {
        [call]: yaml`
          on: workflow_call
          env: { INNER: set }
          jobs:
            inner:
              runs-on: ubuntu-latest
              steps:
                - run: test -z "$OUTER\${{ env.OUTER }}" && test "$INNER" = set
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { 'call / inner': { conclusion: 'success' } } },
  },
  {
    says: 'A failing job of the called workflow fails the call; jobs that need it are skipped but for those with always().',
    source: `${syntax}#jobsjob_idneeds`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { uses: ./.github/workflows/call.yml }
          plain: { needs: call, runs-on: ubuntu-latest, steps: [{ run: echo }] }
          always:
            needs: call
            if: always()
            runs-on: ubuntu-latest
            outputs:
              result: \${{ needs.call.result }}
            steps: [{ run: echo }]
      `,
      {
        [call]: yaml`
          on: workflow_call
          jobs:
            bad: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
            next: { needs: bad, runs-on: ubuntu-latest, steps: [{ run: echo }] }
        `,
      },
    ),
    expect: {
      conclusion: 'failure',
      jobs: {
        'call / bad': { conclusion: 'failure' },
        'call / next': { conclusion: 'skipped' },
        plain: { conclusion: 'skipped' },
        always: { conclusion: 'success', outputs: { result: 'failure' } },
      },
    },
  },
  {
    says: 'A job that calls obeys its condition; skipped, none of the called jobs runs.',
    source: `${reuse}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        jobs:
          call: { if: github.ref_name == 'other', uses: ./.github/workflows/call.yml }
          after: { needs: call, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'test \${{ needs.call.result }} = skipped' }] }
      `,
      {
        [call]: 'on: workflow_call\njobs:\n  inner: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }\n',
      },
    ),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: { call: { conclusion: 'skipped' }, after: { conclusion: 'success' } },
    },
  },
  {
    says: 'Reusable workflows nest; inputs and outputs pass level by level.',
    source: `${reuseHowTo}#nesting-reusable-workflows`,
    files: main(
      yaml`
        on: push
        jobs:
          a: { uses: ./.github/workflows/middle.yml, with: { v: x } }
          after:
            needs: a
            runs-on: ubuntu-latest
            outputs:
              seen: \${{ needs.a.outputs.v }}
            steps: [{ run: ':' }]
      `,
      {
        '.github/workflows/middle.yml': yaml`
          on:
            workflow_call:
              inputs: { v: { type: string } }
              outputs: { v: { value: "\${{ jobs.b.outputs.v }}y" } }
          jobs:
            b:
              uses: ./.github/workflows/call.yml
              with:
                v: \${{ inputs.v }}-
        `,
        [call]: yaml`
          on:
            workflow_call:
              inputs: { v: { type: string } }
              outputs: { v: { value: "\${{ jobs.c.outputs.v }}" } }
          jobs:
            c:
              runs-on: ubuntu-latest
              outputs:
                v: \${{ inputs.v }}z
              steps: [{ run: ':' }]
        `,
      },
    ),
    expect: {
      conclusion: 'success',
      jobs: {
        'a / b / c': { conclusion: 'success' },
        after: { conclusion: 'success', outputs: { seen: 'x-zy' } },
      },
    },
  },
  {
    says: 'A workflow of another repository is called by owner, name and ref; ./ and $/ in it are files of its own repository.',
    source: `${syntax}#jobsjob_iduses; ${selfReference}`,
    files: main(
      yaml`
        on: push
        jobs:
          far: { uses: acme/platform/.github/workflows/build.yml@v2 }
      `,
      {
        '.github/workflows/helper.yml':
          'on: workflow_call\njobs:\n  wrong: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }\n',
        'act/action.yml':
          'name: wrong\ndescription: wrong\nruns: { using: composite, steps: [{ shell: bash, run: exit 1 }] }\n',
      },
    ),
    remote: {
      'acme/platform@v2': {
        '.github/workflows/build.yml': yaml`
          on: workflow_call
          jobs:
            here:
              runs-on: ubuntu-latest
              steps:
                - run: test '\${{ github.repository }}' = acme/shop
                - run: test '\${{ job.workflow_repository }}' = acme/platform
                - uses: $/act
            dot: { uses: ./.github/workflows/helper.yml }
            self: { uses: $/.github/workflows/helper.yml }
        `,
        '.github/workflows/helper.yml':
          'on: workflow_call\njobs:\n  right: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
        'act/action.yml':
          'name: right\ndescription: right\nruns: { using: composite, steps: [{ shell: bash, run: echo }] }\n',
      },
    },
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'far / here': { conclusion: 'success' },
        'far / dot / right': { conclusion: 'success' },
        'far / self / right': { conclusion: 'success' },
      },
    },
  },
  {
    says: '$/ calls a workflow of the same repository.',
    source: selfReference,
    files: main('on: push\njobs:\n  call: { uses: $/.github/workflows/call.yml }\n', {
      [call]: called('inputs: {}'),
    }),
    expect: { conclusion: 'success', onlyJobs: true, jobs: { 'call / inner': { conclusion: 'success' } } },
  },
  {
    says: 'A called job may ask for what the caller has, or less.',
    source: `${reuse}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
    files: main(
      yaml`
        on: push
        permissions: {}
        jobs:
          call:
            permissions: { contents: write, packages: read }
            uses: ./.github/workflows/call.yml
      `,
      {
        [call]: yaml`
          on: workflow_call
          jobs:
            inner:
              permissions: { contents: read, packages: read }
              runs-on: ubuntu-latest
              steps: [{ run: echo }]
        `,
      },
    ),
    expect: { conclusion: 'success', jobs: { 'call / inner': { conclusion: 'success' } } },
  },
];
