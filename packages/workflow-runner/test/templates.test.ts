/** What a ruleset requires of the sample's workflows, run: a check that passes only when everything else has. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { planWorkflow } from '../src/run.ts';
import { createRequest, inFolder, runSmall } from './run-case.ts';

const WORKFLOWS = fileURLToPath(
  new URL('../../../action-templates/sample/.github/workflows/', import.meta.url),
);

type Workflow = { jobs: Record<string, { name?: string; needs?: string | string[] }> };

const read = async (name: string) => parse(await readFile(`${WORKFLOWS}${name}`, 'utf8')) as Workflow;

type Ends = 'success' | 'failure' | 'skipped';
const steps = (ends: Ends) => ({
  'runs-on': 'ubuntu-latest',
  ...(ends === 'skipped' ? { if: false } : {}),
  steps: [{ run: ends === 'failure' ? 'exit 1' : ':' }],
});

/** The job as it is shipped, with others in the place of those that it waits for. @returns its conclusion */
async function conclusionOf(file: string, job: string, ends: (needed: string, at: number) => Ends) {
  const { jobs } = await read(file);
  const needs = [jobs[job]?.needs ?? []].flat();
  const workflow = {
    on: 'push',
    jobs: { ...Object.fromEntries(needs.map((name, at) => [name, steps(ends(name, at))])), [job]: jobs[job] },
  };
  const { result } = await runSmall({ files: { '.github/workflows/main.yml': stringify(workflow) } });
  return result.jobs.find(({ jobId }) => jobId === job)?.conclusion;
}

describe.each([
  ['ci.yml', 'ci'],
  ['release.yml', 'images'],
])('%s: the check %s', (file, job) => {
  it('waits for every other job', async () => {
    const { jobs } = await read(file);
    expect(new Set([jobs[job]?.needs ?? []].flat())).toEqual(
      new Set(Object.keys(jobs).filter((name) => name !== job)),
    );
  });

  it('passes when all others have', async () => {
    expect(await conclusionOf(file, job, () => 'success')).toBe('success');
  });

  it.each<Ends>(['failure', 'skipped'])('fails when one of them ends as %s', async (ends) => {
    expect(await conclusionOf(file, job, (_, at) => (at === 0 ? ends : 'success'))).toBe('failure');
  });
});

it('jobs with services are refused by name: on GitHub alone ci.yml runs as a whole', () =>
  inFolder(async (folder) => {
    const text = await readFile(`${WORKFLOWS}ci.yml`, 'utf8');
    const request = await createRequest({ files: { '.github/workflows/main.yml': text } }, folder, {});
    await expect(planWorkflow(request)).rejects.toThrow(/services/);
  }));
