/**
 * act does not know every key and context that GitHub does. These rewrites are made on a temporary copy, each for one
 * documented gap of act 0.2.87 (docs/rehearsal.md lists them):
 *
 *  1. `uses: $/path`            → `<slug>/path@<ref>`
 *  2. `permissions:`, `concurrency:`  recorded for the stand-in, then taken out (act enforces neither and its schema
 *                                 lacks newer keys)
 *  3. `environment: {…}`        → its name
 *  4. `github.token`, `secrets.GITHUB_TOKEN` → one token per job
 *  5. the runner's service addresses and tokens as job environment; the OIDC pair only with `id-token: write`
 *  6. `secrets: inherit`        → an explicit map (act crashes on it with parallel jobs)
 *  7. contexts that act leaves empty (`github.workflow_ref`, `job.workflow_ref` …) → literals; `inputs.tools` too, because
 *     engines built from source have no release hash to be pinned by
 *  8. runner labels stay; act is told to run every label on this machine
 */
import { configurationFailure } from '@sealift/core/failure';
import { parse, stringify } from 'yaml';
import { jobPermissions, type Permissions } from './permissions.ts';

/** What the stand-in hands to one job. */
export type JobServices = {
  readonly resultsUrl: string;
  readonly runtimeToken: string;
  readonly idToken: { readonly url: string; readonly token: string } | undefined;
};

export type RewriteContext = {
  /** owner/name under which act knows the copy of this repository. */
  readonly slug: string;
  readonly ref: string;
  /** A GitHub expression that gives the token of the job it stands in. */
  readonly tokenExpression: string;
  /** Literal values of contexts that act leaves empty, e.g. `github.workflow_ref`. */
  readonly contexts: Readonly<Record<string, string>>;
  readonly services: (job: string, permissions: Permissions) => JobServices;
  /** Names of the secrets that exist, for `secrets: inherit`. */
  readonly secretNames: readonly string[];
};

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Jobs of a workflow with the permissions that they ask for. */
export function workflowPermissions(source: string): ReadonlyMap<string, Permissions> {
  const workflow = parseWorkflow(source);
  return new Map(
    Object.entries(workflow.jobs).map(([id, job]) => [
      id,
      jobPermissions(workflow['permissions'], job['permissions']),
    ]),
  );
}

export function rewriteWorkflow(source: string, context: RewriteContext): string {
  const workflow = rewriteExpressions(parseWorkflow(source), context) as ReturnType<typeof parseWorkflow>;
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const permissions = jobPermissions(workflow['permissions'], job['permissions']);
    delete job['permissions'];
    delete job['concurrency'];
    if (isTree(job['environment'])) job['environment'] = job['environment']['name'];
    if (job['secrets'] === 'inherit')
      job['secrets'] = Object.fromEntries(
        context.secretNames.map((name) => [name, `\${{ secrets.${name} }}`]),
      );
    if (typeof job['uses'] === 'string') job['uses'] = ownReference(job['uses'], context);
    if (!Array.isArray(job['steps'])) continue;
    rewriteSteps(job['steps'], context);
    job['env'] = {
      ...(isTree(job['env']) ? job['env'] : {}),
      ...serviceEnvironment(context.services(id, permissions)),
    };
  }
  delete workflow['permissions'];
  delete workflow['concurrency'];
  return stringify(workflow, { lineWidth: 0 });
}

/** action.yml: defaults and composite steps. */
export function rewriteAction(source: string, context: RewriteContext): string {
  const action = rewriteExpressions(parse(source), context);
  if (isTree(action) && isTree(action['runs']) && Array.isArray(action['runs']['steps']))
    rewriteSteps(action['runs']['steps'], context);
  return stringify(action, { lineWidth: 0 });
}

function parseWorkflow(source: string): Tree & { jobs: Record<string, Tree> } {
  const workflow: unknown = parse(source);
  if (isTree(workflow) && isTree(workflow['jobs']) && Object.values(workflow['jobs']).every(isTree))
    return workflow as Tree & { jobs: Record<string, Tree> };
  throw configurationFailure({
    cause: 'A workflow has no jobs.',
    remedy: 'Check it with actionlint.',
  });
}

function rewriteSteps(steps: readonly unknown[], context: RewriteContext): void {
  for (const step of steps)
    if (isTree(step) && typeof step['uses'] === 'string') step['uses'] = ownReference(step['uses'], context);
}

const ownReference = (uses: string, { slug, ref }: RewriteContext): string =>
  uses.startsWith('$/') ? `${slug}/${uses.slice(2)}@${ref}` : uses;

function serviceEnvironment({ resultsUrl, runtimeToken, idToken }: JobServices): Record<string, string> {
  return {
    ACTIONS_RESULTS_URL: resultsUrl,
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ...(idToken === undefined
      ? {}
      : { ACTIONS_ID_TOKEN_REQUEST_URL: idToken.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken.token }),
  };
}

function rewriteExpressions(value: unknown, context: RewriteContext): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteExpressions(item, context));
  if (isTree(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        // "if" is an expression with or without its braces.
        key === 'if' && typeof item === 'string' && !item.includes('${{')
          ? rewriteExpression(item, context)
          : rewriteExpressions(item, context),
      ]),
    );
  if (typeof value !== 'string') return value;
  return value.replace(
    /\$\{\{([\s\S]*?)\}\}/g,
    (_, expression: string) => `\${{${rewriteExpression(expression, context)}}}`,
  );
}

/** Replaces whole property chains outside string literals. */
function rewriteExpression(expression: string, context: RewriteContext): string {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return expression.replace(/'(?:[^']|'')*'|[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+/g, (token) => {
    if (token === 'github.token' || token === 'secrets.GITHUB_TOKEN') return context.tokenExpression;
    const value = context.contexts[token];
    return value === undefined ? token : literal(value);
  });
}
