import * as v from 'valibot';
import { addComment, editComment } from '../comments.ts';
import { addIssue, editIssue } from '../issues.ts';
import { addLabels, removeLabel, setLabels, useLabel } from '../labels.ts';
import { assign } from '../people.ts';
import { awaitNode, invalid, updatePull } from '../pull-changes.ts';
import { renderComment, renderLabelEvent, renderPlainIssue } from '../render/issues.ts';
import { labelsOf, renderIssue } from '../render/pulls.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import {
  actorOf,
  type Call,
  created,
  type Need,
  noContent,
  ok,
  paginate,
  type RepositoryCall,
  repositoryRoute,
} from '../rest/call.ts';
import type { Comment, Milestone, Pull, Repository } from '../state.ts';
import { pullOf } from './pulls.ts';

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
const READ: readonly Need[] = [
  ['pull-requests', 'read'],
  ['issues', 'read'],
];
const WRITE: readonly Need[] = [
  ['pull-requests', 'write'],
  ['issues', 'write'],
];

/** Of what is no pull request. */
const WRITE_ISSUES: readonly Need[] = [['issues', 'write']];

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
  awaitNode(pull, 'Label');
  (replace ? setLabels : addLabels)(call.world, pull, keys, actorOf(call).account);
  return ok(labelsOf(call.world, pull));
}

const assigneesOf = (call: Call): readonly string[] => v.parse(Assignees, call.body ?? {}).assignees;

/** GitHub takes a number and a title for a milestone. */
const Update = v.object({
  title: v.optional(v.string()),
  body: v.optional(v.nullable(v.string())),
  state: v.optional(v.picklist(['open', 'closed'])),
  milestone: v.optional(v.nullable(v.union([v.number(), v.string()]))),
  labels: v.optional(Names),
  assignees: v.optional(v.array(v.string())),
});

function milestoneOf(
  { milestones }: Repository,
  wanted: number | string | null | undefined,
): Milestone | null | undefined {
  if (wanted == null) return wanted;
  const found = [...milestones.values()].find(({ number, title }) => number === wanted || title === wanted);
  if (found === undefined)
    throw invalid({ resource: 'Issue', code: 'invalid', field: 'milestone', value: wanted });
  return found;
}

const NewComment = v.object({ body: v.string() });

/** @throws ApiError 404 */
function commentOf({ repository, path }: RepositoryCall): { readonly pull: Pull; readonly comment: Comment } {
  const id = Number(path['comment_id']);
  for (const pull of repository.pulls.values()) {
    const comment = pull.comments.find((one) => one.id === id);
    if (comment !== undefined) return { pull, comment };
  }
  throw notFound();
}

const NewIssue = v.object({ title: v.string(), body: v.optional(v.nullable(v.string()), null) });

export const issueRoutes = [
  repositoryRoute('POST /repos/{owner}/{repo}/issues', WRITE_ISSUES, async (call) => {
    const { world, repository } = call;
    const issue = addIssue(world, repository, actorOf(call).account, v.parse(NewIssue, call.body));
    const rendered = renderPlainIssue(world, repository, issue);
    return created(rendered, rendered.url);
  }),
  repositoryRoute(`GET ${ISSUE}`, READ, async (call) =>
    ok(renderIssue(call.world, pullOf(call, 'issue_number'))),
  ),
  repositoryRoute(`PATCH ${ISSUE}`, WRITE, async (call) => {
    const { world, repository } = call;
    const issue = repository.issues.get(Number(call.path['issue_number']));
    if (issue !== undefined) {
      const { title, body, state } = v.parse(Update, call.body ?? {});
      editIssue(world, issue, {
        ...(title === undefined ? {} : { title }),
        ...(body === undefined ? {} : { body }),
        ...(state === undefined ? {} : { state }),
      });
      return ok(renderPlainIssue(world, repository, issue));
    }
    const pull = pullOf(call, 'issue_number');
    const { assignees, labels, milestone, ...texts } = v.parse(Update, call.body ?? {});
    awaitNode(pull, 'Issue');
    const found = milestoneOf(repository, milestone);
    await updatePull(world, pull, {
      ...texts,
      by: actorOf(call).account,
      milestone: found,
      labels:
        labels === undefined
          ? undefined
          : { keys: labels.map((name) => useLabel(repository, name)), by: actorOf(call).account },
    });
    if (assignees !== undefined) {
      pull.assignees.clear();
      assign(world, pull, assignees);
    }
    return ok(renderIssue(world, pull));
  }),
  repositoryRoute(`GET ${ISSUE}/comments`, READ, async (call) => {
    const pull = pullOf(call, 'issue_number');
    const { entries, headers } = paginate(call, pull.comments);
    return ok(
      entries.map((comment) => renderComment(call.world, pull, comment)),
      headers,
    );
  }),
  repositoryRoute(`POST ${ISSUE}/comments`, WRITE, async (call) => {
    const pull = pullOf(call, 'issue_number');
    const { body } = v.parse(NewComment, call.body);
    const comment = addComment(call.world, pull, actorOf(call).account, body);
    const rendered = renderComment(call.world, pull, comment);
    return created(rendered, rendered.url);
  }),
  repositoryRoute(`PATCH ${COMMENT}`, WRITE, async (call) => {
    const found = commentOf(call);
    const { body } = v.parse(NewComment, call.body);
    editComment(call.world, found.comment, body);
    return ok(renderComment(call.world, found.pull, found.comment));
  }),
  repositoryRoute(`GET ${ISSUE}/events`, READ, async (call) => {
    const pull = pullOf(call, 'issue_number');
    const { entries, headers } = paginate(call, pull.labelEvents);
    return ok(
      entries.map((event) => renderLabelEvent(call.world, pull, event)),
      headers,
    );
  }),
  repositoryRoute(`GET ${ISSUE}/labels`, READ, async (call) => {
    const { entries, headers } = paginate(call, labelsOf(call.world, pullOf(call, 'issue_number')));
    return ok(entries, headers);
  }),
  repositoryRoute(`POST ${ISSUE}/labels`, WRITE, (call) => changeLabels(call, false)),
  repositoryRoute(`PUT ${ISSUE}/labels`, WRITE, (call) => changeLabels(call, true)),
  repositoryRoute(`DELETE ${ISSUE}/labels`, WRITE, async (call) => {
    setLabels(call.world, pullOf(call, 'issue_number'), [], actorOf(call).account);
    return noContent;
  }),
  repositoryRoute(`DELETE ${ISSUE}/labels/{name}`, WRITE, async (call) => {
    const pull = pullOf(call, 'issue_number');
    if (!removeLabel(call.world, pull, String(call.path['name']).toLowerCase(), actorOf(call).account))
      throw new ApiError(404, 'Label does not exist');
    return ok(labelsOf(call.world, pull));
  }),
  repositoryRoute(`POST ${ISSUE}/assignees`, WRITE, async (call) => {
    const pull = pullOf(call, 'issue_number');
    awaitNode(pull, 'Issue');
    assign(call.world, pull, assigneesOf(call));
    return created(renderIssue(call.world, pull));
  }),
];
