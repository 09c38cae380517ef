/** Steps of public workflows with docker/build-push-action, each as the runner would start it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Fixture = {
  readonly expressions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly with: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly changed?: string;
  }[];
};

export type PublicStep = {
  /** For the name of a test. */
  readonly title: string;
  /** Expressions evaluated. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Why it cannot stay as it is. */
  readonly changed: string | undefined;
};

const fixture = parse(readFileSync(new URL('fixtures/public-steps.yml', import.meta.url), 'utf8')) as Fixture;

export const publicSteps: readonly PublicStep[] = fixture.steps.map((step, index) => ({
  title: `${index + 1}: ${Object.keys(step.with).join(', ')}`,
  inputs: Object.fromEntries(
    Object.entries(step.with).map(([name, value]) => [name, evaluate(String(value)).trim()]),
  ),
  env: step.env ?? {},
  changed: step.changed,
}));

function evaluate(text: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = fixture.expressions[expression];
    if (value === undefined) throw new Error(`the fixture has no value for "${expression}"`);
    return value;
  });
}

/** The files that a step needs in its checkout, by path. */
export function filesFor({ inputs }: PublicStep): Readonly<Record<string, string>> {
  const context = inputs['context'] ?? '.';
  const fetched = /^(?:https:|\{\{)/.test(context);
  const dockerfile = inputs['file'] ?? (fetched ? undefined : `${context}/Dockerfile`);
  const lines = (name: string) => (inputs[name] ?? '').split('\n').filter((line) => line.includes('='));
  const paths = [
    ...(dockerfile === undefined ? [] : [dockerfile]),
    ...(fetched ? [] : [`${context}/kept`]),
    ...lines('secret-files')
      .map((line) => line.replaceAll('"', '').replace(/^[^=]+=/, ''))
      .filter((file) => /^\.\/[\w./]+$/.test(file)),
  ];
  return Object.fromEntries(paths.map((file) => [file.replace(/^(?:\.\/)+/, ''), 'FROM scratch\n']));
}
