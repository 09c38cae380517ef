import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { configurationFailure } from '@sealift/core/failure';

export const VISIBILITIES = ['private', 'public'] as const;
/** Of the app repository: GitHub's own Sigstore instance signs for private ones, the public one for all others. */
export type Visibility = (typeof VISIBILITIES)[number];

export type RehearsalEvent = 'push' | 'pull_request' | 'workflow_dispatch';

export type Options = {
  /** Repository to rehearse; undefined means the sample. */
  readonly repo: string | undefined;
  readonly ops: string | undefined;
  readonly event: RehearsalEvent;
  /** The pull request comes from a fork. */
  readonly fork: boolean;
  readonly visibility: Visibility;
  /** Keep the working folder, with all logs. */
  readonly keep: boolean;
  /** Print the evidence as JSON on stdout, progress on stderr. */
  readonly json: boolean;
};

export const USAGE = `npm run rehearse -- [options]

  --repo PATH    rehearse this repository (with its uncommitted changes) instead of the sample
  --ops PATH     its ops repository
  --event NAME   push (default), pull_request or workflow_dispatch
  --fork         the pull request comes from a fork
  --visibility V private (default) or public: which Sigstore instance signs
  --keep         keep the working folder with all logs
  --json         print the evidence as JSON; progress goes to stderr
  --help         show this
`;

const EVENTS = ['push', 'pull_request', 'workflow_dispatch'] as const;

/**
 * @param from the folder that paths are relative to
 * @throws Failure `rehearsal/options`
 */
export async function parseOptions(args: readonly string[], from: string): Promise<Options | 'help'> {
  const values = parse(args);
  if (values.help) return 'help';
  const event = EVENTS.find((name) => name === values.event);
  if (event === undefined)
    throw wrong(`There is no event "${values.event}".`, `Use one of ${EVENTS.join(', ')}.`);
  const visibility = VISIBILITIES.find((name) => name === values.visibility);
  if (visibility === undefined)
    throw wrong(
      `A repository cannot be "${values.visibility}" here.`,
      `Use one of ${VISIBILITIES.join(', ')}.`,
    );
  if (values.fork && event !== 'pull_request')
    throw wrong(
      'Only a pull request can come from a fork.',
      'Add --event pull_request, or leave out --fork.',
    );
  if (values.ops !== undefined && values.repo === undefined)
    throw wrong('--ops is given without --repo.', 'Name the app repository with --repo PATH as well.');
  return {
    repo: await folder('--repo', values.repo, from),
    ops: await folder('--ops', values.ops, from),
    event,
    fork: values.fork,
    visibility,
    keep: values.keep,
    json: values.json,
  };
}

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'rehearsal/options', cause, remedy: `${remedy}\n\n${USAGE}` });

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        repo: { type: 'string' },
        ops: { type: 'string' },
        event: { type: 'string', default: 'push' },
        fork: { type: 'boolean', default: false },
        visibility: { type: 'string', default: 'private' },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw wrong(`${(error as Error).message.split('.')[0]}.`, 'Use the options below.');
  }
}

async function folder(option: string, value: string | undefined, from: string): Promise<string | undefined> {
  if (value === undefined) return undefined;
  const absolute = path.resolve(from, value);
  const found = await stat(path.join(absolute, '.git')).catch(() => undefined);
  if (found === undefined)
    throw wrong(`${option} ${value} is not a git repository.`, 'Give the folder that holds .git.');
  return absolute;
}
