import type { Case } from '../case.js';
import { contextsPage, expressionsPage, main, oneJob, parserTests, syntax, yaml } from './text.js';

const availability = `${contextsPage}#context-availability`;
const notRun = 'not run on one machine without containers, and so refused by name';

/** A job with one idle step and this beside it. */
function beside(key: string) {
  return oneJob(`${key.trimEnd()}\nsteps:\n  - run: ':'\n`);
}

function withStep(step: string) {
  return oneJob(`steps:\n  - ${step}\n`);
}

/** Workflows of which no job may start. */
export const refusals: readonly Case[] = [
  refused(
    'An unknown key of the workflow',
    `${parserTests}/error.yml`,
    main(`colour: red\non: push\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n`),
    /colour/,
  ),
  refused('An unknown key of a job', `${parserTests}/error.yml`, beside('colour: red'), /colour/),
  refused(
    'An unknown key of a step',
    `${parserTests}/error.yml`,
    withStep('{ run: echo, colour: red }'),
    /colour/,
  ),
  refused(
    'An unknown key of strategy',
    `${parserTests}/errors-matrix-bad-key.yml`,
    beside('strategy: { colour: { os: [1] } }'),
    /colour/,
  ),
  refused(
    'A key that stands twice',
    `${parserTests}/errors-value-already-defined.yml`,
    beside('timeout-minutes: 1\ntimeout-minutes: 2'),
    /timeout-minutes|already defined|unique|duplicate/i,
  ),
  refused('A workflow without jobs', `${parserTests}/errors-jobs-missing.yml`, main('on: push\n'), /jobs/),
  refused(
    'A workflow with an empty map of jobs',
    `${parserTests}/errors-jobs-at-least-one.yml`,
    main('on: push\njobs: {}\n'),
    /job/,
  ),
  refused(
    'A workflow without on',
    `${syntax}#on`,
    main('jobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n'),
    /\bon\b/,
  ),
  refused(
    'A job without runs-on',
    `${parserTests}/errors-job-runs-on-missing.yml`,
    main('on: push\njobs:\n  t: { steps: [{ run: echo }] }\n'),
    /runs-on/,
  ),
  refused(
    'A job with an id that is not an identifier',
    `${parserTests}/errors-job-id-format.yml`,
    main('on: push\njobs:\n  1st.job: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n'),
    /1st\.job/,
  ),
  refused(
    'A cycle of needs',
    `${parserTests}/errors-job-needs-cycle.yml`,
    main(yaml`
    on: push
    jobs:
      one: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
      two: { needs: [one, three], runs-on: ubuntu-latest, steps: [{ run: echo }] }
      three: { needs: two, runs-on: ubuntu-latest, steps: [{ run: echo }] }
  `),
    /two|three|cycle/,
  ),
  refused(
    'A workflow in which every job needs another',
    `${parserTests}/errors-job-needs-no-start-node.yml`,
    main(yaml`
    on: push
    jobs:
      one: { needs: two, runs-on: ubuntu-latest, steps: [{ run: echo }] }
      two: { needs: one, runs-on: ubuntu-latest, steps: [{ run: echo }] }
  `),
    /dependenc|cycle|needs/i,
  ),
  refused(
    'A job that needs itself',
    `${parserTests}/errors-job-needs-no-start-node.yml`,
    beside('needs: t'),
    /dependenc|cycle|needs|itself/i,
  ),
  refused(
    'A need of a job that is not there',
    `${parserTests}/errors-job-needs-unknown-job.yml`,
    main(yaml`
      on: push
      jobs:
        first: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
        second: { needs: [first, nowhere], runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    /nowhere/,
  ),
  refused(
    'Two steps with one id, whatever its case',
    `${parserTests}/errors-step-id.yml`,
    oneJob(yaml`
    steps:
      - { id: same, run: echo }
      - { id: SAME, run: echo }
  `),
    /same/i,
  ),
  refused(
    'A step id that begins with two underscores',
    `${parserTests}/errors-step-id.yml`,
    withStep('{ id: __run, run: echo }'),
    /__run/,
  ),
  refused(
    'A step with both run and uses',
    `${syntax}#jobsjob_idsteps`,
    withStep('{ run: echo, uses: acme/a@v1 }'),
    /run|uses/,
  ),
  refused(
    'A step with neither run nor uses',
    `${parserTests}/errors-step-run-missing.yml`,
    withStep('{ name: nothing }'),
    /run|uses/,
  ),
  refused(
    'A script that has with',
    `${syntax}#jobsjob_idstepswith`,
    withStep('{ run: echo, with: { a: b } }'),
    /with/,
  ),
  refused(
    'An action with a shell',
    `${syntax}#jobsjob_idstepsshell`,
    withStep('{ uses: acme/a@v1, shell: bash }'),
    /shell/,
  ),
  refused(
    'An action without a ref',
    `${parserTests}/errors-step-uses-syntax.yml`,
    withStep('{ uses: acme/action }'),
    /acme\/action/,
  ),
  refused(
    '$/ with a ref',
    `${syntax}#example-using-an-action-in-the-same-repository-as-the-workflow-at-the-running-commit-recommended`,
    {
      ...withStep('{ uses: $/a@v1 }'),
      'a/action.yml':
        'name: a\ndescription: a\nruns: { using: composite, steps: [{ shell: bash, run: echo }] }\n',
    },
    /\$\/a@v1|@v1/,
  ),
  refused(
    'An expression that is not closed',
    `${parserTests}/errors-expression-not-closed.yml`,
    withStep("{ run: 'echo ${{ github.ref' }"),
    /expression|\$\{\{/i,
  ),
  refused(
    'An expression with a syntax error',
    `${parserTests}/errors-expressions.yml`,
    withStep('{ run: "echo ${{ github.ref == }}" }'),
    /expression|unexpected/i,
  ),
  refused(
    'An empty expression',
    `${parserTests}/errors-empty-expression.yml`,
    withStep('{ run: "echo ${{ }}" }'),
    /expression/i,
  ),
  refused(
    'A string in double quotes within an expression',
    `${expressionsPage}#literals`,
    withStep(`{ if: 'github.ref == "main"', run: echo }`),
    /"main"|unexpected|expression/i,
  ),
  refused('An unknown context', availability, withStep('{ run: "echo ${{ colour.red }}" }'), /colour/),
  refused('An unknown function', expressionsPage, withStep('{ run: "echo ${{ paint(1) }}" }'), /paint/),
  refused(
    'A function with too few arguments',
    `${expressionsPage}#format`,
    withStep('{ run: "echo ${{ contains(1) }}" }'),
    /contains/,
  ),
  refused(
    'secrets in the condition of a step',
    `${syntax}#example-using-secrets`,
    withStep("{ if: secrets.S != '', run: echo }"),
    /secrets/,
  ),
  refused('secrets in the condition of a job', availability, beside("if: secrets.S != ''"), /secrets/),
  refused('env in the condition of a job', availability, beside("if: env.A == 'b'"), /env/),
  refused(
    'matrix in the condition of a job',
    availability,
    beside('strategy: { matrix: { a: [1] } }\nif: matrix.a == 1'),
    /matrix/,
  ),
  refused(
    'steps in the condition of a job',
    availability,
    beside("if: steps.a.outcome == 'success'"),
    /steps/,
  ),
  refused(
    'hashFiles() in the condition of a job',
    availability,
    beside("if: hashFiles('a') != ''"),
    /hashFiles/i,
  ),
  refused('env within the env of a job', availability, beside('env:\n  A: ${{ env.B }}'), /env/),
  refused('runner within the env of a job', availability, beside('env:\n  A: ${{ runner.os }}'), /runner/),
  refused('steps within the name of a job', availability, beside('name: ${{ steps.a.outputs.b }}'), /steps/),
  refused(
    'secrets within runs-on',
    availability,
    main("on: push\njobs:\n  t:\n    runs-on: ${{ secrets.S }}\n    steps: [{ run: ':' }]\n"),
    /secrets/,
  ),
  refused(
    'A status function within a script',
    availability,
    withStep('{ run: "echo ${{ success() }}" }'),
    /success/,
  ),
  refused(
    'An expression as the name of the workflow',
    `${parserTests}/errors-expression-not-allowed.yml`,
    main(
      'name: ${{ github.ref }}\non: push\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
    ),
    /name|expression/,
  ),
  refused(
    'needs within the env of the workflow',
    availability,
    main(
      'on: push\nenv:\n  A: ${{ needs.b.result }}\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n',
    ),
    /needs/,
  ),
  refused(
    'A permission that there is not',
    `${parserTests}/errors-invalid-permissions.yml`,
    beside('permissions: { colours: read }'),
    /colours/,
  ),
  refused(
    'A level of permission that there is not',
    `${syntax}#permissions`,
    beside('permissions: { contents: admin }'),
    /admin/,
  ),
  refused(
    'A timeout that is not a number',
    `${parserTests}/errors-parse-integer.yml`,
    beside('timeout-minutes: soon'),
    /soon|timeout-minutes/,
  ),
  refused(
    'A boolean that is none',
    `${parserTests}/errors-parse-boolean.yml`,
    withStep('{ run: echo, continue-on-error: maybe }'),
    /maybe|continue-on-error/,
  ),
  refused('A workflow that is no YAML', `${parserTests}/bad-character.yml`, main('on: push\njobs: [\n'), /./),
  refused(
    'An event that there is not',
    `${parserTests}/events-single-invalid.yml`,
    main('on: pushed\njobs:\n  t: { runs-on: ubuntu-latest, steps: [{ run: echo }] }\n'),
    /pushed/,
  ),
  refused(
    `A job in a container (${notRun})`,
    `${syntax}#jobsjob_idcontainer`,
    beside('container: node:24'),
    /container/,
  ),
  refused(
    `A job with services (${notRun})`,
    `${syntax}#jobsjob_idservices`,
    beside('services: { redis: { image: redis } }'),
    /services?/,
  ),
  refused(
    `A step that is a Docker image (${notRun})`,
    `${syntax}#example-using-a-docker-hub-action`,
    withStep('{ uses: docker://alpine:3.8 }'),
    /docker/i,
  ),
  refused(
    `A label that no runner has (${notRun})`,
    `${syntax}#jobsjob_idruns-on`,
    main('on: push\njobs:\n  t: { runs-on: windows-latest, steps: [{ run: echo }] }\n'),
    /windows-latest/,
  ),
];

function refused(what: string, source: string, files: Case['files'], message: RegExp): Case {
  return { says: `${what} is refused.`, source, files, expect: { refused: message } };
}
