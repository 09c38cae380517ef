/** What is generated in the sample ops repository: admission policies from its `trust:`, tables of the charts' values. */
import { renderPolicies } from '@sealift/core/admission/render';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { parse } from 'yaml';

export const ENVIRONMENTS = ['dev', 'stage', 'prod'] as const;
export const APPS = ['api', 'web'] as const;

/** Reads a file of the ops repository by its path there. */
export type Read = (file: string) => string;

/**
 * As the action `policies` renders them with `namespaces: shop-<environment>`.
 * @returns content by path in the ops repository
 */
export function policyFiles(read: Read): ReadonlyMap<string, string> {
  const text = read('.sealift.yml');
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) throw new Error('The .sealift.yml of the sample ops repository says no trust.');
  return new Map(
    ENVIRONMENTS.map((environment) => [
      `policies/${environment}/sealift.yaml`,
      renderPolicies(
        { config, text },
        { engine: 'kyverno', environment, namespaces: [`shop-${environment}`] },
      ).yaml,
    ]),
  );
}

type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
};

/** Of one chart, as a table in Markdown: every value that its schema knows, with what it is without a values file. */
export function valuesTable(app: string, read: Read): string {
  const schema = JSON.parse(read(`deploy/helm/${app}/values.schema.json`)) as Schema;
  const base = parse(read('deploy/helm/base/values.yaml')) as { exports: { defaults: unknown } };
  const defaults = merged(base.exports.defaults, parse(read(`deploy/helm/${app}/values.yaml`)));
  const rows = leaves(schema, [])
    // Helm's own.
    .filter(({ path }) => path[0] !== 'global' && path[0] !== 'base')
    .map(
      ({ path, description }) =>
        `| \`${path.join('.')}\` | ${description.replaceAll('|', '\\|')} | ${shown(at(defaults, path))} |`,
    );
  return ['| Value | What it is | Default |', '| --- | --- | --- |', ...rows].join('\n');
}

type Leaf = { readonly path: readonly string[]; readonly description: string };

/** An object is looked into when each of its keys says what it is. */
function leaves(schema: Schema, path: readonly string[]): readonly Leaf[] {
  const inner = Object.entries(schema.properties ?? {});
  if (inner.length === 0 || inner.some(([, { description }]) => description === undefined))
    return [{ path, description: schema.description ?? '' }];
  return inner.flatMap(([key, each]) => leaves(each, [...path, key]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As Helm merges: objects by key, everything else as a whole. */
function merged(under: unknown, over: unknown): unknown {
  if (!isRecord(under) || !isRecord(over)) return over === undefined ? under : over;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(under[key], over[key])]));
}

const at = (values: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), values);

const shown = (value: unknown): string =>
  value === undefined || value === ''
    ? ''
    : `\`${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('|', '\\|')}\``;
