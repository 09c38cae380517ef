import * as v from 'valibot';
import { findObject } from '../git/plumbing.ts';
import { isAncestor, isRefName, listRefs, moveRef, type Ref, readRef } from '../git/refs.ts';
import { nodeId } from '../identity.ts';
import { followBranch } from '../pulls.ts';
import { apiUrl } from '../render/repositories.ts';
import {
  ApiError,
  type Call,
  created,
  noContent,
  notFound,
  ok,
  type RepositoryCall,
  repositoryRoute,
} from '../rest/call.ts';
import type { Repository } from '../state.ts';

const REFS = '/repos/{owner}/{repo}/git';
const Create = v.object({ ref: v.string(), sha: v.string() });
const Update = v.object({ sha: v.string(), force: v.optional(v.boolean(), false) });

function renderRef({ world, repository }: Pick<RepositoryCall, 'world' | 'repository'>, ref: Ref) {
  const url = apiUrl(world, repository);
  return {
    ref: ref.name,
    node_id: nodeId('REF', repository.id, ref.name),
    url: `${url}/git/${ref.name}`,
    object: { sha: ref.id, type: ref.type, url: `${url}/git/${ref.type}s/${ref.id}` },
  };
}

const fullName = (call: Call): string => `refs/${String(call.path['ref'])}`;

/** What a ref shall point to; branches hold commits only. */
async function target(repository: Repository, name: string, sha: string): Promise<Ref> {
  const object = await findObject(repository.gitDir, sha);
  if (object === undefined) throw new ApiError(422, 'Object does not exist');
  if (name.startsWith('refs/heads/') && object.type !== 'commit')
    throw new ApiError(422, 'Reference update failed');
  return { name, id: object.id, type: object.type };
}

async function follow(call: RepositoryCall, name: string): Promise<void> {
  if (name.startsWith('refs/heads/'))
    await followBranch(call.world, call.repository, name.slice('refs/heads/'.length));
}

/** The refs of pull requests belong to GitHub. */
const isReserved = (name: string): boolean => name.startsWith('refs/pull/');

export const gitRefRoutes = [
  repositoryRoute(`GET ${REFS}/ref/{ref}`, [['contents', 'read']], async (call) => {
    const name = fullName(call);
    const { gitDir } = call.repository;
    const id = (await isRefName(gitDir, name)) ? await readRef(gitDir, name) : undefined;
    const object = id === undefined ? undefined : await findObject(gitDir, id);
    if (object === undefined) throw notFound();
    return ok(renderRef(call, { name, id: object.id, type: object.type }));
  }),

  repositoryRoute(`GET ${REFS}/matching-refs/{ref}`, [['contents', 'read']], async (call) =>
    ok((await listRefs(call.repository.gitDir, fullName(call))).map((ref) => renderRef(call, ref))),
  ),

  repositoryRoute(`POST ${REFS}/refs`, [['contents', 'write']], async (call) => {
    const { ref: name, sha } = v.parse(Create, call.body);
    const { repository } = call;
    if (!name.startsWith('refs/')) throw new ApiError(422, "Reference name must start with 'refs/'.");
    if (name.split('/').length < 3)
      throw new ApiError(422, 'Reference name must contain at least three slash-separated components.');
    if (!(await isRefName(repository.gitDir, name)) || isReserved(name))
      throw new ApiError(422, `${name} is not a valid ref name.`);
    return repository.exclusively(async () => {
      const ref = await target(repository, name, sha);
      if ((await readRef(repository.gitDir, name)) !== undefined)
        throw new ApiError(422, 'Reference already exists');
      if (!(await moveRef(repository.gitDir, name, ref.id, undefined)))
        throw new ApiError(422, 'Reference update failed');
      await follow(call, name);
      const body = renderRef(call, ref);
      return created(body, body.url);
    });
  }),

  repositoryRoute(`PATCH ${REFS}/refs/{ref}`, [['contents', 'write']], async (call) => {
    const { sha, force } = v.parse(Update, call.body);
    const { repository } = call;
    const name = fullName(call);
    return repository.exclusively(async () => {
      const before = (await isRefName(repository.gitDir, name))
        ? await readRef(repository.gitDir, name)
        : undefined;
      if (before === undefined || isReserved(name)) throw new ApiError(422, 'Reference does not exist');
      const ref = await target(repository, name, sha);
      if (!force && !(await isFastForward(repository.gitDir, before, ref)))
        throw new ApiError(422, 'Update is not a fast forward');
      if (!(await moveRef(repository.gitDir, name, ref.id, before)))
        throw new ApiError(422, 'Reference update failed');
      await follow(call, name);
      return ok(renderRef(call, ref));
    });
  }),

  repositoryRoute(`DELETE ${REFS}/refs/{ref}`, [['contents', 'write']], async (call) => {
    const { repository } = call;
    const name = fullName(call);
    return repository.exclusively(async () => {
      const before = (await isRefName(repository.gitDir, name))
        ? await readRef(repository.gitDir, name)
        : undefined;
      if (before === undefined || isReserved(name)) throw new ApiError(422, 'Reference does not exist');
      if (name === `refs/heads/${repository.defaultBranch}`)
        throw new ApiError(422, 'Cannot delete the default branch');
      await moveRef(repository.gitDir, name, undefined, before);
      await follow(call, name);
      return noContent;
    });
  }),
];

/** Refs that do not point to commits have no history to go forward in. */
async function isFastForward(gitDir: string, before: string, after: Ref): Promise<boolean> {
  const type = (await findObject(gitDir, before))?.type;
  return type !== 'commit' || after.type !== 'commit' || isAncestor(gitDir, before, after.id);
}
