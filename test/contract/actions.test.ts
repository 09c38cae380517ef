import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInputReader, type InputReader } from '@sealift/action-kit/inputs';
import { Failure } from '@sealift/core/failure';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const names = readdirSync(path.join(root, 'actions')).filter((name) =>
  existsSync(path.join(root, 'actions', name, 'action.yml')),
);

type Declared = Record<
  string,
  { description?: string; default?: string | boolean | number; required?: boolean }
>;
type ActionFile = {
  name: string;
  description: string;
  branding?: { icon: string; color: string };
  inputs?: Declared;
  outputs?: Declared;
  runs: { using: string; main: string; post?: string };
};

const declared = (name: string) =>
  parse(readFileSync(path.join(root, 'actions', name, 'action.yml'), 'utf8')) as ActionFile;

/**
 * A reader that answers as the runner would with nothing under "with:", except that what is required gets a word, and
 * notes what was asked for.
 */
function recordingReader(inputs: Declared): { reader: InputReader; read: Set<string> } {
  const read = new Set<string>();
  const reader = createInputReader((name) => {
    read.add(name);
    const value = inputs[name]?.default;
    return value === undefined ? '' : String(value);
  });
  // A missing value must not end the reading before every input was asked for.
  const lenient = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Failure) return otherwise;
      throw error;
    }
  };
  return {
    read,
    reader: {
      ...reader,
      required: (name) => lenient(() => reader.required(name), 'word'),
    },
  };
}

describe.each(names)('%s', (name) => {
  const action = declared(name);
  const inputs = action.inputs ?? {};

  it('reads exactly the inputs that action.yml declares', async () => {
    const { loadInputs } = (await import(path.join(root, 'actions', name, 'src/inputs.ts'))) as {
      loadInputs: (reader: InputReader) => unknown;
    };
    const { reader, read } = recordingReader(inputs);
    try {
      loadInputs(reader);
    } catch (error) {
      // "word" may be no digest, image or mode; by then everything has been read.
      if (!(error instanceof Failure)) throw error;
      expect(error.category).toBe('configuration');
    }
    expect([...read].sort()).toEqual(Object.keys(inputs).sort());
  });

  it('sets exactly the outputs that action.yml declares', async () => {
    const { outputNames } = (await import(path.join(root, 'actions', name, 'src/run.ts'))) as {
      outputNames: readonly string[];
    };
    expect([...outputNames].sort()).toEqual(Object.keys(action.outputs ?? {}).sort());
  });

  it('keeps within what the Marketplace shows', () => {
    // https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
    expect([...action.description].length).toBeLessThanOrEqual(125);
    expect(action.branding).toEqual({ icon: expect.stringMatching(/^[a-z0-9-]+$/), color: 'blue' });
    expect(names.filter((other) => declared(other).name === action.name)).toEqual([name]);
  });

  it('describes itself and everything it takes and gives', () => {
    expect(action.description).toMatch(/\w{3}.*\.$/s);
    for (const [key, item] of [...Object.entries(inputs), ...Object.entries(action.outputs ?? {})])
      expect(item.description, key).toMatch(/\w{3}/);
  });

  it('declares a default for every input, in action.yml and nowhere else', () => {
    for (const [key, item] of Object.entries(inputs))
      expect(
        item.required === true || item.default !== undefined,
        `${key} has neither default nor "required"`,
      ).toBe(true);
    const source = readFileSync(path.join(root, 'actions', name, 'src/inputs.ts'), 'utf8');
    // "" is the same as not given, so it is no default.
    expect(source).not.toMatch(/reader\.\w+\([^)]*\)\s*(\?\?|\|\|)\s*(?:['"`](?!['"`])|\d)/);
  });

  it('runs its committed bundle on node24', () => {
    expect(action.runs.using).toBe('node24');
    for (const file of [action.runs.main, action.runs.post ?? action.runs.main]) {
      expect(file).toBe(`../../dist/${name}/index.js`);
      expect(existsSync(path.resolve(root, 'actions', name, file))).toBe(true);
    }
  });
});
