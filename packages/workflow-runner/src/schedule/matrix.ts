/**
 * A strategy becomes legs. https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 * The rules of merging and of names are those of GitHub's own converter (actions/runner, Sdk/WorkflowParser).
 */
import { equals } from '@actions/expressions/result';
import {
  type Data,
  fromData,
  isArray,
  isDictionary,
  isNull,
  type Json,
  toData,
} from '../expressions/data.ts';
import { EvaluationError } from '../expressions/evaluate.ts';

export type Values = Readonly<Record<string, Json>>;

export type Leg = {
  /** undefined for the one leg of a job without a matrix. */
  readonly values: Values | undefined;
  /** What is added to the job's name in brackets: values of the product, not those that an include adds to it. */
  readonly label: readonly string[];
};

export type Strategy = {
  readonly legs: readonly Leg[];
  readonly failFast: boolean;
  readonly maxParallel: number | undefined;
};

/** Legs of one run. https://docs.github.com/en/actions/reference/limits */
const MOST_LEGS = 256;
const ONE_LEG: Leg = { values: undefined, label: [] };

/**
 * @param strategy what `strategy:` evaluates to, null when there is none
 * @throws EvaluationError where GitHub fails the job
 */
export function expandStrategy(strategy: Data): Strategy {
  const settings = isDictionary(strategy) ? strategy : undefined;
  const failFast = settings?.get('fail-fast');
  const maxParallel = settings?.get('max-parallel');
  const matrix = settings?.get('matrix');
  const legs = matrix === undefined || isNull(matrix) ? [] : expandMatrix(fromData(matrix));
  return {
    legs: legs.length === 0 ? [ONE_LEG] : legs,
    failFast: failFast === undefined ? true : fromData(failFast) === true,
    maxParallel: maxParallel === undefined || maxParallel.number() <= 0 ? undefined : maxParallel.number(),
  };
}

const isRecord = (value: Json | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws EvaluationError where GitHub fails the job */
export function expandMatrix(matrix: Json): readonly Leg[] {
  if (!isRecord(matrix)) throw new EvaluationError('The matrix is not a mapping');
  const vectors = Object.entries(matrix).filter(([key]) => key !== 'include' && key !== 'exclude');
  const include = filters(matrix['include'], 'include');
  const exclude = filters(matrix['exclude'], 'exclude');
  if (vectors.length === 0 && include.length === 0)
    throw new EvaluationError('Matrix must define at least one vector');
  let product: readonly Values[] = vectors.length === 0 ? [] : [{}];
  for (const [key, values] of vectors) {
    if (!Array.isArray(values)) throw new EvaluationError(`The matrix vector '${key}' is not a sequence`);
    if (values.length === 0) throw new EvaluationError(`Matrix vector '${key}' does not contain any values`);
    product = product.flatMap((leg) => values.map((value: Json) => ({ ...leg, [key]: value })));
    if (product.length > MOST_LEGS * MOST_LEGS) throw tooMany(product.length);
  }
  const names = new Set(vectors.map(([key]) => key.toLowerCase()));
  for (const filter of exclude)
    for (const key of Object.keys(filter))
      if (!names.has(key.toLowerCase()))
        throw new EvaluationError(`Matrix exclude key '${key}' does not match any key within the matrix`);
  const kept = product.filter((leg) => !exclude.some((filter) => isPartOf(filter, leg)));
  const legs = withIncludes(kept, include, names);
  if (legs.length > MOST_LEGS) throw tooMany(legs.length);
  return legs;
}

const tooMany = (legs: number): EvaluationError =>
  new EvaluationError(`The matrix has ${legs} legs, more than the ${MOST_LEGS} that GitHub runs`);

function filters(value: Json | undefined, key: string): readonly Values[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new EvaluationError(`The matrix key '${key}' is not a sequence`);
  return value.map((item: Json) => {
    if (!isRecord(item)) throw new EvaluationError(`An item of the matrix key '${key}' is not a mapping`);
    if (Object.keys(item).length === 0)
      throw new EvaluationError(`An item of the matrix key '${key}' does not contain any values`);
    return item;
  });
}

/**
 * An include is added to every leg of the product whose values it does not contradict; one that fits none is a leg of
 * its own. Its keys that the product does not have may overwrite each other, but never a value of the product.
 */
function withIncludes(
  product: readonly Values[],
  include: readonly Values[],
  names: ReadonlySet<string>,
): readonly Leg[] {
  const isFilter = ([key]: readonly [string, Json]) => names.has(key.toLowerCase());
  const parts = include.map((item) => ({
    item,
    filter: Object.fromEntries(Object.entries(item).filter(isFilter)),
    extra: Object.fromEntries(Object.entries(item).filter((entry) => !isFilter(entry))),
    fits: false,
  }));
  const legs = product.map((leg): Leg => {
    let values = leg;
    for (const part of parts) {
      if (!isPartOf(part.filter, leg)) continue;
      part.fits = true;
      values = { ...values, ...part.extra };
    }
    return { values, label: labelOf(leg) };
  });
  const own = parts.filter(({ fits }) => !fits);
  return [...legs, ...own.map(({ item }): Leg => ({ values: item, label: labelOf(item) }))];
}

/** Whether every value of a filter, however deep, is that of the leg, as `==` of an expression sees it. */
function isPartOf(filter: Json, value: Json | undefined): boolean {
  if (isRecord(filter))
    return Object.entries(filter).every(([key, item]) => isPartOf(item, entryOf(value, key)));
  if (Array.isArray(filter))
    return filter.every((item: Json, index) =>
      isPartOf(item, Array.isArray(value) ? value[index] : undefined),
    );
  return equals(toData(value ?? null), toData(filter));
}

function entryOf(value: Json | undefined, key: string): Json | undefined {
  if (!isRecord(value)) return undefined;
  return Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function labelOf(value: Json): readonly string[] {
  if (isRecord(value)) return Object.values(value).flatMap(labelOf);
  if (Array.isArray(value)) return value.flatMap((item: Json) => labelOf(item));
  const data = toData(value);
  const shown = isArray(data) || isNull(data) ? '' : data.coerceString();
  return shown === '' ? [] : [shown];
}

/** Characters of a name that GitHub shows. */
const LONGEST_NAME = 100;

/** @param label see Leg */
export function legName(name: string, label: readonly string[]): string {
  const full = label.length === 0 ? name : `${name} (${label.join(', ')})`;
  return full.length > LONGEST_NAME ? `${full.slice(0, LONGEST_NAME - 3)}...` : full;
}

/**
 * Outputs of the legs of one job as one: in the order in which legs ended, an output that is not empty replaces one of
 * the same name.
 */
export function mergeOutputs(
  ended: readonly Readonly<Record<string, string>>[],
): Readonly<Record<string, string>> {
  const merged = new Map<string, string>();
  for (const outputs of ended)
    for (const [name, value] of Object.entries(outputs)) if (value !== '') merged.set(name, value);
  return Object.fromEntries(merged);
}
