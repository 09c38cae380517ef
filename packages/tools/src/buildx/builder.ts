/**
 * The builder that a build runs on: one that exists, a BuildKit daemon elsewhere, or one that is started in docker or
 * Kubernetes, for the builds of this job or for good.
 */
import { configurationFailure } from '@sealift/core/failure';
import {
  type CreatedBuilder,
  createBuilder,
  environmentOf,
  removeBuilder,
  restartBuilder,
} from './builder/create.ts';
import { findKept, keyOf, rememberKept } from './builder/kept.ts';
import { type BuilderWorld, type NewBuilder, plainNode } from './builder/options.ts';
import { askBuildx } from './builder/run-buildx.ts';
import { checkEndpoint } from './command.ts';

export type Builder = {
  readonly name: string;
  /** For the sentence in the log and the summary. */
  readonly description: string;
  /** What the child's environment must hold for buildx to find the builder. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Starts the daemon again, with what it has cached: only where it is this job's or this machine's own.
   * @throws Failure like {@link openBuilder}
   */
  readonly restart?: (() => Promise<void>) | undefined;
  /** Removes what was made for this build alone. Never throws. */
  close(): Promise<void>;
};

/** Which one: an existing one by name, docker's own, one to make; or what there is. */
export type BuilderChoice =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'new'; readonly wanted: NewBuilder }
  | { readonly kind: 'any'; readonly wanted: NewBuilder };

export type BuilderOptions = BuilderWorld & {
  readonly choice: BuilderChoice;
  /** Called when a daemon was started that is to be removed at the end of the job. */
  readonly onCreated: (created: CreatedBuilder) => void;
};

/**
 * @throws Failure `buildx/no-builder` when the named builder does not exist or there is nothing to build with,
 * `buildx/failed` and others when the daemon does not answer
 */
export async function openBuilder(options: BuilderOptions): Promise<Builder> {
  const { choice, env } = options;
  if (choice.kind === 'named') return named(choice.name, options);
  if (choice.kind === 'docker') return named('default', options);
  if (choice.kind === 'new') return made(choice.wanted, options);
  // The variable that BuildKit's own client reads: on self-hosted runners an administrator sets it for all jobs.
  const host = env['BUILDKIT_HOST'];
  if (host) {
    checkEndpoint(host);
    return made({ ...choice.wanted, driver: 'remote', nodes: [plainNode(host)] }, options);
  }
  const current = await inspect(undefined, options);
  // The docker driver cannot write image layouts with provenance.
  if (current !== undefined && current.driver !== 'docker') return existing(current);
  return made(choice.wanted, options);
}

async function named(name: string, options: BuilderOptions): Promise<Builder> {
  const found = await inspect(name, options);
  if (found !== undefined) return existing(found);
  throw configurationFailure({
    code: 'buildx/no-builder',
    cause: `There is no builder named "${name}" on this machine.`,
    remedy: 'Create it in an earlier step, give the address of a daemon as "endpoint", or leave both empty.',
  });
}

const existing = ({ name, driver }: Inspected): Builder => ({
  name,
  description: `the builder "${name}" (${driver})`,
  env: {},
  restart: undefined,
  close: async () => {},
});

async function made(wanted: NewBuilder, options: BuilderOptions): Promise<Builder> {
  requireEngine(wanted, options);
  if (wanted.driver === 'remote') {
    // The daemon is another's: only buildx's knowledge of it, and the keys to it, are removed.
    const created = await createBuilder({ ...wanted, kept: false }, 'sealift', options);
    return opened(created, wanted, options, () => removeBuilder(created, options));
  }
  if (wanted.kept) {
    const name = `sealift-${keyOf(wanted)}`;
    const found = await inspect(name, options);
    if (found !== undefined) return existing(found);
    return opened(await createBuilder(wanted, name, options), wanted, options);
  }
  const earlier = await findKept(wanted, options.env);
  if (earlier !== undefined && (await inspect(earlier.name, options, environmentOf(earlier))) !== undefined)
    return opened(earlier, wanted, options);
  const created = await createBuilder(wanted, undefined, options, options.onCreated);
  await rememberKept(wanted, created, options.env);
  return opened(created, wanted, options);
}

const opened = (
  created: CreatedBuilder,
  wanted: NewBuilder,
  options: BuilderOptions,
  close: () => Promise<void> = async () => {},
): Builder => ({
  name: created.name,
  description: {
    'docker-container': `BuildKit in docker (${created.name})`,
    kubernetes: `BuildKit in Kubernetes (${created.name})`,
    remote: `the BuildKit daemon at ${wanted.nodes.map(({ endpoint }) => endpoint).join(', ')}`,
  }[wanted.driver],
  env: environmentOf(created),
  restart: wanted.driver === 'remote' ? undefined : () => restartBuilder(created, wanted, options),
  close,
});

function requireEngine({ driver }: NewBuilder, { buildx }: BuilderOptions): void {
  if (driver !== 'docker-container' || buildx.docker !== undefined) return;
  throw configurationFailure({
    code: 'buildx/no-builder',
    cause: 'There is no docker on this machine to start BuildKit in, and no builder was given.',
    remedy:
      'Give the address of a BuildKit daemon as "endpoint", the name of a builder as "builder", or use a runner with docker.',
  });
}

type Inspected = { readonly name: string; readonly driver: string };

/** Undefined when there is no such builder, or no builder at all. */
async function inspect(
  name: string | undefined,
  options: BuilderOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<Inspected | undefined> {
  const result = await askBuildx(['inspect', ...(name === undefined ? [] : [name])], options, env);
  if (result.exitCode !== 0) return undefined;
  return parseInspect(result.stdout);
}

/** `buildx inspect` has no other form than this text. */
export function parseInspect(text: string): Inspected | undefined {
  const field = (key: string) => new RegExp(`^${key}:[ \\t]*(\\S+)`, 'm').exec(text)?.[1];
  const name = field('Name');
  const driver = field('Driver');
  return name === undefined || driver === undefined ? undefined : { name, driver };
}
