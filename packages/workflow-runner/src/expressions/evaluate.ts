/** Evaluates tokens and conditions with GitHub's evaluator. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { truthy } from '@actions/expressions/result';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } from '../parse/grammar.ts';
import {
  type Data,
  Entries,
  flag,
  isBooleanData,
  isDictionary,
  isNumberData,
  list,
  NULL,
  count as number,
  text,
} from './data.ts';

/** What an expression can see. A context that is not given is null, as GitHub has it. */
export type Scope = {
  readonly contexts: Readonly<Partial<Record<ContextName, Data>>>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
};

const CONTEXTS = [
  'env',
  'github',
  'inputs',
  'job',
  'jobs',
  'matrix',
  'needs',
  'runner',
  'secrets',
  'steps',
  'strategy',
  'vars',
] as const;
export type ContextName = (typeof CONTEXTS)[number];

/** An expression or its result is not what its place needs. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/**
 * @param expression without `${{ }}`
 * @throws EvaluationError
 */
export function evaluateExpression(expression: string, scope: Scope): Data {
  try {
    const tokens = lex(expression);
    const tree = new Parser(tokens, [...CONTEXTS], [...scope.functions.values()]).parse();
    const contexts = new data.Dictionary(
      ...CONTEXTS.map((key) => ({ key, value: scope.contexts[key] ?? NULL })),
    );
    return new Evaluator(tree, contexts, new Map(scope.functions)).evaluate();
  } catch (error) {
    throw new EvaluationError(
      `The expression "${expression}" cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The lexer makes one quote of the first `''` in a string only. */
const lex = (expression: string): ReturnType<Lexer['lex']>['tokens'] =>
  new Lexer(expression)
    .lex()
    .tokens.map((token) =>
      typeof token.value === 'string'
        ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
        : token,
    );

/** A condition as the grammar leaves it: without `${{ }}`, with a status function in it. */
export const evaluateCondition = (expression: string, scope: Scope): boolean =>
  truthy(evaluateExpression(expression, scope));

/**
 * A token with everything in it.
 * @throws EvaluationError
 */
export function evaluateToken(token: TemplateToken | undefined, scope: Scope): Data {
  if (token === undefined) return NULL;
  if (isBasicExpression(token)) return evaluateExpression(token.expression, scope);
  if (isString(token)) return text(token.value);
  if (isBoolean(token)) return flag(token.value);
  if (isNumber(token)) return number(token.value);
  if (isSequence(token)) return list([...token].map((item) => evaluateToken(item, scope)));
  if (isMapping(token)) return evaluateMapping(token, scope);
  return NULL;
}

/** `${{ insert }}` as a key puts the entries of its value in its place. */
function evaluateMapping(token: Iterable<{ key: TemplateToken; value: TemplateToken }>, scope: Scope): Data {
  const result = new Entries();
  for (const { key, value } of token) {
    if (key.isExpression && !isBasicExpression(key)) {
      const inserted = evaluateToken(value, scope);
      if (!isDictionary(inserted)) throw new EvaluationError('The value of an insert is not a mapping.');
      for (const pair of inserted.pairs()) result.add(pair.key, pair.value);
    } else result.add(evaluateString(key, scope), evaluateToken(value, scope));
  }
  return result;
}

/** @throws EvaluationError for a list or a mapping */
export function asString(value: Data): string {
  if (value.primitive) return value.coerceString();
  throw new EvaluationError(
    isDictionary(value) ? 'A mapping was not expected' : 'A sequence was not expected',
  );
}

export const evaluateString = (token: TemplateToken | undefined, scope: Scope): string =>
  asString(evaluateToken(token, scope));

/** Only true and false count: GitHub takes no text for them. */
export function evaluateBoolean(token: TemplateToken | undefined, scope: Scope, absent: boolean): boolean {
  if (token === undefined) return absent;
  const value = evaluateToken(token, scope);
  if (isBooleanData(value)) return value.value;
  throw new EvaluationError(`Unexpected value '${value.coerceString()}'`);
}

export function evaluateNumber(token: TemplateToken | undefined, scope: Scope): number | undefined {
  if (token === undefined) return undefined;
  const value = evaluateToken(token, scope);
  if (isNumberData(value)) return value.value;
  throw new EvaluationError(`Unexpected value '${value.coerceString()}'`);
}

/** A mapping of texts, in its order. */
export function evaluateTexts(token: TemplateToken | undefined, scope: Scope): Map<string, string> {
  const value = evaluateToken(token, scope);
  if (!isDictionary(value)) {
    if (token === undefined || value.coerceString() === '') return new Map();
    throw new EvaluationError(`Unexpected value '${value.coerceString()}'`);
  }
  return new Map(value.pairs().map(({ key, value: item }) => [key, asString(item)]));
}
