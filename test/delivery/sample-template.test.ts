// What the sample's files promise each other, GitHub and the actions that they call.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadDescription } from '@sealift/fake-github/openapi/description';
import { createValidator } from '@sealift/fake-github/openapi/validator';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SAMPLE = path.join(ROOT, 'action-templates/sample');
const read = (...names: readonly string[]) => readFile(path.join(...names), 'utf8');
const inSample = (...names: readonly string[]) => read(SAMPLE, ...names);

type Step = { uses?: string; with?: Record<string, unknown>; run?: string };
type Job = { name?: string; if?: string; uses?: string; with?: Record<string, unknown>; steps?: Step[] };
type Workflow = {
  on: Record<string, unknown>;
  permissions: unknown;
  jobs: Record<string, Job & { permissions?: Record<string, string> }>;
};
type Inputs = Readonly<Record<string, { required?: boolean }>>;

const WORKFLOWS = path.join(SAMPLE, '.github/workflows');
const workflows = new Map<string, Workflow>();
for (const name of await readdir(WORKFLOWS))
  workflows.set(name, parse(await read(WORKFLOWS, name)) as Workflow);

describe('workflows', () => {
  it('that are offered by themselves too are the same there', async () => {
    const offered = path.join(ROOT, 'action-templates/workflows');
    const both = (await readdir(offered)).filter((name) => workflows.has(name));
    expect(both).toEqual(expect.arrayContaining(['promote.yml', 'release.yml', 'rollback.yml']));
    for (const name of both) expect(await read(offered, name), name).toBe(await read(WORKFLOWS, name));
  });

  it.each([...workflows])('%s grants nothing by default and lets no stranger near secrets', (_, workflow) => {
    expect(workflow.permissions).toEqual({});
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  it.each([...workflows])('%s pins what others wrote', (_, { jobs }) => {
    for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps ?? []))
      if (uses !== undefined && !uses.startsWith('sealift/sealift/'))
        expect(uses).toMatch(/^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/);
  });

  const calls = [...workflows].flatMap(([file, { jobs }]) =>
    Object.entries(jobs).flatMap(([job, { steps, ...called }]) =>
      [called, ...(steps ?? [])].flatMap(({ uses, with: given }) =>
        uses?.startsWith('sealift/sealift/') ? [{ file, job, uses, given: given ?? {} }] : [],
      ),
    ),
  );

  it.each(calls)(
    '$file: $job gives $uses inputs that it has, and all that it needs',
    async ({ uses, given }) => {
      const inputs = await inputsOf(uses);
      expect(Object.keys(given).filter((name) => !(name in inputs))).toEqual([]);
      const needed = Object.entries(inputs).filter(([, { required }]) => required === true);
      expect(needed.map(([name]) => name).filter((name) => !(name in given))).toEqual([]);
    },
  );

  it('call every gate', () => {
    const called = calls.map(({ uses }) => /([a-z-]+)(?:\.yml)?@/.exec(uses)?.[1]);
    expect(called).toEqual(
      expect.arrayContaining(['migration-gate', 'openapi-gate', 'build-and-push', 'bump']),
    );
  });
});

/** Of an action or a reusable workflow of this repository. */
async function inputsOf(uses: string): Promise<Inputs> {
  const file = uses.replace('sealift/sealift/', '').replace(/@.*/, '');
  if (!file.startsWith('.github/'))
    return (parse(await read(ROOT, file, 'action.yml')) as { inputs: Inputs }).inputs;
  const called = parse(await read(ROOT, file)) as { on: { workflow_call: { inputs: Inputs } } };
  return called.on.workflow_call.inputs;
}

const RULESETS = await readdir(path.join(SAMPLE, '.github/rulesets'));
const ENVIRONMENTS = await readdir(path.join(SAMPLE, '.github/environments'));

