/** Text with `{name}` in it. */
import { configurationFailure } from '../failure.ts';

/** What `{name}` in a template stands for. */
export type Placeholders = Readonly<Record<string, string>>;

/**
 * Replaces every `{name}`.
 * @throws Failure `configuration` on a name that is not among the placeholders
 */
export function fillTemplate(template: string, values: Placeholders, input: string): string {
  return template.replace(/\{([^{}]*)\}/g, (_match, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    const known = Object.keys(values).map((key) => `{${key}}`);
    throw configurationFailure({
      code: 'text/unknown-placeholder',
      cause: `"{${name}}" in "${input}" stands for nothing.`,
      remedy: known.length === 0 ? 'Remove the braces.' : `Use ${known.join(' or ')}.`,
    });
  });
}
