/** GitHub's own grammar of workflow and action files, as a function from text to tokens and problems. */
import './json-modules.ts';
import { FeatureFlags } from '@actions/expressions/features';
import type { ObjectReader } from '@actions/workflow-parser/templates/object-reader';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';

// Imported when the hook above is in place: static imports are loaded before it runs.
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  '@actions/workflow-parser'
);
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
const { getActionSchema } = await import('@actions/workflow-parser/actions/action-schema');
const { convertActionTemplate } = await import('@actions/workflow-parser/actions/action-template');
const { getWorkflowSchema } = await import('@actions/workflow-parser/workflows/workflow-schema');
const { TemplateContext, TemplateValidationErrors } = await import(
  '@actions/workflow-parser/templates/template-context'
);
const { readTemplate } = await import('@actions/workflow-parser/templates/template-reader');
const { StringToken } = await import('@actions/workflow-parser/templates/tokens/string-token');
const { WORKFLOW_ROOT } = await import('@actions/workflow-parser/workflows/workflow-constants');
const { YamlObjectReader } = await import('@actions/workflow-parser/workflows/yaml-object-reader');
const { ACTION_ROOT } = await import('@actions/workflow-parser/actions/action-constants');
export const { ensureStatusFunction } = await import('@actions/workflow-parser/model/converter/if-condition');
export const { isBasicExpression, isBoolean, isMapping, isNumber, isScalar, isSequence, isString } =
  await import('@actions/workflow-parser/templates/tokens/type-guards');

/** What is wrong in a file, 1-based; without a place where the whole file is meant. */
export type Problem = { readonly message: string; readonly line?: number; readonly column?: number };

export type Parsed = { readonly root: TemplateToken | undefined; readonly problems: readonly Problem[] };

/** More are rarely read. */
const MOST_PROBLEMS = 50;

function createContext(schema: ReturnType<typeof getWorkflowSchema>) {
  const errors = new TemplateValidationErrors(MOST_PROBLEMS);
  const context = new TemplateContext(errors, schema, new NoOperationTraceWriter());
  context.state['featureFlags'] = new FeatureFlags({ all: true });
  return { context, errors };
}

type Errors = ReturnType<typeof createContext>['errors'];

const problemsOf = (errors: Errors): readonly Problem[] =>
  errors.getErrors().map(({ rawMessage, range }) => ({
    message: rawMessage,
    ...(range === undefined ? {} : { line: range.start.line, column: range.start.column }),
  }));

/** @param name shown in problems, the path in the repository */
export async function parseWorkflowText(name: string, content: string): Promise<Parsed> {
  const { context, errors } = createContext(getWorkflowSchema());
  const { value } = parseWorkflow({ name, content }, context);
  if (value !== undefined && errors.count === 0)
    await convertWorkflowTemplate(context, value, undefined, {
      featureFlags: new FeatureFlags({ all: true }),
    });
  const root = errors.count === 0 ? readValues(getWorkflowSchema(), WORKFLOW_ROOT, name, content) : undefined;
  return { root, problems: problemsOf(errors) };
}

export function parseActionText(name: string, content: string): Parsed {
  const { context, errors } = createContext(getActionSchema());
  const { value } = parseAction({ name, content }, context);
  if (value !== undefined && errors.count === 0) convertActionTemplate(context, value);
  // A runner takes more than an editor: whoever reads the tokens decides which problems count.
  return { root: readValues(getActionSchema(), ACTION_ROOT, name, content), problems: problemsOf(errors) };
}

/**
 * Reads the tokens again, for running. The parser takes a text of several lines with expressions as it is written in the
 * file, with indentation, quotes and all, because editors want places in it; what runs is its value.
 */
function readValues(
  schema: ReturnType<typeof getWorkflowSchema>,
  type: string,
  name: string,
  content: string,
): TemplateToken | undefined {
  const { context } = createContext(schema);
  const fileId = context.getFileId(name);
  const reader = new YamlObjectReader(fileId, content);
  if (reader.errors.length > 0) return undefined;
  const values: ObjectReader = {
    allowLiteral: () => {
      const token = reader.allowLiteral();
      if (token === undefined || !isString(token)) return token;
      const { file, range, value, definitionInfo } = token;
      if (range === undefined || range.start.line === range.end.line) return token;
      return new StringToken(file, range, value, definitionInfo);
    },
    allowSequenceStart: () => reader.allowSequenceStart(),
    allowSequenceEnd: () => reader.allowSequenceEnd(),
    allowMappingStart: () => reader.allowMappingStart(),
    allowMappingEnd: () => reader.allowMappingEnd(),
    validateStart: () => reader.validateStart(),
    validateEnd: () => reader.validateEnd(),
  };
  return readTemplate(context, type, values, fileId);
}
