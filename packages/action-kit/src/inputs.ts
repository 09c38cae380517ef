import { getInput } from '@actions/core';
import { configurationFailure } from '@sealift/core/failure';

/**
 * The inputs of the step, read by name. Defaults stand in action.yml and nowhere else; an input that the user left
 * empty is the same as one not given.
 */
export type InputReader = {
  /** The text as it was written, with its white space. */
  text(name: string): string;
  /** The trimmed text, or undefined when empty. */
  optional(name: string): string | undefined;
  /** @throws Failure `configuration` when empty */
  required(name: string): string;
  /** `true` or `false`. @throws Failure `configuration` on anything else */
  boolean(name: string): boolean;
  /** One of the given words. @throws Failure `configuration` on anything else */
  choice<const T extends string>(name: string, choices: readonly T[]): T;
  /** @throws Failure `configuration` when not a whole number in the range */
  integer(name: string, range: { readonly min: number; readonly max: number }): number;
  /** Non-empty lines, trimmed. */
  lines(name: string): readonly string[];
  /** Items separated by commas or line breaks, trimmed. */
  list(name: string): readonly string[];
};

/** What the runner passes for the inputs of a step, or what a test passes instead. */
export type InputSource = (name: string) => string;

export function createInputReader(source: InputSource): InputReader {
  const optional = (name: string) => source(name).trim() || undefined;
  const required = (name: string) => {
    const value = optional(name);
    if (value !== undefined) return value;
    throw configurationFailure({
      code: 'action/input',
      cause: `The input "${name}" is empty.`,
      remedy: `Give "${name}" a value under "with:".`,
    });
  };
  const wrong = (name: string, value: string, expected: string) =>
    configurationFailure({
      code: 'action/input',
      cause: `The input "${name}" is "${value}".`,
      remedy: `Use ${expected}.`,
    });
  return {
    text: source,
    optional,
    required,
    boolean(name) {
      const value = required(name).toLowerCase();
      if (value === 'true' || value === 'false') return value === 'true';
      throw wrong(name, value, 'true or false');
    },
    choice(name, choices) {
      const value = required(name);
      const chosen = choices.find((choice) => choice === value);
      if (chosen !== undefined) return chosen;
      throw wrong(name, value, `one of ${choices.join(', ')}`);
    },
    integer(name, { min, max }) {
      const value = required(name);
      const number = Number(value);
      if (/^-?[0-9]+$/.test(value) && number >= min && number <= max) return number;
      throw wrong(name, value, `a whole number from ${min} to ${max}`);
    },
    lines: (name) =>
      source(name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    list: (name) =>
      source(name)
        .split(/[\r\n,]+/)
        .map((item) => item.trim())
        .filter((item) => item !== ''),
  };
}

export const runnerInputs: InputReader = createInputReader((name) =>
  getInput(name, { trimWhitespace: false }),
);
