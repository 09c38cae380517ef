import { readRef, ZERO } from '../../git/refs.ts';
import { changeRefs, checkRefName, existingRef, type RefChange, refTarget } from '../../ref-changes.ts';
import { ApiError } from '../../rest/api-error.ts';
import { CONTENTS_WRITE, nodeOf, permit } from '../call.ts';
import { GraphError } from '../errors.ts';
import { ref } from '../resolvers/refs.ts';
import { type Mutations, mutation } from './mutation.ts';

type RefUpdate = {
  readonly name: string;
  readonly beforeOid?: string | null;
  readonly afterOid: string;
  readonly force: boolean;
};

/** Forty zeros say "there is none", before and after. https://docs.github.com/en/graphql/reference/mutations#updaterefs */
const orNone = (oid: string): string | undefined => (oid === ZERO ? undefined : oid);

/** Where GitHub's words for a lost race are not known: a client must not read them, but the ref. */
const raceLost = (name: string): GraphError =>
  new GraphError('UNPROCESSABLE', `Reference cannot be updated: ${name} is not at the expected commit.`);

export const refMutations: Mutations = {
  updateRefs: mutation<{ repositoryId: string; refUpdates: readonly RefUpdate[] }>(
    'UpdateRefsPayload',
    ['repositoryId', 'refUpdates'],
    async ({ repositoryId, refUpdates }, call) => {
      const { repository } = nodeOf(call, repositoryId, 'repository');
      permit(call, repository, CONTENTS_WRITE);
      for (const { name } of refUpdates) await checkRefName(repository, name);
      await repository.exclusively(async () => {
        const changes: RefChange[] = [];
        for (const { name, beforeOid, afterOid, force } of refUpdates) {
          const before = await readRef(repository.gitDir, name);
          if (beforeOid != null && orNone(beforeOid) !== before) throw raceLost(name);
          const after = orNone(afterOid);
          if (after === undefined && before === undefined)
            throw new ApiError(422, 'Reference does not exist');
          if (after !== undefined) await refTarget(repository, name, after);
          changes.push({ name, before, after, force });
        }
        await changeRefs(call.world, repository, call.principal, changes);
      });
      return {};
    },
  ),

  createRef: mutation<{ repositoryId: string; name: string; oid: string }>(
    'CreateRefPayload',
    ['repositoryId', 'name', 'oid'],
    async ({ repositoryId, name, oid }, call) => {
      const { repository } = nodeOf(call, repositoryId, 'repository');
      permit(call, repository, CONTENTS_WRITE);
      await checkRefName(repository, name);
      await repository.exclusively(async () => {
        await refTarget(repository, name, oid);
        if ((await readRef(repository.gitDir, name)) !== undefined)
          throw new ApiError(422, `A ref named "${name}" already exists in the repository.`);
        await changeRefs(call.world, repository, call.principal, [
          { name, before: undefined, after: oid, force: false },
        ]);
      });
      return { ref: ref(call, repository, name, oid) };
    },
  ),

  deleteRef: mutation<{ refId: string }>('DeleteRefPayload', ['refId'], async ({ refId }, call) => {
    const { repository, name } = nodeOf(call, refId, 'ref');
    permit(call, repository, CONTENTS_WRITE);
    await repository.exclusively(async () => {
      const before = await existingRef(repository, name);
      await changeRefs(call.world, repository, call.principal, [
        { name, before, after: undefined, force: false },
      ]);
    });
    return {};
  }),
};
