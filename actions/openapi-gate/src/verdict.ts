/** What ends the step, after everybody was told why. */
import { type Failure, policyFailure } from '@sealift/core/failure';
import { type JudgedChange, operationOf } from '@sealift/core/openapi/change';
import type { OpenApiDocument } from '@sealift/core/openapi/document';
import { type Difference, formatPointer } from '@sealift/core/openapi/drift';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Inputs } from './inputs.ts';

/** Things that a sentence names. */
const NAMED = 3;

export const staleSnapshot = (
  { snapshot, export: source }: Pick<Inputs, 'snapshot' | 'export'>,
  document: OpenApiDocument,
  differences: readonly Difference[],
): Failure => {
  const [first] = differences;
  const named = differences.slice(0, NAMED).map(({ kind, pointer }) => `${kind} ${formatPointer(pointer)}`);
  return policyFailure({
    code: 'openapi/stale-snapshot',
    cause: `${snapshot} is not what the app exports: ${singleLine(named.join('; ')).slice(0, 600)}${differences.length > NAMED ? ' and more' : ''}.`,
    remedy:
      source.kind === 'command'
        ? `Run ${singleLine(source.command).slice(0, 200)} > ${snapshot}, and commit it.`
        : `Export the document to ${snapshot} again, and commit it.`,
    location: { file: snapshot, line: document.lineOf(first?.pointer ?? []) },
  });
};

export const staleTypesFailure = (
  { command }: NonNullable<Inputs['types']>,
  files: readonly string[],
): Failure =>
  policyFailure({
    code: 'openapi/stale-types',
    cause: `Types are not those of the snapshot: ${singleLine(files.slice(0, NAMED).join(', ')).slice(0, 300)}${files.length > NAMED ? ` and ${files.length - NAMED} more` : ''}.`,
    remedy: `Run ${singleLine(command).slice(0, 200)}, and commit what it changes.`,
    ...(files[0] === undefined ? {} : { location: { file: files[0] } }),
  });

export const breakingFailure = (
  { app, snapshot, acceptLabel }: Pick<Inputs, 'app' | 'snapshot' | 'acceptLabel'>,
  blocking: readonly [JudgedChange, ...JudgedChange[]],
): Failure => {
  const named = blocking.slice(0, NAMED).map((change) => `${operationOf(change)}: ${change.text}`);
  return policyFailure({
    code: 'openapi/breaking',
    cause: `The API of "${app}" breaks its clients: ${singleLine(named.join('; ')).slice(0, 900)}${blocking.length > NAMED ? ` and ${blocking.length - NAMED} more` : ''}.`,
    remedy: `Keep the old form beside the new one until nobody uses it; an intended break is accepted ${acceptLabel === undefined ? '' : `by somebody else's label "${acceptLabel}", or `}by an entry of the policy file on the base branch.`,
    location: { file: snapshot, line: blocking[0].line },
  });
};
