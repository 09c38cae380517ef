/** From `uses:` to the files of an action. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ActionFile, readAction } from '../parse/action.ts';
import { parseUses, type Source } from '../parse/reference.ts';
import type { Host, RepositoryFiles } from '../request.ts';

/** The repository and commit of the file that a step stands in: there `$/` leads. */
export type Origin = { readonly repository: string; readonly ref: string; readonly files: RepositoryFiles };

export type LoadedAction = {
  readonly file: ActionFile;
  /** Of its action.yml. */
  readonly folder: string;
  readonly origin: Origin;
  /** `github.action_repository` and `github.action_ref`; undefined for an action in the workspace. */
  readonly published: { readonly repository: string; readonly ref: string } | undefined;
};

export class ActionError extends Error {
  override readonly name = 'ActionError';
}

export type ActionLoader = {
  /**
   * @param workspace where `./` leads
   * @throws ActionError when there is no such action or its file is not valid
   */
  readonly load: (uses: string, origin: Origin, workspace: string) => Promise<LoadedAction>;
};

export function createActionLoader(host: Pick<Host, 'files'>): ActionLoader {
  const known = new Map<string, Promise<RepositoryFiles | undefined>>();
  const filesOf = (repository: string, ref: string) => {
    const key = `${repository}@${ref}`;
    const files = known.get(key) ?? host.files(repository, ref);
    known.set(key, files);
    return files;
  };
  const locate = async (uses: string, source: Source, origin: Origin, workspace: string) => {
    if (source.kind === 'workspace')
      return { folder: path.resolve(workspace, source.path), origin, published: undefined };
    if (source.kind === 'same')
      return {
        folder: path.join(origin.files.folder, source.path),
        origin,
        published: { repository: origin.repository, ref: origin.ref },
      };
    if (source.kind !== 'repository')
      throw new ActionError(`The action "${uses}" is not one that this runner can load.`);
    const files = await filesOf(source.repository, source.ref);
    if (files === undefined)
      throw new ActionError(`Unable to resolve action \`${uses}\`, the repository or version was not found.`);
    const { repository, ref } = source;
    return {
      folder: path.join(files.folder, source.path),
      origin: { repository, ref, files },
      published: { repository, ref },
    };
  };
  /** By name and text: a run uses an action in many steps, and a workspace may change its own between two of them. */
  const read = new Map<string, ReturnType<typeof readAction>>();
  const parse: typeof readAction = (name, text) => {
    const key = `${name}\n${text}`;
    const result = read.get(key) ?? readAction(name, text);
    read.set(key, result);
    return result;
  };
  return {
    load: async (uses, origin, workspace) => {
      const located = await locate(uses, parseUses(uses), origin, workspace);
      return { ...located, file: await readActionFile(uses, located.folder, parse) };
    },
  };
}

const LARGEST_FILE = 1024 * 1024;

async function readActionFile(uses: string, folder: string, parse: typeof readAction): Promise<ActionFile> {
  for (const name of ['action.yml', 'action.yaml']) {
    const content = await readFile(path.join(folder, name)).catch(() => undefined);
    if (content === undefined) continue;
    if (content.length > LARGEST_FILE)
      throw new ActionError(`The file ${name} of the action "${uses}" is larger than 1 MiB.`);
    const read = parse(name, content.toString('utf8'));
    if ('action' in read) return read.action;
    const [problem] = read.problems;
    throw new ActionError(
      `The file ${name} of the action "${uses}" is not valid: ${problem?.message ?? ''} (line ${problem?.line ?? 1}).`,
    );
  }
  const isDocker = await stat(path.join(folder, 'Dockerfile')).then(
    () => true,
    () => false,
  );
  if (isDocker) return { name: uses, inputs: [], runs: { kind: 'docker' } };
  const hint = uses.startsWith('./')
    ? ' Did you forget to run actions/checkout before running your local action?'
    : '';
  throw new ActionError(
    `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' of the action "${uses}".${hint}`,
  );
}
