/** What a machine answers for called workflows. */
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
