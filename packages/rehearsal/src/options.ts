import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { configurationFailure } from '@sealift/core/failure';

export const VISIBILITIES = ['private', 'public'] as const;
/** Of the app repository: GitHub's own Sigstore instance signs for private ones, the public one for all others. */
export type Visibility = (typeof VISIBILITIES)[number];

export const NODES = ['real', 'pretended'] as const;
/** What the pods of a deployment run on: containers of this machine, or nothing that only says that they run. */
export type NodeChoice = (typeof NODES)[number];

export const SCENES = ['all', 'essential'] as const;
/** `essential`: first deployment, a good release, admission, a release with errors. */
export type SceneChoice = (typeof SCENES)[number];

export type RehearsalEvent = 'push' | 'pull_request' | 'workflow_dispatch';

export type Options = {
  /** Repository to rehearse; undefined means the sample. */
  readonly repo: string | undefined;
  readonly ops: string | undefined;
  readonly event: RehearsalEvent;
  /** The pull request comes from a fork. */
  readonly fork: boolean;
  readonly visibility: Visibility;
  /** Go on past the pull request: what is deployed, and how it is judged. */
  readonly deploy: { readonly node: NodeChoice; readonly scenes: SceneChoice } | undefined;
  /** Keep the working folder, with all logs and the report. */
  readonly keep: boolean;
  /** File that the report is written to. */
  readonly report: string | undefined;
  /** Show the report in a browser. */
  readonly open: boolean;
  /** Print the evidence as JSON on stdout, progress on stderr. */
  readonly json: boolean;
};

export const USAGE = `npm run rehearse -- [options]

  --repo PATH    rehearse this repository (with its uncommitted changes) instead of the sample
  --ops PATH     its ops repository
  --event NAME   push (default), pull_request or workflow_dispatch
  --fork         the pull request comes from a fork
  --visibility V private (default) or public: which Sigstore instance signs
  --deploy       merge the pull request and go on in a cluster: Argo CD, canaries, admission (the sample only)
  --deploy=pretended
                 without containers, for machines that cannot have namespaces
  --scenes NAME  with --deploy: all (default) or essential
  --report FILE  write an HTML report of the run, one file that needs nothing else
  --open         write it, and show it in the browser (where there is one; not in CI)
  --keep         keep the working folder with all logs and the report
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
  const visibility = VISIBILITIES.find((name) => name === (values.visibility ?? 'private'));
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
  const deploy = deployOf(values, event);
  return {
    repo: await folder('--repo', values.repo, from),
    ops: await folder('--ops', values.ops, from),
    event,
    fork: values.fork,
    visibility: deploy === undefined ? visibility : 'public',
    deploy,
    keep: values.keep,
    report: values.report === undefined ? undefined : path.resolve(from, values.report),
    open: values.open,
    json: values.json,
  };
}

type Values = ReturnType<typeof parse>;

/** Admission reads the public instance's statements; the scenes are changes of the sample. */
function deployOf(values: Values, event: RehearsalEvent): Options['deploy'] {
  const node = NODES.find((name) => name === values.deploy);
  const scenes = SCENES.find((name) => name === (values.scenes ?? 'all'));
  if (values.deploy === undefined) {
    if (values.scenes === undefined) return undefined;
    throw wrong('--scenes is given without --deploy.', 'Add --deploy, or leave out --scenes.');
  }
  if (node === undefined)
    throw wrong(`A node cannot be "${values.deploy}".`, `Use one of ${NODES.join(', ')}.`);
  if (scenes === undefined)
    throw wrong(`There are no scenes "${values.scenes}".`, `Use one of ${SCENES.join(', ')}.`);
  if (values.repo !== undefined)
    throw wrong(
      'Only the sample can be deployed: the scenes are changes of its code.',
      'Leave out --repo, or --deploy.',
    );
  if (event !== 'push') throw wrong('A deployment begins with a push.', 'Leave out --event, or --deploy.');
  if (values.visibility === 'private')
    throw wrong(
      "Admission by Kyverno reads statements of the public Sigstore instance, not of GitHub's own.",
      'Leave out --visibility, or use --visibility public.',
    );
  return { node, scenes };
}

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'rehearsal/options', cause, remedy: `${remedy}\n\n${USAGE}` });

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // It has a value only where another one is wanted.
      args: args.map((arg) => (arg === '--deploy' ? '--deploy=real' : arg)),
      options: {
        repo: { type: 'string' },
        ops: { type: 'string' },
        event: { type: 'string', default: 'push' },
        fork: { type: 'boolean', default: false },
        visibility: { type: 'string' },
        deploy: { type: 'string' },
        scenes: { type: 'string' },
        report: { type: 'string' },
        open: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw wrong(
      `The options cannot be read: ${(error as Error).message.split('.')[0]}.`,
      'Use the options below.',
    );
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
