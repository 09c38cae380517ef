/** Values of GitHub's evaluator, from plain JSON and back. */
import { data } from '@actions/expressions';

export type Data = data.ExpressionData;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The evaluator's array is not exported by name; this reaches it. */
const DataArray = (data.reviver('', []) as Data).constructor as new (...items: Data[]) => Data;

export const NULL: Data = new data.Null();
export const text = (value: string): Data => new data.StringData(value);
export const flag = (value: boolean): Data => new data.BooleanData(value);
export const count = (value: number): Data => new data.NumberData(value);
export const list = (items: readonly Data[]): Data => new DataArray(...items);

/**
 * A dictionary in which no key is special ("constructor" is one in the evaluator's own). GitHub ignores upper and lower
 * case in keys, except in `env` on Linux; of two such keys the later wins.
 */
export class Entries extends data.Dictionary {
  readonly #entries = new Map<string, { key: string; value: Data }>();
  readonly #exact: boolean;

  constructor(entries: Iterable<readonly [string, Data]> = [], exact = false) {
    super();
    this.#exact = exact;
    for (const [key, value] of entries) this.add(key, value);
  }

  override add(key: string, value: Data): void {
    this.#entries.set(this.#exact ? key : key.toLowerCase(), { key, value });
  }

  override get(key: string): Data | undefined {
    return this.#entries.get(this.#exact ? key : key.toLowerCase())?.value;
  }

  override values(): Data[] {
    return [...this.#entries.values()].map(({ value }) => value);
  }

  override pairs(): { key: string; value: Data }[] {
    return [...this.#entries.values()];
  }
}

export const entries = (record: Readonly<Record<string, Data>>): Entries =>
  new Entries(Object.entries(record));
export const texts = (record: Readonly<Record<string, string>>): Entries =>
  new Entries(Object.entries(record).map(([key, value]) => [key, text(value)]));

/** @param value what JSON can say; anything else becomes null */
export function toData(value: unknown): Data {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return count(value);
  if (typeof value === 'boolean') return flag(value);
  if (Array.isArray(value)) return list(value.map(toData));
  if (typeof value === 'object' && value !== null)
    return new Entries(Object.entries(value).map(([key, item]) => [key, toData(item)]));
  return NULL;
}

export const isDictionary = (value: Data): value is data.Dictionary => value.kind === data.Kind.Dictionary;
export const isArray = (
  value: Data,
): value is Extract<Data, { add(value: Data): void; get(index: number): Data }> =>
  value.kind === data.Kind.Array;
export const isNull = (value: Data): boolean => value.kind === data.Kind.Null;
export const isBooleanData = (value: Data): value is data.BooleanData => value.kind === data.Kind.Boolean;
export const isNumberData = (value: Data): value is data.NumberData => value.kind === data.Kind.Number;
export const isStringData = (value: Data): value is data.StringData => value.kind === data.Kind.String;

export function fromData(value: Data): Json {
  if (isDictionary(value))
    return Object.fromEntries(value.pairs().map(({ key, value: item }) => [key, fromData(item)]));
  if (isArray(value)) return value.values().map(fromData);
  if (isBooleanData(value) || isNumberData(value) || isStringData(value)) return value.value;
  return null;
}
