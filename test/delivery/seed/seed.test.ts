/** Each snippet before the checks that need no cluster. Those that do are in ../api-server. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEngines } from '@sealift/engines/find';
import { createExec } from '@sealift/tools/exec';
import { checkWorkflowFile } from '@sealift/workflow-runner/check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findPromtool, type Scenario, testQueries } from '../analysis/promtool.ts';
import { metricsOf } from '../analysis/verdict.ts';
import { dockerfileRules } from '../dockerfiles/rules.ts';
import { copyOps, type OpsCopy } from '../ops-repository.ts';
import { RULES } from '../rules/rules.ts';
import { WORKFLOW_RULES } from '../workflows/rules.ts';
import { type Check, FAULTS, SNIPPETS, type Snippet } from './faults.ts';
import { manifestOf, paste, readSnippet, workflowOf } from './paste.ts';

const engines = findEngines(['helm', 'actionlint', 'zizmor']);
const promtool = await findPromtool();
const exec = createExec({ debug: () => {} });

/** The error rate of a healthy service, and of one whose canary has a tenth of the traffic and 4 % errors. */
async function askPromtool(snippet: Snippet): Promise<string> {
  const [, errors] = metricsOf(await manifestOf(snippet));
  const query = errors?.provider.prometheus?.query ?? '';
  const series = (status: number, values: string) => ({
    series: `http_requests_total{app="api",status="${status}"}`,
    values,
  });
  const scenarios: readonly Scenario[] = [
    { name: 'healthy', series: [series(200, '0+60x40')], expectations: [{ query, value: 0 }] },
    {
      name: 'canary',
      series: [series(200, '0+498x40'), series(500, '0+2x40')],
      expectations: [{ query, value: 0.04 }],
    },
  ];
  const said = await Promise.all(
    scenarios.map(async (scenario) => {
      const text = await testQueries(promtool ?? '', [scenario]);
      return `${scenario.name}: ${text.replace(/[\s\S]*?exp:/, 'exp:').replace(/\s+/g, ' ')}`;
    }),
  );
  return said.join('\n');
}

describe.skipIf(engines === undefined || promtool === undefined)('snippets', () => {
  let ops: OpsCopy;
  let folder: string;
  beforeAll(async () => {
    ops = await copyOps(engines?.helm ?? '');
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-snippets-'));
  });
  afterAll(async () => {
    await ops?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const askTool = async (program: string, args: readonly string[], snippet: Snippet) => {
    const file = path.join(folder, snippet);
    await writeFile(file, await workflowOf(snippet));
    const { stdout, stderr } = await exec(program, [...args, file], {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', HOME: folder },
      timeout: 60_000,
    });
    return `${stdout}${stderr}`;
  };
  const says: Partial<Record<Check, (snippet: Snippet) => Promise<string>>> = {
    'Helm: values.schema.json': async (snippet) =>
      (await ops.template('api', 'prod', parse(await readSnippet(snippet)))).stderr,
    rule: async (snippet) => {
      const objects = await paste(snippet, await ops.objects('api', 'prod'));
      return RULES.filter(({ check }) => check(objects).length > 0)
        .map(({ name }) => name)
        .join('\n');
    },
    promtool: askPromtool,
    "GitHub's parser": async (snippet) =>
      (await checkWorkflowFile(snippet, await readSnippet(snippet))).map(({ message }) => message).join('\n'),
    actionlint: (snippet) => askTool(engines?.actionlint ?? '', ['-no-color', '-shellcheck='], snippet),
    zizmor: (snippet) =>
      askTool(engines?.zizmor ?? '', ['--offline', '--no-config', '--color=never'], snippet),
    'Dockerfile rule': async (snippet) => {
      const text = await readSnippet(snippet);
      return dockerfileRules('2026-11-01')
        .filter(({ check }) => check(text).length > 0)
        .map(({ name }) => name)
        .join('\n');
    },
    'workflow rule': async (snippet) => {
      const text = await workflowOf(snippet);
      return WORKFLOW_RULES.filter(({ check }) => check(text).length > 0)
        .map(({ name }) => name)
        .join('\n');
    },
  };

  test.each(FAULTS.filter(({ check }) => says[check] !== undefined))(
    '$snippet: $fault ($check)',
    async ({ snippet, check, says: expected }) => {
      expect(await says[check]?.(snippet)).toContain(expected);
    },
  );

  test("GitHub's own parser takes both after that: it knows nothing of steps' outputs or of text", async () => {
    for (const snippet of ['build.yml', 'bump-step.yml'] as const)
      expect(await checkWorkflowFile(snippet, await workflowOf(snippet))).toEqual([]);
  });
});

test('each snippet has a fault', () => {
  expect(new Set(FAULTS.map(({ snippet }) => snippet))).toEqual(new Set(SNIPPETS));
});
