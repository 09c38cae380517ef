import type { Case } from '../case.js';
import { expressionsPage, howTo, main, parserTests, syntax, yaml } from './text.js';

const variations = `${howTo}/write-workflows/choose-what-workflows-do/run-job-variations`;

/** Legs of a matrix: which there are, how they are named, what they see, how they end together. */
export const matrix: readonly Case[] = [
  {
    says: 'A job runs for each combination; the legs are named by their values in the order of the keys.',
    source: `${syntax}#using-a-multi-dimensional-matrix`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            matrix:
              version: [10, 12]
              os: [ubuntu-22.04, ubuntu-latest]
          runs-on: \${{ matrix.os }}
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'test (10, ubuntu-22.04)': { conclusion: 'success' },
        'test (10, ubuntu-latest)': { conclusion: 'success' },
        'test (12, ubuntu-22.04)': { conclusion: 'success' },
        'test (12, ubuntu-latest)': { conclusion: 'success' },
      },
    },
  },
  {
    says: 'Legs are created in the order of the values, the first key slowest.',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            max-parallel: 1
            matrix: { a: [1, 2], b: [x, y] }
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      inOrder: ['test (1, x)', 'test (1, y)', 'test (2, x)', 'test (2, y)'],
      mostAtOnce: 1,
    },
  },
  {
    says: 'A name of the job names the legs; it may use the matrix.',
    source: `${syntax}#jobsjob_idname`,
    files: main(yaml`
      on: push
      jobs:
        test:
          name: On \${{ matrix.node.version }}\${{ matrix.node.flag }}
          strategy:
            matrix:
              node: [{ version: 14 }, { version: 20, flag: '!' }]
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: { 'On 14': { conclusion: 'success' }, 'On 20!': { conclusion: 'success' } },
    },
  },
  {
    says: 'include adds to every combination whose own values it does not overwrite; what an include added may be overwritten; the rest becomes new legs.',
    source: `${variations}#expanding-or-adding-matrix-configurations`,
    files: main(yaml`
      on: push
      jobs:
        test:
          name: "\${{ matrix.fruit }}/\${{ matrix.animal }}/\${{ matrix.color }}/\${{ matrix.shape }}"
          strategy:
            matrix:
              fruit: [apple, pear]
              animal: [cat, dog]
              include:
                - color: green
                - color: pink
                  animal: cat
                - fruit: apple
                  shape: circle
                - fruit: banana
                - fruit: banana
                  animal: cat
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'apple/cat/pink/circle': { conclusion: 'success' },
        'apple/dog/green/circle': { conclusion: 'success' },
        'pear/cat/pink/': { conclusion: 'success' },
        'pear/dog/green/': { conclusion: 'success' },
        'banana///': { conclusion: 'success' },
        'banana/cat//': { conclusion: 'success' },
      },
    },
  },
  {
    says: 'include alone makes one leg for each of its entries.',
    source: `${variations}#example-adding-configurations`,
    files: main(yaml`
      on: push
      jobs:
        test:
          name: \${{ matrix.site }}-\${{ matrix.datacenter }}
          strategy:
            matrix:
              include:
                - { site: production, datacenter: a }
                - { site: staging, datacenter: b }
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: { 'production-a': { conclusion: 'success' }, 'staging-b': { conclusion: 'success' } },
    },
  },
  {
    says: 'A partial match excludes; include comes after exclude and may bring a combination back.',
    source: `${syntax}#jobsjob_idstrategymatrixexclude`,
    files: main(yaml`
      on: push
      jobs:
        test:
          name: \${{ matrix.os }} \${{ matrix.version }} \${{ matrix.environment }}
          strategy:
            matrix:
              os: [a, b]
              version: [12, 14]
              environment: [staging, production]
              exclude:
                - os: a
                - { os: b, version: 12, environment: production }
              include:
                - { os: a, version: 12, environment: production }
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'b 12 staging': { conclusion: 'success' },
        'b 14 staging': { conclusion: 'success' },
        'b 14 production': { conclusion: 'success' },
        'a 12 production': { conclusion: 'success' },
      },
    },
  },
  {
    says: 'A matrix may come whole out of an output by fromJSON().',
    source: `${expressionsPage}#example-returning-a-json-object`,
    files: main(yaml`
      on: push
      jobs:
        plan:
          runs-on: ubuntu-latest
          outputs:
            matrix: \${{ steps.set.outputs.matrix }}
          steps:
            - id: set
              run: |
                echo 'matrix={"include":[{"project":"foo","config":"Debug"},{"project":"bar","config":"Release"}]}' >> "$GITHUB_OUTPUT"
        test:
          needs: plan
          name: \${{ matrix.project }} \${{ matrix.config }}
          strategy:
            matrix: \${{ fromJSON(needs.plan.outputs.matrix) }}
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      jobs: { 'foo Debug': { conclusion: 'success' }, 'bar Release': { conclusion: 'success' } },
    },
  },
  {
    says: 'A list of a matrix may come out of the event.',
    source: `${variations}#using-contexts-to-create-matrices`,
    files: main(yaml`
      on: { repository_dispatch: }
      jobs:
        test:
          strategy:
            matrix:
              version: \${{ github.event.client_payload.versions }}
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    event: { name: 'repository_dispatch', payload: { client_payload: { versions: [12, 'x'] } } },
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: { 'test (12)': { conclusion: 'success' }, 'test (x)': { conclusion: 'success' } },
    },
  },
  {
    says: 'Values keep their YAML type: 3.10 is the number 3.1, and a boolean is a boolean.',
    source:
      'https://github.com/actions/setup-python/blob/main/docs/advanced-usage.md#specifying-a-python-version',
    files: main(yaml`
      on: push
      jobs:
        test:
          name: \${{ matrix.name }}
          strategy:
            matrix:
              include:
                - { name: bare, v: 3.10, flag: false }
                - { name: quoted, v: '3.10', flag: 'false' }
          runs-on: ubuntu-latest
          steps:
            - { id: flag, if: matrix.flag, run: echo }
            - { id: same, if: "matrix.v == '3.10' && matrix.name == 'quoted' || toJSON(matrix.v) == '3.1'", run: echo }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        bare: {
          conclusion: 'success',
          steps: { flag: { outcome: 'skipped' }, same: { outcome: 'success' } },
        },
        quoted: {
          conclusion: 'success',
          steps: { flag: { outcome: 'success' }, same: { outcome: 'success' } },
        },
      },
    },
  },
  {
    says: 'Without fail-fast: false a failed leg cancels the legs that have not started.',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            max-parallel: 1
            matrix: { n: [1, 2, 3] }
          runs-on: ubuntu-latest
          steps: [{ run: 'test "\${{ matrix.n }}" != 1' }]
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        'test (1)': { conclusion: 'failure' },
        'test (2)': { conclusion: 'cancelled' },
        'test (3)': { conclusion: 'cancelled' },
      },
    },
  },
  {
    says: 'Without fail-fast: false a failed leg cancels the legs that are running.',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            matrix: { n: [1, 2] }
          runs-on: ubuntu-latest
          steps:
            - { if: matrix.n == 1, run: sleep 0.3; exit 1 }
            - { if: matrix.n == 2, run: exec sleep 5 }
    `),
    expect: {
      conclusion: 'failure',
      jobs: { 'test (1)': { conclusion: 'failure' }, 'test (2)': { conclusion: 'cancelled' } },
    },
  },
  {
    says: 'With fail-fast: false all legs run and the job as a whole fails.',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            fail-fast: false
            max-parallel: 1
            matrix: { n: [1, 2] }
          runs-on: ubuntu-latest
          steps: [{ run: 'test "\${{ matrix.n }}" != 1' }]
        after:
          needs: test
          if: always()
          runs-on: ubuntu-latest
          outputs:
            result: \${{ needs.test.result }}
          steps: [{ run: echo }]
        plain: { needs: test, runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        'test (1)': { conclusion: 'failure' },
        'test (2)': { conclusion: 'success' },
        after: { conclusion: 'success', outputs: { result: 'failure' } },
        plain: { conclusion: 'skipped' },
      },
    },
  },
  {
    says: 'A leg with continue-on-error fails without ending the other legs or failing the run.',
    source: `${syntax}#example-preventing-a-specific-failing-matrix-job-from-failing-a-workflow-run`,
    files: main(yaml`
      on: push
      jobs:
        test:
          continue-on-error: \${{ matrix.experimental }}
          name: v\${{ matrix.version }}
          strategy:
            fail-fast: true
            max-parallel: 1
            matrix:
              include:
                - { version: 9, experimental: true }
                - { version: 7, experimental: false }
          runs-on: ubuntu-latest
          steps: [{ run: 'test "\${{ matrix.version }}" != 9' }]
    `),
    expect: { conclusion: 'success', jobs: { v7: { conclusion: 'success' } } },
  },
  {
    says: 'max-parallel bounds how many legs run at the same moment.',
    source: `${syntax}#jobsjob_idstrategymax-parallel`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            max-parallel: 2
            matrix: { n: [1, 2, 3, 4] }
          runs-on: ubuntu-latest
          steps: [{ run: sleep 0.2 }]
    `),
    expect: { conclusion: 'success', mostAtOnce: 2 },
  },
  {
    says: 'strategy tells a leg its index, the total and the settings; without a matrix the defaults.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#strategy-context',
    files: main(yaml`
      on: push
      jobs:
        test:
          name: leg \${{ strategy.job-index }} of \${{ strategy.job-total }}, \${{ strategy.fail-fast }}, \${{ strategy.max-parallel }}
          strategy:
            fail-fast: false
            max-parallel: 1
            matrix: { n: [a, b] }
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
        alone:
          runs-on: ubuntu-latest
          outputs:
            v: \${{ strategy.job-index }} \${{ strategy.job-total }}
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      onlyJobs: true,
      jobs: {
        'leg 0 of 2, false, 1': { conclusion: 'success' },
        'leg 1 of 2, false, 1': { conclusion: 'success' },
        alone: { conclusion: 'success', outputs: { v: '0 1' } },
      },
    },
  },
  {
    says: 'Outputs of different names of all legs are combined for the jobs that need them.',
    source: `${howTo}/write-workflows/choose-what-workflows-do/pass-job-outputs; ${syntax}#using-job-outputs-in-a-matrix-job`,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          outputs:
            output_1: \${{ steps.gen.outputs.output_1 }}
            output_2: \${{ steps.gen.outputs.output_2 }}
          strategy:
            matrix: { version: [1, 2] }
          steps:
            - id: gen
              run: echo "output_\${{ matrix.version }}=value\${{ matrix.version }}" >> "$GITHUB_OUTPUT"
        b:
          needs: a
          runs-on: ubuntu-latest
          outputs:
            seen: \${{ needs.a.outputs.output_1 }} \${{ needs.a.outputs.output_2 }}
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'success',
      jobs: { b: { conclusion: 'success', outputs: { seen: 'value1 value2' } } },
    },
  },
  {
    says: 'A matrix whose list has no values is an error.',
    source: `${parserTests}/errors-matrix-empty-vector.yml`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            matrix:
              os: []
              version: [10, 12]
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: { refused: /'?os'?.*(empty|not contain any|no values)|matrix.*\bos\b/i },
  },
  {
    says: 'A matrix whose list turns out empty at run time fails the run.',
    source: `${parserTests}/errors-matrix-empty-vector.yml`,
    files: main(yaml`
      on: push
      jobs:
        plan:
          runs-on: ubuntu-latest
          outputs: { list: '[]' }
          steps: [{ run: echo }]
        test:
          needs: plan
          strategy:
            matrix:
              v: \${{ fromJSON(needs.plan.outputs.list) }}
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: { conclusion: 'failure', jobs: { plan: { conclusion: 'success' } } },
  },
  {
    says: 'A matrix makes at most 256 jobs.',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    files: main(yaml`
      on: push
      jobs:
        test:
          strategy:
            matrix:
              a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
              b: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
    `),
    expect: { refused: /256/ },
  },
];
