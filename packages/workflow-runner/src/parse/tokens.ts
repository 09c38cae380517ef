/** Reading tokens that the grammar has accepted: what is not there is undefined, what has another shape is too. */
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import {
  ensureStatusFunction,
  isBasicExpression,
  isBoolean,
  isMapping,
  isScalar,
  isSequence,
  isString,
} from './grammar.ts';

export type Token = TemplateToken;

/** 1-based. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

export const placeOf = (token: Token | undefined, file: string): Place => ({
  file,
  line: token?.line ?? 1,
  column: token?.col ?? 1,
});

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

export function pairsOf(
  token: Token | undefined,
): readonly { readonly key: string; readonly keyToken: Token; readonly value: Token }[] {
  if (token === undefined || !isMapping(token)) return [];
  return [...token].map(({ key, value }) => ({ key: key.toString(), keyToken: key, value }));
}

/** Keys of well-known properties, in lower case as the schema has them. */
export const propertiesOf = (token: Token | undefined): ReadonlyMap<string, Token> =>
  new Map(pairsOf(token).map(({ key, value }) => [key, value]));

export const itemsOf = (token: Token | undefined): readonly Token[] =>
  token !== undefined && isSequence(token) ? [...token] : [];

/** Text of a literal; undefined for an expression, a list or a mapping. */
export const literalText = (token: Token | undefined): string | undefined =>
  token !== undefined && isScalar(token) && !token.isExpression ? token.toString() : undefined;

export const literalFlag = (token: Token | undefined): boolean | undefined =>
  token !== undefined && isBoolean(token) ? token.value : undefined;

/** `a` and `[a, b]` alike. */
export function textsOf(token: Token | undefined): readonly string[] {
  if (token === undefined) return [];
  if (isSequence(token)) return [...token].map((item) => item.toString());
  return isString(token) ? [token.value] : [];
}

export const hasExpression = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.isExpression ||
    itemsOf(token).some(hasExpression) ||
    pairsOf(token).some(({ keyToken, value }) => keyToken.isExpression || hasExpression(value)));

/** The expression of an `if`, with `success()` put before one that has no status function. */
export function conditionOf(token: Token | undefined): string {
  if (token === undefined) return 'success()';
  const written = isBasicExpression(token) ? token.expression : token.toString().trim();
  return written === '' ? 'success()' : ensureStatusFunction(written, token.definitionInfo);
}
