import { labelId, milestoneId } from '../../node-ids.ts';
import { type Label, type Milestone, type Repository, toTime } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import type { Source } from '../source.ts';

export function label(call: GraphCall, repository: Repository, { name, color, ...rest }: Label): Source {
  const path = `/${repository.fullName}/labels/${encodeURIComponent(name)}`;
  return {
    __typename: 'Label',
    id: labelId({ name, color, ...rest }),
    name,
    color,
    description: null,
    isDefault: false,
    resourcePath: path,
    url: `${call.world.urls.server}${path}`,
    repository: () => call.sources.repository(call, repository),
  };
}

export function milestone(call: GraphCall, repository: Repository, which: Milestone): Source {
  const path = `/${repository.fullName}/milestone/${which.number}`;
  return {
    __typename: 'Milestone',
    id: milestoneId(which),
    number: which.number,
    title: which.title,
    state: which.state.toUpperCase(),
    closed: which.state === 'closed',
    createdAt: toTime(which.createdAt),
    description: null,
    dueOn: null,
    resourcePath: path,
    url: `${call.world.urls.server}${path}`,
    repository: () => call.sources.repository(call, repository),
  };
}
