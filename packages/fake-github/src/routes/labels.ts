/** Labels and milestones of a repository itself. */
import * as v from 'valibot';
import { useLabel } from '../labels.ts';
import { invalid } from '../pull-changes.ts';
import { renderLabel, renderMilestone } from '../render/issues.ts';
import { notFound } from '../rest/api-error.ts';
import { created, type Need, ok, paginate, repositoryRoute } from '../rest/call.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const READ: readonly Need[] = [
  ['issues', 'read'],
  ['pull-requests', 'read'],
];
const WRITE: readonly Need[] = [
  ['issues', 'write'],
  ['pull-requests', 'write'],
];

const NewLabel = v.object({ name: v.string(), color: v.optional(v.string(), 'ededed') });

export const labelRoutes = [
  repositoryRoute(`GET ${REPOSITORY}/labels`, READ, async (call) => {
    const { world, repository } = call;
    const { entries, headers } = paginate(call, [...repository.labels.values()]);
    return ok(
      entries.map((label) => renderLabel(world, repository, label)),
      headers,
    );
  }),
  repositoryRoute(`POST ${REPOSITORY}/labels`, WRITE, async ({ world, repository, body }) => {
    const { name, color } = v.parse(NewLabel, body);
    if (repository.labels.has(name.toLowerCase()))
      throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    const label = repository.labels.get(useLabel(repository, name, color));
    if (label === undefined) throw notFound();
    const rendered = renderLabel(world, repository, label);
    return created(rendered, rendered.url);
  }),
  repositoryRoute(`GET ${REPOSITORY}/labels/{name}`, READ, async ({ world, repository, path }) => {
    const label = repository.labels.get(String(path['name']).toLowerCase());
    if (label === undefined) throw notFound();
    return ok(renderLabel(world, repository, label));
  }),
  repositoryRoute(`GET ${REPOSITORY}/milestones`, READ, async (call) => {
    const { world, repository, query } = call;
    const state = query['state'] ?? 'open';
    const found = [...repository.milestones.values()].filter((one) => state === 'all' || one.state === state);
    const { entries, headers } = paginate(call, found);
    return ok(
      entries.map((one) => renderMilestone(world, repository, one)),
      headers,
    );
  }),
];
