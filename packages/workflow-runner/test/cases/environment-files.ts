import type { Case } from '../case.js';
import { commandsPage, main, oneJob, runnerSource, yaml } from './text.js';

const fileCommands = `${runnerSource}/FileCommandManager.cs`;
const settingVariable = `${commandsPage}#setting-an-environment-variable`;
const settingOutput = `${commandsPage}#setting-an-output-parameter`;
const summaryPage = `${commandsPage}#adding-a-job-summary`;

/** GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH and GITHUB_STEP_SUMMARY. */
export const environmentFiles: readonly Case[] = [
  {
    says: 'What is written to GITHUB_ENV is there for all later steps, not for the step itself.',
    source: settingVariable,
    files: oneJob(yaml`
      env: { V: job }
      steps:
        - run: |
            echo "V=file" >> "$GITHUB_ENV"
            test "$V" = job
        - run: test "$V" = file && test '\${{ env.V }}' = file
        - run: test "$V" = step
          env: { V: step }
        - run: echo "V=again" >> "$GITHUB_ENV"
        - run: test "$V" = again
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'The first of = and << decides how a line is read; a value may have both, and may be empty.',
    source: fileCommands,
    files: oneJob(yaml`
      steps:
        - run: |
            {
              echo 'A=b=c'
              echo 'B=x<<y'
              echo 'C='
              echo ''
              echo 'D= spaced '
              echo 'E<<F=G'
              echo 'inside'
              echo 'F=G'
            } >> "$GITHUB_ENV"
        - run: test "$A|$B|$C|$D|$E" = 'b=c|x<<y|| spaced |inside'
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'A delimiter encloses several lines; what is between is kept as it is.',
    source: `${commandsPage}#multiline-strings`,
    files: oneJob(yaml`
      steps:
        - run: |
            {
              echo 'TEXT<<EOF'
              echo 'one=1'
              echo ''
              echo ' EOF'
              echo 'last<<EOF'
              echo 'EOF'
              echo 'NONE<<END'
              echo 'END'
              echo 'NEXT=after'
            } >> "$GITHUB_ENV"
        - run: |
            test "$TEXT" = $'one=1\n\n EOF\nlast<<EOF'
            test -z "$NONE"
            test "$NEXT" = after
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'On Linux a carriage return is part of the value.',
    source: fileCommands,
    files: oneJob(yaml`
      steps:
        - run: printf 'V=b\r\nW=c\r\n' >> "$GITHUB_ENV"
        - run: test "$V" = $'b\r' && test "$W" = $'c\r'
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'A last line without a newline counts.',
    source: fileCommands,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.s.outputs.v }}
      steps:
        - { id: s, run: printf 'v=unended' >> $GITHUB_OUTPUT }
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', outputs: { v: 'unended' } } },
    },
  },
  {
    says: 'GITHUB_ENV does not take NODE_OPTIONS: an error is shown, the step does not fail, the rest of the file counts.',
    source: `${settingVariable}; ${fileCommands}`,
    files: oneJob(yaml`
      steps:
        - id: s
          run: |
            echo 'NODE_OPTIONS=--title=mine' >> "$GITHUB_ENV"
            echo 'node_options=--title=mine' >> "$GITHUB_ENV"
            echo 'OTHER=taken' >> "$GITHUB_ENV"
        - run: |
            case "$NODE_OPTIONS" in *--title=mine*) exit 1 ;; esac
            test -z "$node_options"
            test "$OTHER" = taken
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { s: { outcome: 'success' } },
          annotations: [{ level: 'error', message: /NODE_OPTIONS/ }],
        },
      },
    },
  },
  {
    says: 'A delimiter that does not come fails the step; what stood before it has been set.',
    source: fileCommands,
    files: oneJob(yaml`
      steps:
        - id: bad
          run: |
            echo 'BEFORE=set' >> "$GITHUB_ENV"
            echo 'V<<EOF' >> "$GITHUB_ENV"
            echo 'value' >> "$GITHUB_ENV"
        - { id: after, if: always(), run: 'test "$BEFORE" = set && test -z "$V"' }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { bad: { outcome: 'failure' }, after: { outcome: 'success' } },
          annotations: [{ level: 'error', message: /delimiter/i }],
        },
      },
    },
  },
  {
    says: 'A line that is neither form fails the step, although its script succeeded.',
    source: fileCommands,
    files: oneJob(yaml`
      steps:
        - { id: bad, run: echo nothing to see >> $GITHUB_OUTPUT }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: {
          conclusion: 'failure',
          steps: { bad: { outcome: 'failure' } },
          annotations: [{ level: 'error', message: /Invalid format/ }],
        },
      },
    },
  },
  {
    says: 'A multi-line value without a name or without a delimiter fails the step.',
    source: fileCommands,
    files: oneJob(yaml`
      steps:
        - { id: name, continue-on-error: true, run: "printf '<<EOF\\nx\\nEOF\\n' >> $GITHUB_OUTPUT" }
        - { id: delimiter, continue-on-error: true, run: "printf 'v<<\\nx\\n\\n' >> $GITHUB_OUTPUT" }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: {
            name: { outcome: 'failure', conclusion: 'success' },
            delimiter: { outcome: 'failure', conclusion: 'success' },
          },
        },
      },
    },
  },
  {
    says: 'Outputs may have several lines; the last value of a name holds; outputs of two steps are separate.',
    source: settingOutput,
    files: oneJob(yaml`
      outputs:
        several: \${{ steps.a.outputs.several }}
        twice: \${{ steps.a.outputs.twice }}
        other: "[\${{ steps.b.outputs.twice }}]"
        dashed: \${{ steps.a.outputs.dashed-name }}
      steps:
        - id: a
          run: |
            {
              echo 'several<<END'
              echo 'one'
              echo 'two'
              echo 'END'
              echo 'twice=1'
              echo 'twice=2'
              echo 'dashed-name=3'
            } >> "$GITHUB_OUTPUT"
        - { id: b, run: echo other=1 >> $GITHUB_OUTPUT }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { several: 'one\ntwo', twice: '2', other: '[]', dashed: '3' },
        },
      },
    },
  },
  {
    says: 'A step that fails has the outputs and variables that it wrote before.',
    source: `${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      outputs:
        v: \${{ steps.s.outputs.v }}
      steps:
        - id: s
          run: |
            echo v=early >> "$GITHUB_OUTPUT"
            echo V=early >> "$GITHUB_ENV"
            exit 1
        - { id: after, if: failure(), run: 'test "$V" = early' }
    `),
    expect: {
      conclusion: 'failure',
      jobs: {
        t: { conclusion: 'failure', outputs: { v: 'early' }, steps: { after: { outcome: 'success' } } },
      },
    },
  },
  {
    says: 'The files are new for each step, and a deleted file is not an error.',
    source: `${commandsPage}#environment-files; ${fileCommands}`,
    files: oneJob(yaml`
      steps:
        - run: |
            echo "$GITHUB_ENV" > env-file
            echo A=1 >> "$GITHUB_ENV"
        - run: |
            test "$GITHUB_ENV" != "$(cat env-file)"
            test ! -s "$GITHUB_ENV" && test ! -s "$GITHUB_OUTPUT"
            rm "$GITHUB_ENV" "$GITHUB_OUTPUT" "$GITHUB_PATH" "$GITHUB_STEP_SUMMARY"
        - run: test "$A" = 1
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'GITHUB_PATH goes before the PATH of later steps, what came last first; the step itself does not see it.',
    source: `${commandsPage}#adding-a-system-path; ${runnerSource}/Handlers/ScriptHandler.cs`,
    files: oneJob(yaml`
      steps:
        - run: |
            for at in one two three; do
              mkdir -p "bin/$at"
              printf '#!/bin/sh\necho %s\n' "$at" > "bin/$at/which-one"
              chmod +x "bin/$at/which-one"
            done
            printf '#!/bin/sh\nexit 42\n' > bin/one/date
            chmod +x bin/one/date
            echo "$PWD/bin/one" >> "$GITHUB_PATH"
            if command -v which-one; then exit 1; fi
        - run: |
            test "$(which-one)" = one
            if date; then exit 1; fi
            printf '%s\n' "$PWD/bin/two" "" "$PWD/bin/three" >> "$GITHUB_PATH"
        - run: |
            test "$(which-one)" = three
            case "$PATH" in "$PWD/bin/three:$PWD/bin/two:$PWD/bin/one:"*) ;; *) exit 1 ;; esac
            echo "$PWD/bin/one" >> "$GITHUB_PATH"
        - run: |
            case "$PATH" in "$PWD/bin/one:$PWD/bin/three:$PWD/bin/two:"*) ;; *) exit 1 ;; esac
            test "$(printf '%s' "$PATH" | tr ':' '\n' | grep -cx "$PWD/bin/one")" = 1
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'The summary of a job is that of its steps in order; a step can only overwrite or delete its own.',
    source: summaryPage,
    files: oneJob(yaml`
      steps:
        - run: |
            echo '# one' >> "$GITHUB_STEP_SUMMARY"
            echo 'first' >> "$GITHUB_STEP_SUMMARY"
        - run: |
            echo 'gone' >> "$GITHUB_STEP_SUMMARY"
            echo 'second' > "$GITHUB_STEP_SUMMARY"
        - run: |
            echo 'gone' >> "$GITHUB_STEP_SUMMARY"
            rm "$GITHUB_STEP_SUMMARY"
        - run: 'true'
        - { if: always(), run: echo third >> $GITHUB_STEP_SUMMARY }
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', summary: /^# one\nfirst\n+second\n+third\n*$/ } },
    },
  },
  {
    says: 'A step that fails has its summary shown.',
    source: `${summaryPage}; ${runnerSource}/ActionRunner.cs`,
    files: oneJob(yaml`
      steps:
        - run: |
            echo 'why it failed' >> "$GITHUB_STEP_SUMMARY"
            exit 1
    `),
    expect: { conclusion: 'failure', jobs: { t: { conclusion: 'failure', summary: /why it failed/ } } },
  },
  {
    says: 'A summary of more than 1 MiB of a step is not shown; an error says so and the step succeeds.',
    source: `${commandsPage}#step-isolation-and-limits`,
    files: oneJob(yaml`
      steps:
        - { id: small, run: echo small >> $GITHUB_STEP_SUMMARY }
        - { id: large, run: "head -c 1048577 /dev/zero | tr '\\0' x >> $GITHUB_STEP_SUMMARY" }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          steps: { large: { outcome: 'success' } },
          summary: /^small\n*$/,
          annotations: [{ level: 'error', message: /GITHUB_STEP_SUMMARY/ }],
        },
      },
    },
  },
  {
    says: 'Each job has its own summary.',
    source: summaryPage,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: echo of a >> $GITHUB_STEP_SUMMARY }] }
        b: { runs-on: ubuntu-latest, needs: a, steps: [{ run: echo of b >> $GITHUB_STEP_SUMMARY }] }
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        a: { conclusion: 'success', summary: /^of a\n*$/ },
        b: { conclusion: 'success', summary: /^of b\n*$/ },
      },
    },
  },
];
