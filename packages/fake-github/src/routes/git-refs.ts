import * as v from 'valibot';
import { findObject } from '../git/plumbing.ts';
import { isRefName, listRefs, type Ref, readRef } from '../git/refs.ts';
import { refId } from '../node-ids.ts';
import { changeRefs, checkRefName, existingRef, refTarget } from '../ref-changes.ts';
import { apiUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import {
  actorOf,
  type Call,
  created,
  noContent,
  ok,
  type RepositoryCall,
  repositoryRoute,
} from '../rest/call.ts';

const REFS = '/repos/{owner}/{repo}/git';
const Create = v.object({ ref: v.string(), sha: v.string() });
const Update = v.object({ sha: v.string(), force: v.optional(v.boolean(), false) });

function renderRef({ world, repository }: Pick<RepositoryCall, 'world' | 'repository'>, ref: Ref) {
  const url = apiUrl(world, repository);
  return {
    ref: ref.name,
    node_id: refId(repository, ref.name),
    url: `${url}/git/${ref.name}`,
    object: { sha: ref.id, type: ref.type, url: `${url}/git/${ref.type}s/${ref.id}` },
  };
}

const fullName = (call: Call): string => `refs/${String(call.path['ref'])}`;

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
    const { world, repository } = call;
    await checkRefName(repository, name);
    return repository.exclusively(async () => {
      const ref = await refTarget(repository, name, sha);
      if ((await readRef(repository.gitDir, name)) !== undefined)
        throw new ApiError(422, 'Reference already exists');
      await changeRefs(world, repository, actorOf(call), [
        { name, before: undefined, after: ref.id, force: false },
      ]);
      const body = renderRef(call, ref);
      return created(body, body.url);
    });
  }),

  repositoryRoute(`PATCH ${REFS}/refs/{ref}`, [['contents', 'write']], async (call) => {
    const { sha, force } = v.parse(Update, call.body);
    const { world, repository } = call;
    const name = fullName(call);
    return repository.exclusively(async () => {
      const before = await existingRef(repository, name);
      const ref = await refTarget(repository, name, sha);
      await changeRefs(world, repository, actorOf(call), [{ name, before, after: ref.id, force }]);
      return ok(renderRef(call, ref));
    });
  }),

  repositoryRoute(`DELETE ${REFS}/refs/{ref}`, [['contents', 'write']], async (call) => {
    const { world, repository } = call;
    const name = fullName(call);
    return repository.exclusively(async () => {
      const before = await existingRef(repository, name);
      await changeRefs(world, repository, actorOf(call), [{ name, before, after: undefined, force: false }]);
      return noContent;
    });
  }),
];
