import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callerIn } from '../../src/workflow/caller.ts';
import { exceeding, parsePermissions } from '../../src/workflow/permissions.ts';
import {
  type RewriteContext,
  rewriteAction,
  rewriteWorkflow,
  workflowPermissions,
} from '../../src/workflow/rewrite.ts';
import { ROOT, readCalledWorkflow } from '../../src/workflow/suite.ts';

const context: RewriteContext = {
  slug: 'acme/sealift',
  ref: 'v1',
  tokenExpression: "fromJSON('{}')[github.job]",
  contexts: { 'job.workflow_ref': "acme/it's", 'github.workflow_ref': 'caller' },
  services: (job, permissions) => ({
    resultsUrl: 'https://results/',
    runtimeToken: `runtime-${job}`,
    idToken: permissions['id-token'] === 'write' ? { url: 'https://id/?job', token: 't' } : undefined,
  }),
  secretNames: ['A'],
};

type Rewritten = {
  permissions?: unknown;
  concurrency?: unknown;
  jobs: Record<
    string,
    { env?: Record<string, string>; secrets?: unknown; environment?: unknown; [key: string]: unknown }
  >;
};
const rewritten = (source: string) => parse(rewriteWorkflow(source, context)) as Rewritten;

describe('rewriteWorkflow', () => {
  it.each([
    ['$/actions/plan', 'acme/sealift/actions/plan@v1'],
    ['actions/checkout@abc', 'actions/checkout@abc'],
    ['./local', './local'],
  ])('uses: %s', (uses, expected) => {
    const { jobs } = rewritten(`jobs: {a: {steps: [{uses: "${uses}"}]}}`);
    expect(jobs['a']).toMatchObject({ steps: [{ uses: expected }] });
  });

  it.each([
    ['${{ github.token }}', "${{ fromJSON('{}')[github.job] }}"],
    ['a ${{ secrets.GITHUB_TOKEN }} b', "a ${{ fromJSON('{}')[github.job] }} b"],
    ['${{ job.workflow_ref }}', "${{ 'acme/it''s' }}"],
    ["${{ format('github.token {0}', github.workflow_ref) }}", "${{ format('github.token {0}', 'caller') }}"],
    ['github.token', 'github.token'],
    ['${{ mygithub.token }}', '${{ mygithub.token }}'],
    ['${{ github.token_x }}', '${{ github.token_x }}'],
  ])('%s', (expression, expected) => {
    const { jobs } = rewritten(`jobs: {a: {steps: [{run: ${JSON.stringify(expression)}}]}}`);
    expect(jobs['a']).toMatchObject({ steps: [{ run: expected }] });
  });

  it('rewrites an "if" without braces too', () => {
    const { jobs } = rewritten("jobs: {a: {if: job.workflow_ref != '', steps: []}}");
    expect(jobs['a']?.['if']).toBe("'acme/it''s' != ''");
  });

  it('takes out what act does not know, wherever it stands', () => {
    const result = rewritten(
      'permissions: {}\nconcurrency: x\njobs: {a: {permissions: {contents: read}, concurrency: {queue: max}, environment: {name: prod, deployment: false}, steps: []}}',
    );
    expect(result).not.toHaveProperty('permissions');
    expect(result).not.toHaveProperty('concurrency');
    expect(Object.keys(result.jobs['a'] ?? {}).sort()).toEqual(['env', 'environment', 'steps']);
    expect(result.jobs['a']?.environment).toBe('prod');
  });

  it('gives the OIDC pair only to jobs with id-token: write', () => {
    const { jobs } = rewritten(
      'jobs: {a: {permissions: {id-token: write}, steps: []}, b: {permissions: {id-token: read}, steps: []}}',
    );
    expect(jobs['a']?.env).toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
    expect(jobs['b']?.env).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
    expect(jobs['b']?.env).toHaveProperty('ACTIONS_RUNTIME_TOKEN', 'runtime-b');
  });

  it('writes out inherited secrets, and gives a calling job no environment', () => {
    const { jobs } = rewritten('jobs: {a: {uses: "x/y/.github/workflows/z.yml@v1", secrets: inherit}}');
    expect(jobs['a']?.secrets).toEqual({ A: '${{ secrets.A }}' });
    expect(jobs['a']).not.toHaveProperty('env');
  });

  it('leaves nothing of this repository that act cannot run', async () => {
    const text = rewriteWorkflow(await readCalledWorkflow(), context);
    expect(text).not.toMatch(/\$\/|queue:|permissions:|job\.workflow_ref|github\.token\b/);
  });
});

it('rewriteAction gives defaults the token of the job', () => {
  const text = rewriteAction(
    'inputs: {token: {default: "${{ github.token }}"}}\nruns: {using: node24, main: x.js}',
    context,
  );
  expect(parse(text)).toMatchObject({ inputs: { token: { default: "${{ fromJSON('{}')[github.job] }}" } } });
});

describe('permissions', () => {
  it('of the reusable workflow are the smallest that each job needs', async () => {
    expect(Object.fromEntries(workflowPermissions(await readCalledWorkflow()))).toEqual({
      plan: { contents: 'read' },
      build: { contents: 'read', packages: 'write', 'security-events': 'write' },
      sign: { packages: 'write', 'id-token': 'write' },
      bump: { contents: 'read', packages: 'read' },
    });
  });

  it('of the template suffice for it', async () => {
    const file = 'action-templates/workflows/release.yml';
    const caller = callerIn(await readFile(`${ROOT}/${file}`, 'utf8'), file);
    for (const asked of workflowPermissions(await readCalledWorkflow()).values())
      expect(exceeding(asked, caller?.ceiling ?? {})).toEqual([]);
  });

  it.each([
    [{ packages: 'write' }, { packages: 'read' }, ['packages: write']],
    [{ packages: 'read' }, { packages: 'write' }, []],
    [{ 'id-token': 'write' }, {}, ['id-token: write']],
    [{ contents: 'none' }, {}, []],
  ] as const)('%j under %j lacks %j', (asked, ceiling, missing) => {
    expect(exceeding(asked, ceiling)).toEqual(missing);
  });

  it('read-all grants no id-token', () => {
    expect(parsePermissions('read-all')).not.toHaveProperty('id-token');
    expect(parsePermissions('write-all')).toHaveProperty('id-token', 'write');
    expect(parsePermissions(undefined)).toBeUndefined();
    expect(() => parsePermissions({ contents: 'admin' })).toThrow();
  });
});
