import * as v from 'valibot';
import { addLabels, useLabel } from '../labels.ts';
import { assign } from '../people.ts';
import { awaitNode } from '../pull-changes.ts';
import { labelsOf, renderIssue } from '../render/pulls.ts';
import {
  type Call,
  created,
  type Need,
  noContent,
  ok,
  paginate,
  type RepositoryCall,
  repositoryRoute,
} from '../rest/call.ts';
import { pullOf } from './pulls.ts';

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
const READ: readonly Need[] = [
  ['pull-requests', 'read'],
  ['issues', 'read'],
];
const WRITE: readonly Need[] = [
  ['pull-requests', 'write'],
  ['issues', 'write'],
];

/** Names in all the forms that GitHub takes. */
const Names = v.union([
  v.pipe(
    v.string(),
    v.transform((name) => [name]),
  ),
  v.array(
    v.union([
      v.string(),
      v.pipe(
        v.object({ name: v.string() }),
        v.transform(({ name }) => name),
      ),
    ]),
  ),
]);
const Labels = v.union([
  Names,
  v.pipe(
    v.object({ labels: v.optional(Names, []) }),
    v.transform(({ labels }) => labels),
  ),
]);
const Assignees = v.object({ assignees: v.optional(v.array(v.string()), []) });

async function changeLabels(call: RepositoryCall, replace: boolean) {
  const pull = pullOf(call, 'issue_number');
  const keys = v.parse(Labels, call.body ?? []).map((name) => useLabel(call.repository, name));
  awaitNode(pull);
  if (replace) pull.labels.clear();
  addLabels(call.world, pull, keys);
  return ok(labelsOf(call.world, pull));
}

const assigneesOf = (call: Call): readonly string[] => v.parse(Assignees, call.body ?? {}).assignees;

export const issueRoutes = [
  repositoryRoute(`GET ${ISSUE}/labels`, READ, async (call) => {
    const { entries, headers } = paginate(call, labelsOf(call.world, pullOf(call, 'issue_number')));
    return ok(entries, headers);
  }),
  repositoryRoute(`POST ${ISSUE}/labels`, WRITE, (call) => changeLabels(call, false)),
  repositoryRoute(`PUT ${ISSUE}/labels`, WRITE, (call) => changeLabels(call, true)),
  repositoryRoute(`DELETE ${ISSUE}/labels`, WRITE, async (call) => {
    pullOf(call, 'issue_number').labels.clear();
    return noContent;
  }),
  repositoryRoute(`POST ${ISSUE}/assignees`, WRITE, async (call) => {
    const pull = pullOf(call, 'issue_number');
    awaitNode(pull);
    assign(call.world, pull, assigneesOf(call));
    return created(renderIssue(call.world, pull));
  }),
];
