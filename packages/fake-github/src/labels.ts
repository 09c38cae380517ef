import { stableId } from './identity.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, Pull, Repository } from './state.ts';

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

export function addLabels(world: GitHubState, pull: Pull, keys: readonly string[]): void {
  for (const key of keys) pull.labels.add(key);
  pull.updatedAt = world.clock.now();
}
