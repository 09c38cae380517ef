import { type Account, stableId } from './identity.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, LabelEvent, Pull, Repository } from './state.ts';

/** Characters. */
const MAX_LABEL = 50;

/** Adding an unknown label makes it. @returns its key @throws ApiError 422 */
export function useLabel(repository: Repository, name: string, color = 'ededed'): string {
  if (name.trim() === '' || name.length > MAX_LABEL)
    throw new ApiError(422, 'Validation Failed', [
      { resource: 'Label', code: 'invalid', field: 'name', value: name },
    ]);
  const key = name.toLowerCase();
  if (!repository.labels.has(key))
    repository.labels.set(key, { id: stableId('label', `${repository.fullName}/${key}`), name, color });
  return key;
}

/** What is on the pull request already stays, without a word in its history. */
export function addLabels(world: GitHubState, pull: Pull, keys: readonly string[], by: Account): void {
  for (const key of keys) {
    if (!pull.labels.has(key)) note(world, pull, 'labeled', key, by);
    pull.labels.add(key);
  }
  pull.updatedAt = world.clock.now();
}

/** @returns whether the label was there */
export function removeLabel(world: GitHubState, pull: Pull, key: string, by: Account): boolean {
  if (!pull.labels.delete(key)) return false;
  note(world, pull, 'unlabeled', key, by);
  pull.updatedAt = world.clock.now();
  return true;
}

export function setLabels(world: GitHubState, pull: Pull, keys: readonly string[], by: Account): void {
  for (const key of [...pull.labels]) if (!keys.includes(key)) removeLabel(world, pull, key, by);
  addLabels(world, pull, keys, by);
}

function note(world: GitHubState, pull: Pull, event: LabelEvent['event'], key: string, actor: Account): void {
  const label = pull.base.labels.get(key);
  if (label === undefined) return;
  const id = stableId('label-event', `${pull.id}/${pull.labelEvents.length}`);
  pull.labelEvents.push({ id, event, actor, label, createdAt: world.clock.now() });
}
