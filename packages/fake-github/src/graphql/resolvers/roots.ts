import type { GraphCall } from '../call.ts';
import { autoMergeMutations } from '../mutations/auto-merge.ts';
import { commitMutations } from '../mutations/commits.ts';
import { pullMutations } from '../mutations/pulls.ts';
import { refMutations } from '../mutations/refs.ts';
import { field, type Source } from '../source.ts';
import { viewer } from './accounts.ts';
import { pull } from './pulls.ts';
import { findVisible, repository } from './repository.ts';

/** What objects lead back to. */
export const SOURCES: GraphCall['sources'] = { repository, pull };

export const MUTATIONS = { ...refMutations, ...commitMutations, ...pullMutations, ...autoMergeMutations };

export const queryRoot = (call: GraphCall): Source => ({
  __typename: 'Query',
  viewer: () => viewer(call),
  repository: field<{ owner: string; name: string; followRenames?: boolean | null }>(
    ['owner', 'name', 'followRenames'],
    ({ owner, name, followRenames }) => findVisible(call, owner, name, followRenames ?? true),
  ),
});

export const mutationRoot = (call: GraphCall): Source => ({
  __typename: 'Mutation',
  ...Object.fromEntries(Object.entries(MUTATIONS).map(([name, make]) => [name, make(call)])),
});
