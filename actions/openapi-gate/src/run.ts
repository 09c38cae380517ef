/** Reads, compares, judges, tells everybody, and only then fails. */
import { uploadTarget } from '@sealift/action-kit/code-scanning';
import { conclude } from '@sealift/action-kit/conclude';
import { type GitHubContext, readGitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { maskInputs } from '@sealift/action-kit/registry-login';
import type { Failure } from '@sealift/core/failure';
import { atLeast, type JudgedChange } from '@sealift/core/openapi/change';
import type { OpenApiDocument } from '@sealift/core/openapi/document';
import { describeChange } from '@sealift/core/openapi/own-rules';
import { judge } from '@sealift/core/openapi/policy';
import { blockingOf, renderReport } from '@sealift/core/openapi/report';
import { markdownCode } from '@sealift/core/text/sanitize';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import { acceptAll, askLabel, breaksMark, type LabelAnswer } from './acceptance.ts';
import { type Base, readBase, readPolicy } from './base/base-document.ts';
import { type Compared, compareApis } from './compare.ts';
import type { Dependencies } from './dependencies.ts';
import { driftOf, exportedDocument, readDocument } from './documents/snapshot.ts';
import { staleTypes } from './documents/types.ts';
import type { Inputs } from './inputs.ts';
import { openTalk, saySo, type Talk } from './pull-request.ts';
import { uploadReport, writeReports } from './upload.ts';
import { breakingFailure, staleSnapshot, staleTypesFailure } from './verdict.ts';

export const outputNames = [
  'result',
  'breaking',
  'accepted',
  'warnings',
  'drift',
  'types',
  'compared-with',
  'changes-file',
  'sarif-file',
  'sarif-id',
  'comment-url',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** What one run works with. */
type Work = {
  readonly inputs: Inputs;
  readonly dependencies: Dependencies;
  readonly context: GitHubContext;
  readonly client: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly workspace: string;
};

/**
 * Outputs, files, summary, comment and upload are there too when the gate says no.
 * @throws Failure `openapi/breaking`, `openapi/stale-snapshot`, `openapi/stale-types`, other `openapi/…`, and those of
 *   oasdiff, GitHub, the registry and cosign
 */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log, clock } = dependencies;
  const startedAt = clock.now();
  maskInputs(inputs, log);
  const context = await readGitHubContext(env);
  const target = uploadTarget(inputs, context, 'openapi/no-upload');
  const client = createGitHubClient({ ...dependencies, token: inputs.token ?? '', apiUrl: context.apiUrl });
  const repository = requireContext(context, 'repository');
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const work: Work = { inputs, dependencies, context, client, repository, workspace };

  const snapshot = await readDocument(workspace, inputs.snapshot);
  // What is judged first is what everything else rests on.
  const base = await readBase({ inputs, client, repository }, dependencies);
  const talk = await openTalk(inputs, context, client, repository);
  const compared =
    base.document === undefined
      ? { changes: [], toolVersion: '' }
      : await compareApis(base.document, snapshot, inputs, dependencies);
  const { changes, answer } = await judgeChanges(work, compared, talk);
  const stale = await findStale(work, snapshot);
  const blocking = blockingOf(changes, inputs.failOn);
  logChanges(work, changes, answer);

  const told = await tell(work, { base, changes, stale, answer, talk });
  const files = await writeReports(inputs, changes, compared.toolVersion, dependencies);
  const upload = await uploadReport(
    inputs,
    target,
    { client, sarif: files.sarifText, startedAt },
    dependencies,
  );

  const [first, ...others] = blocking;
  const failures = [
    ...(first === undefined ? [] : [breakingFailure(inputs, [first, ...others])]),
    ...stale.filter(({ counts }) => counts).map(({ failure }) => failure),
    ...(upload.failure === undefined ? [] : [upload.failure]),
  ];
  const outputs: Outputs = {
    result: failures.length === 0 ? 'pass' : 'fail',
    breaking: String(blocking.length),
    accepted: String(changes.filter((change) => change.accepted !== undefined).length),
    warnings: String(changes.filter(({ level }) => level === 'warning').length),
    drift: stale.some(({ what }) => what === 'snapshot') ? 'stale' : 'current',
    types:
      inputs.types === undefined
        ? 'unchecked'
        : stale.some(({ what }) => what === 'types')
          ? 'stale'
          : 'current',
    'compared-with': base.name,
    'changes-file': files.changes,
    'sarif-file': files.sarif,
    'sarif-id': upload.id,
    'comment-url': told,
  };
  return conclude(outputs, failures, 'OpenAPI', dependencies);
}

