/** What `tofu test -json -verbose` says: which runs passed, and what each module would be given. */
import type { World } from './world.ts';

/** What a plan does not know yet. */
export const UNKNOWN = '(known after apply)';

export type Given = {
  /** `module.platform.module.eks` */
  readonly address: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

export type ModuleCall = { readonly source: string; readonly version: string | undefined };

export type Plan = {
  readonly run: string;
  readonly given: readonly Given[];
  /** Calls of modules of a registry, in the root and below. */
  readonly calls: readonly ModuleCall[];
};

export type TestRun = {
  readonly passed: readonly string[];
  /** Runs that did not pass. */
  readonly failed: readonly string[];
  /** Of every error. */
  readonly messages: string;
  readonly plans: readonly Plan[];
};

type Change = { after: { input?: unknown }; after_unknown: { input?: unknown } };
type Calls = Readonly<Record<string, { source: string; version_constraint?: string; module: Configured }>>;
type Configured = { module_calls?: Calls };
type Line = {
  type: string;
  '@testrun'?: string;
  test_run?: { run: string; status?: string; progress?: string };
  diagnostic?: { severity: string; summary: string; detail: string };
  test_plan?: {
    resource_changes?: readonly { address: string; change: Change }[];
    configuration: { root_module: Configured };
  };
};

const GIVEN = /^(.*)\.module\.typed\.terraform_data\.given$/;

export async function testRun(world: World, folder: string): Promise<TestRun> {
  const { stdout, stderr } = await world.tofu(folder, 'test', '-json', '-verbose');
  const lines: readonly Line[] = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const runs = new Map<string, string>();
  for (const { test_run: run } of lines)
    if (run?.status !== undefined && run.progress !== 'starting') runs.set(run.run, run.status);
  return {
    passed: [...runs].filter(([, status]) => status === 'pass').map(([run]) => run),
    failed: [...runs].filter(([, status]) => status !== 'pass').map(([run]) => run),
    messages: [
      ...lines.flatMap(({ diagnostic }) =>
        diagnostic?.severity === 'error' ? [`${diagnostic.summary}: ${diagnostic.detail}`] : [],
      ),
      stderr,
    ].join('\n'),
    plans: lines.flatMap(({ test_plan: plan, '@testrun': run = '' }) =>
      plan === undefined
        ? []
        : [
            {
              run,
              given: givenIn(plan.resource_changes ?? []),
              calls: callsIn(plan.configuration.root_module),
            },
          ],
    ),
  };
}

const givenIn = (changes: readonly { address: string; change: Change }[]): readonly Given[] =>
  changes.flatMap(({ address, change }) => {
    const module = GIVEN.exec(address)?.[1];
    const inputs = withUnknown(change.after.input, change.after_unknown.input);
    return module === undefined || typeof inputs !== 'object' || inputs === null
      ? []
      : [{ address: module, inputs: { ...inputs } }];
  });

/** The value, with a mark wherever it is not known: a plan writes those into a tree of their own. */
function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(unknown)) {
    const items = Array.isArray(value) ? value : [];
    return unknown.map((inner, at) => withUnknown(items[at], inner)).concat(items.slice(unknown.length));
  }
  if (typeof unknown !== 'object' || unknown === null) return value;
  const known: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  for (const [name, inner] of Object.entries(unknown)) known[name] = withUnknown(known[name], inner);
  return known;
}

const callsIn = (module: Configured): readonly ModuleCall[] =>
  Object.values(module.module_calls ?? {}).flatMap((call) => [
    ...(call.source.startsWith('.') ? [] : [{ source: call.source, version: call.version_constraint }]),
    ...callsIn(call.module),
  ]);