describe('rulesets and environments', () => {
  const PATH = { owner: 'acme', repo: 'shop', environment_name: 'prod' };
  const problemsWith = async (key: string, names: readonly string[], body: unknown) => {
    const validator = createValidator(await loadDescription([key]));
    const wanted = Object.entries(PATH).filter(([name]) => names.includes(name));
    const { problems, ignored } = validator.request(key, {
      path: Object.fromEntries(wanted),
      query: {},
      body,
    });
    return [...problems, ...ignored];
  };
  const ruleset = 'POST /repos/{owner}/{repo}/rulesets';
  const environment = 'PUT /repos/{owner}/{repo}/environments/{environment_name}';

  it.each(RULESETS)("%s is what GitHub's API takes", async (name) => {
    const body = JSON.parse(await inSample('.github/rulesets', name));
    expect(await problemsWith(ruleset, ['owner', 'repo'], body)).toEqual([]);
  });

  it.each(ENVIRONMENTS)("%s is what GitHub's API takes", async (name) => {
    const body = JSON.parse(await inSample('.github/environments', name));
    expect(await problemsWith(environment, ['owner', 'repo', 'environment_name'], body)).toEqual([]);
  });

  it('the API would say what is wrong', async () => {
    const body = { name: 'main', enforcement: 'sometimes', rules: [{ type: 'deletion' }] };
    expect(await problemsWith(ruleset, ['owner', 'repo'], body)).not.toEqual([]);
  });

  it('required checks are jobs that always run, for pull requests and the merge queue', async () => {
    const { rules } = JSON.parse(await inSample('.github/rulesets/main.json')) as {
      rules: { type: string; parameters?: { required_status_checks?: { context: string }[] } }[];
    };
    const required = rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
    expect(required.length).toBeGreaterThan(1);
    for (const { context } of required) {
      const reporting = [...workflows.values()].filter(({ jobs }) =>
        Object.values(jobs).some(({ name }) => name === context),
      );
      expect(reporting, context).toHaveLength(1);
      for (const { on, jobs } of reporting) {
        expect(Object.keys(on)).toEqual(expect.arrayContaining(['pull_request', 'merge_group']));
        expect(Object.values(jobs).find(({ name }) => name === context)?.if).toBe('always()');
      }
    }
  });
});

describe('images', () => {
  it.each(['api', 'web'])('%s runs as a number and installs what is pinned', async (app) => {
    const file = await inSample('apps', app, 'Dockerfile');
    expect(file).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(file).toMatch(/--require-hashes|npm ci --omit=dev/);
    expect(file).not.toMatch(/:latest|apt-get|curl|wget/);
  });

  it.each(['requirements.txt', 'requirements-dev.txt'])('%s has hashes and no address', async (name) => {
    const text = await inSample('apps/api', name);
    const packages = text.split(/\n(?=[a-z])/).filter((block) => /^[a-z]/.test(block));
    expect(packages.length).toBeGreaterThan(15);
    for (const block of packages) expect(block).toMatch(/==\S+[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64}/);
    expect(text).not.toMatch(/https?:|--index-url|--find-links/);
  });

  it.each(['apps/web', 'e2e'])('%s has a lock file without addresses', async (folder) => {
    const lock = JSON.parse(await inSample(folder, 'package-lock.json')) as {
      packages: Record<string, object>;
    };
    const entries = Object.entries(lock.packages).filter(([place]) => place !== '');
    expect(entries.filter(([, entry]) => !('integrity' in entry)).map(([place]) => place)).toEqual([]);
    expect(entries.filter(([, entry]) => 'resolved' in entry)).toEqual([]);
  });

  it('the build of the web app finds what it needs without the tools of its tests', async () => {
    const { dependencies, devDependencies } = JSON.parse(await inSample('apps/web/package.json')) as Record<
      string,
      Record<string, string>
    >;
    expect(Object.keys(dependencies ?? {})).toEqual(
      expect.arrayContaining(['next', 'react', 'typescript', '@types/node']),
    );
    expect(Object.keys(devDependencies ?? {})).toEqual(
      expect.arrayContaining(['jest', 'openapi-typescript']),
    );
  });
});
