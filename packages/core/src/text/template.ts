/** Text with `{name}` in it. */
import { configurationFailure } from '../failure.ts';

/** What `{name}` in a template stands for. */
export type Placeholders = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Makes a value fit the place where it stands. @param before the template up to there */
export type Adapt = (value: string, name: string, before: string) => string;

/**
 * Replaces every `{name}`.
 * @throws Failure `text/unknown-placeholder` on a name that is not among the placeholders
 */
export function fillTemplate(
  template: string,
  values: Placeholders,
  input: string,
  adapt: Adapt = (value) => value,
): string {
  return template.replace(PLACEHOLDER, (_match, name: string, at: number) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return adapt(value, name, template.slice(0, at));
    throw unknown(name, Object.keys(values), input);
  });
}

/** The first `{name}` that is none of the names, without its braces; undefined when there is none. */
export const unknownPlaceholder = (template: string, names: readonly string[]): string | undefined =>
  [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name).find((name) => !names.includes(name));

/**
 * The same before there is anything to fill in.
 * @throws Failure `text/unknown-placeholder`
 */
export function checkTemplate(template: string, names: readonly string[], input: string): void {
  const name = unknownPlaceholder(template, names);
  if (name !== undefined) throw unknown(name, names, input);
}

function unknown(name: string, names: readonly string[], input: string) {
  const known = names.map((each) => `{${each}}`);
  return configurationFailure({
    code: 'text/unknown-placeholder',
    cause: `"{${name}}" in "${input}" is not a known placeholder.`,
    remedy: known.length === 0 ? 'Remove the braces.' : `Use ${known.join(' or ')}.`,
  });
}
