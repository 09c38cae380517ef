/** What a machine answers for called workflows and actions. */
import { expect, it } from 'vitest';
import type { WorkflowReference } from '../src/request.ts';
import { inFolder, runSmall, writeFiles } from './run-case.ts';

const called = `on:
  workflow_call:
    inputs:
      tools: { type: string, default: pinned }
      other: { type: string, default: kept }
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: 'echo "is \${{ inputs.tools }} \${{ inputs.other }} \${{ job.workflow_ref }}"'
`;
const files = {
  '.github/workflows/main.yml':
    'on: push\njobs: { call: { uses: o/r/.github/workflows/w.yml@v1, with: { tools: given } } }',
};

it('gives inputs of its own, and the full name of a reference', () =>
  inFolder(async (folder) => {
    const asked: WorkflowReference[] = [];
    const { result, events } = await runSmall({
      files,
      host: {
        files: async () => ({
          ...(await writeFiles(folder, {
            '.github/workflows/w.yml': called,
          })),
          ref: 'refs/tags/v1',
        }),
        inputs: (workflow) => {
          asked.push(workflow);
          return { TOOLS: 'system', unknown: 'left out' };
        },
      },
    });
    const said = events.flatMap((event) => (event.kind === 'log' ? [event.line.text] : []));
    expect(result.conclusion).toBe('success');
    expect(said).toContain('is system kept o/r/.github/workflows/w.yml@refs/tags/v1');
    expect(asked.map(({ path, ref }) => [path, ref])).toEqual([['.github/workflows/w.yml', 'refs/tags/v1']]);
  }));

it('gives inputs of an action that a repository publishes', () =>
  inFolder(async (folder) => {
    const action = 'name: a\ninputs: { tools: { default: pinned } }\nruns: { using: node24, main: a.mjs }\n';
    const { events } = await runSmall({
      files: {
        '.github/workflows/main.yml':
          'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: o/r/sub@v1, with: { tools: given } }] } }',
      },
      host: {
        files: () =>
          writeFiles(folder, {
            'sub/action.yml': action,
            'sub/a.mjs': 'console.log(`is ${process.env.INPUT_TOOLS} ${process.env.INPUT_OTHER}`)',
          }),
        actionInputs: ({ repository, ref }): Record<string, string> =>
          repository === 'o/r' && ref === 'v1' ? { tools: 'system', other: 'left out' } : {},
      },
    });
    const said = events.flatMap((event) => (event.kind === 'log' ? [event.line.text] : []));
    expect(said).toContain('is system undefined');
  }));
