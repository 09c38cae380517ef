/** Inputs of a step as the runner hands them over, with the defaults of action.yml. */
import { readFileSync } from 'node:fs';
import { createInputReader } from '@sealift/action-kit/inputs';
import { parse } from 'yaml';
import { type Inputs, loadInputs } from '../src/inputs.ts';

const { inputs: declared } = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
};

export const inputsOf = (given: Readonly<Record<string, string>>): Inputs =>
  loadInputs(createInputReader((name) => given[name] ?? declared[name]?.default ?? ''));