async function judgeChanges(
  { inputs, dependencies, client, repository }: Work,
  { changes }: Compared,
  talk: Talk | undefined,
): Promise<{ readonly changes: readonly JudgedChange[]; readonly answer: LabelAnswer }> {
  if (changes.length === 0) return { changes, answer: { kind: 'none' } };
  const policy = await readPolicy({ inputs, client, repository });
  const judged = judge(changes, policy, { app: inputs.app, now: dependencies.clock.now() });
  if (talk === undefined) return { changes: judged, answer: { kind: 'none' } };
  const answer = await askLabel(inputs, judged, { client, repository, ...talk });
  return {
    changes: answer.kind === 'accepted' ? acceptAll(judged, inputs.failOn, answer.login) : judged,
    answer,
  };
}

type Stale = {
  readonly what: 'snapshot' | 'types';
  /** Whether it fails the gate. */
  readonly counts: boolean;
  readonly failure: Failure;
  /** Markdown, without full stop. */
  readonly clause: string;
};

async function findStale(
  { inputs, dependencies, workspace }: Work,
  snapshot: OpenApiDocument,
): Promise<readonly Stale[]> {
  const stale: Stale[] = [];
  const drift = driftOf(snapshot, await exportedDocument(inputs, workspace, dependencies));
  if (drift.length > 0) {
    const failure = staleSnapshot(inputs, snapshot, drift);
    const counts = inputs.drift === 'fail';
    const clause = `${markdownCode(inputs.snapshot)} is not what the app exports`;
    stale.push({ what: 'snapshot', counts, failure, clause });
    if (!counts)
      dependencies.log.warning(`${failure.message} ${failure.remedy}`, {
        title: 'OpenAPI',
        code: failure.code,
      });
  }
  if (inputs.types !== undefined) {
    const files = await staleTypes(inputs.types, workspace, dependencies);
    const names = files.slice(0, 3).map((file) => markdownCode(file));
    if (files.length > 0)
      stale.push({
        what: 'types',
        counts: true,
        failure: staleTypesFailure(inputs.types, files),
        clause: `The types in ${names.join(', ')} are not those of the snapshot`,
      });
  }
  return stale;
}

/** Lines of the log, and annotations at the lines of the snapshot. */
const LOGGED = 5_000;
const ANNOTATIONS = 9;

function logChanges(
  { inputs, dependencies: { log } }: Work,
  changes: readonly JudgedChange[],
  answer: LabelAnswer,
): void {
  for (const change of changes.slice(0, LOGGED)) log.info(describeChange(change));
  if (answer.kind === 'refused') log.warning(answer.why, { title: 'OpenAPI' });
  if (answer.kind === 'accepted')
    log.notice(`${answer.login} accepted these breaks by the label "${inputs.acceptLabel ?? ''}".`, {
      title: 'OpenAPI',
    });
  const shown = changes.filter(
    ({ level, accepted }) => accepted === undefined && level !== 'info' && atLeast(level, inputs.reportFrom),
  );
  for (const change of shown.slice(0, ANNOTATIONS))
    log.warning(describeChange(change), {
      title: 'API change',
      file: inputs.snapshot,
      startLine: change.line,
    });
}

type Told = {
  readonly base: Base;
  readonly changes: readonly JudgedChange[];
  readonly stale: readonly Stale[];
  readonly answer: LabelAnswer;
  readonly talk: Talk | undefined;
};

/** Summary and comment. @returns address of the comment */
async function tell(
  { inputs, dependencies, client, repository }: Work,
  { base, changes, stale, answer, talk }: Told,
): Promise<string> {
  const comparedWith = base.document === undefined ? undefined : base.described;
  const report = renderReport({ ...inputs, comparedWith, changes, stale: stale.map(({ clause }) => clause) });
  await dependencies.summary(`${report}\n`);
  if (talk === undefined) return '';
  // What was accepted stands as it was read: a change of the comment would take the label's word away.
  if (answer.kind === 'accepted') return talk.comment?.url ?? '';
  const blocking = blockingOf(changes, inputs.failOn);
  const hint =
    blocking.length === 0 || inputs.acceptLabel === undefined
      ? ''
      : `\nIntended? Somebody ${inputs.acceptBy === 'reviewer' ? 'else ' : ''}with write access accepts exactly these breaks by the label ${markdownCode(inputs.acceptLabel)}, set after reading this.\n`;
  const needed =
    stale.length > 0 || changes.some(({ level }) => level !== 'info' && atLeast(level, inputs.reportFrom));
  const { log } = dependencies;
  return saySo(talk, report + hint, { client, repository, log, needed, mark: breaksMark(blocking) });
}
