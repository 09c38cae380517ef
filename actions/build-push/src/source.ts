/** What is known of the commit that is built, for labels and reproducible times. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { readInWorkspace, resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import * as v from 'valibot';
import { isFetched, type Place } from './git-context.ts';
import { splitPair } from './given/pairs.ts';
import type { Inputs } from './inputs.ts';

/** Bytes: as large as a message to BuildKit may be. */
const MAX_DOCKERFILE = 16 * 1024 * 1024;

export type Source = {
  /** An absolute folder, or what BuildKit fetches. */
  readonly context: string;
  /** `name=place` */
  readonly buildContexts: readonly string[];
  /** For people: the path of the Dockerfile, or the context. */
  readonly title: string;
  /** Absolute, or as BuildKit finds it in a fetched context. */
  readonly dockerfile: string | undefined;
  /** Path of the Dockerfile in the repository, for annotations. */
  readonly dockerfilePath: string | undefined;
  readonly commit: string | undefined;
  /** Seconds since 1970, of the commit or as it was given. */
  readonly epoch: number | undefined;
  /** Whether the Dockerfile may have `ARG SOURCE_DATE_EPOCH`. */
  readonly readsEpoch: boolean;
};

/**
 * Looks at context and Dockerfile before anything runs.
 * @throws Failure `build-push/no-source` when one of them does not exist; `action/link-outside`, `action/bad-file`; `build-push/bad-epoch`
 */
export async function findSource(
  inputs: Pick<Inputs, 'file' | 'sourceDateEpoch'> & Pick<Place, 'context' | 'buildContexts'>,
  workspace: string,
  dependencies: Pick<Runtime, 'env' | 'log' | 'signal'> & {
    readonly exec: Exec;
    readonly context: GitHubContext;
  },
): Promise<Source> {
  const given = inputs.sourceDateEpoch;
  const epoch = typeof given === 'number' ? given : givenEpoch(dependencies.env);
  for (const pair of inputs.buildContexts) {
    const place = pair.slice(pair.indexOf('=') + 1);
    // What buildx takes for an image, another stage or a remote folder has a scheme.
    if (!/^[a-z][a-z0-9+.-]*:/i.test(place)) await resolveInWorkspace(workspace, place);
  }
  if (isFetched(inputs.context))
    return {
      context: inputs.context,
      buildContexts: inputs.buildContexts,
      title: inputs.context,
      dockerfile: inputs.file,
      dockerfilePath: undefined,
      commit: dependencies.context.sha,
      epoch: epoch ?? eventTime(dependencies.context),
      // Nobody has read its Dockerfile yet.
      readsEpoch: true,
    };
  const folder = await resolveInWorkspace(workspace, inputs.context);
  if (folder === undefined || !(await stat(folder)).isDirectory())
    throw configurationFailure({
      code: 'build-push/no-source',
      cause: `The context "${inputs.context}" is not a folder.`,
      remedy: 'Give "context" a folder of the repository, and check it out in an earlier step.',
    });
  const file = path.resolve(workspace, inputs.file ?? path.join(inputs.context, 'Dockerfile'));
  const relative = path.relative(workspace, file);
  // BuildKit quotes the line of a Dockerfile that it does not understand.
  const dockerfile = await resolveInWorkspace(workspace, file);
  if (dockerfile === undefined || !(await stat(dockerfile)).isFile())
    throw configurationFailure({
      code: 'build-push/no-source',
      cause: `There is no Dockerfile at "${relative}".`,
      remedy: 'Give "file" the path of the Dockerfile, from the top of the repository.',
    });
  const head = await readHead(folder, workspace, dependencies);
  const dockerfilePath = relative.startsWith('..') || path.isAbsolute(relative) ? undefined : relative;
  return {
    context: folder,
    buildContexts: inputs.buildContexts,
    title: dockerfilePath ?? inputs.context,
    dockerfile,
    dockerfilePath,
    commit: head?.commit ?? dependencies.context.sha,
    epoch: epoch ?? head?.epoch,
    readsEpoch:
      (await readInWorkspace(workspace, file, MAX_DOCKERFILE))?.includes('SOURCE_DATE_EPOCH') ?? true,
  };
}

function givenEpoch(env: Runtime['env']): number | undefined {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return undefined;
  if (/^[0-9]{1,12}$/.test(text)) return Number(text);
  throw configurationFailure({
    code: 'build-push/bad-epoch',
    cause: `SOURCE_DATE_EPOCH is "${text}", which is no number of seconds.`,
    remedy: 'Set it to whole seconds since 1970, or leave it to the time of the commit.',
  });
}

/** When the commit of a push was made, for a context that nobody checked out. */
function eventTime({ payload, sha }: GitHubContext): number | undefined {
  const parsed = v.safeParse(PushEvent, payload);
  if (!parsed.success || parsed.output.head_commit.id !== sha) return undefined;
  const time = Date.parse(parsed.output.head_commit.timestamp);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1_000);
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
const PushEvent = v.object({ head_commit: v.object({ id: v.string(), timestamp: v.string() }) });

/** Undefined when the folder is in no checkout, or git is not there: then times are simply those of the build. */
async function readHead(
  folder: string,
  workspace: string,
  { env, exec, log, signal }: Pick<Runtime, 'env' | 'log' | 'signal'> & { readonly exec: Exec },
): Promise<{ readonly commit: string; readonly epoch: number } | undefined> {
  // In a container job the checkout belongs to another user. Nothing in the repository's configuration may run a program.
  const settings = ['-c', `safe.directory=${workspace}`, '-c', 'log.showSignature=false'];
  const format = ['log', '-1', '--no-show-signature', '--format=%H %ct'];
  try {
    const result = await exec('git', ['-C', folder, ...settings, ...format], {
      env: childEnvironment(env, [], { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }),
      timeout: 30_000,
      signal,
    });
    const found = /^([0-9a-f]{40,64}) ([0-9]+)$/m.exec(result.stdout);
    if (result.exitCode === 0 && found?.[1] && found[2]) return { commit: found[1], epoch: Number(found[2]) };
    log.debug(`git: ${result.stderr}`);
  } catch (error) {
    if (signal.aborted) throw error;
    log.debug(`git: ${String(error)}`);
  }
  return undefined;
}

/**
 * The labels or annotations that say where an image comes from, unless they are given.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
 * @param given `key=value`, annotations with an optional `type:` in front
 */
export function originPairs(
  source: Pick<Source, 'commit' | 'epoch'>,
  { serverUrl, repository }: GitHubContext,
  given: readonly string[],
): readonly string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['source', repository && `${serverUrl}/${repository.owner}/${repository.repo}`],
    ['revision', source.commit],
    // The time of the commit: the time of the build would make every build another image.
    [
      'created',
      source.epoch === undefined
        ? undefined
        : new Date(source.epoch * 1_000).toISOString().replace('.000Z', 'Z'),
    ],
  ];
  const keys = new Set(given.map((pair) => splitPair(pair)[0].replace(/^.*:/, '')));
  return facts.flatMap(([name, value]) => {
    const key = `org.opencontainers.image.${name}`;
    return value === undefined || keys.has(key) ? [] : [`${key}=${value}`];
  });
}
