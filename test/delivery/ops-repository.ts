/** The sample ops repository as Argo CD sees it: a copy with the library chart built into each chart, and its renderings. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createExec, type ExecResult } from '@sealift/tools/exec';
import { parseAllDocuments } from 'yaml';
import { APPS, ENVIRONMENTS } from '../../scripts/ops-repository.ts';

export const OPS = path.resolve(import.meta.dirname, '../../action-templates/ops');

export type App = (typeof APPS)[number];
export type Environment = (typeof ENVIRONMENTS)[number];
export const RENDERINGS: readonly (readonly [App, Environment])[] = APPS.flatMap((app) =>
  ENVIRONMENTS.map((environment): readonly [App, Environment] => [app, environment]),
);

/** What every Kubernetes object has, as far as tests look at it. */
export type KubernetesObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
};

/** Values over those of the environment: what `--values` of a file with this JSON would say. */
export type Overrides = Readonly<Record<string, unknown>>;

export type OpsCopy = {
  readonly folder: string;
  /** `helm template` as Argo CD calls it. */
  readonly template: (app: App, environment: Environment, overrides?: Overrides) => Promise<ExecResult>;
  readonly lint: (app: App, environment: Environment) => Promise<ExecResult>;
  /** @throws Error with what Helm says when it refuses */
  readonly objects: (
    app: App,
    environment: Environment,
    overrides?: Overrides,
  ) => Promise<readonly KubernetesObject[]>;
  readonly remove: () => Promise<void>;
};

const exec = createExec({ debug: () => {} });

/** @param helm path of the program */
export async function copyOps(helm: string): Promise<OpsCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-delivery-'));
  await cp(OPS, folder, { recursive: true });
  const run = (args: readonly string[], input?: string) =>
    exec(helm, args, {
      cwd: folder,
      // Neither repositories nor plugins of whoever runs the tests.
      env: { HOME: folder, PATH: '/usr/bin:/bin' },
      timeout: 120_000,
      ...(input === undefined ? {} : { input }),
    });
  const chart = (app: App) => path.join('deploy/helm', app);
  const values = (app: App, environment: Environment) => [
    '--values',
    path.join(chart(app), `values-${environment}.yaml`),
  ];
  for (const app of APPS) {
    await rm(path.join(folder, chart(app), 'charts'), { recursive: true, force: true });
    const { exitCode, stderr } = await run(['dependency', 'build', chart(app)]);
    if (exitCode !== 0) throw new Error(`helm dependency build ${app}: ${stderr}`);
  }
  const template: OpsCopy['template'] = (app, environment, overrides) =>
    run(
      [
        ...['template', app, chart(app), '--namespace', `shop-${environment}`, ...values(app, environment)],
        ...(overrides === undefined ? [] : ['--values', '-']),
      ],
      overrides === undefined ? undefined : JSON.stringify(overrides),
    );
  return {
    folder,
    template,
    lint: (app, environment) => run(['lint', '--strict', chart(app), ...values(app, environment)]),
    objects: async (app, environment, overrides) => {
      const { exitCode, stdout, stderr } = await template(app, environment, overrides);
      if (exitCode !== 0) throw new Error(stderr);
      return parseObjects(stdout);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Documents of a YAML stream, without empty ones. */
export const parseObjects = (yaml: string): readonly KubernetesObject[] =>
  parseAllDocuments(yaml)
    .map((document): KubernetesObject | null => document.toJS())
    .filter((object) => object !== null);

export const readOps = (file: string): Promise<string> => readFile(path.join(OPS, file), 'utf8');

/** The one object of a kind, also by name where there are several. */
export function objectOf(
  objects: readonly KubernetesObject[],
  kind: string,
  name?: string,
): KubernetesObject {
  const [found, ...more] = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} of ${kind}`);
  return found;
}
