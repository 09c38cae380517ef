/** docs/migrating-from-docker-actions.md names every input of Docker's actions, and only inputs of ours that exist. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/migrating-from-docker-actions.md');
const theirs = parse(read('test/contract/docker-actions.yml')) as Readonly<Record<string, readonly string[]>>;

const inputsOf = (file: string): readonly string[] =>
  Object.keys((parse(read(file)) as { readonly inputs: object }).inputs);
const workflow = parse(read('.github/workflows/build-and-push.yml')) as {
  readonly on: { readonly workflow_call: { readonly inputs: object } };
};
const configuration = JSON.parse(read('schemas/sealift.schema.json')) as { readonly properties: object };
const buildPush = inputsOf('actions/build-push/action.yml');
/** What each of theirs becomes an input of. */
const ours: Readonly<Record<string, readonly string[]>> = {
  'docker/metadata-action': [
    ...Object.keys(workflow.on.workflow_call.inputs),
    ...Object.keys(configuration.properties),
    ...inputsOf('actions/plan/action.yml'),
  ],
};

type Row = { readonly input: string; readonly here: string; readonly remark: string };
const rowsOf = (action: string): readonly Row[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${action}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ?([^|]*)\|$/gm)].map(
    ([, input = '', here = '', remark = '']) => ({
      input,
      here: here.trim(),
      remark: remark.trim(),
    }),
  );
};

describe.each(Object.entries(theirs))('the table of %s', (action, inputs) => {
  const rows = rowsOf(action);

  it('has a row for each input, and no other', () => {
    expect(rows.map(({ input }) => input).toSorted()).toEqual(inputs.toSorted());
  });

  it('says what becomes of each, and why where it is not the same', () => {
    for (const { input, here, remark } of rows) {
      expect(here, input).toMatch(/^(?:same|same name, other meaning|replaced: `[^`]+`|not needed|refused)$/);
      if (!here.startsWith('replaced') && here !== 'same') expect(remark, input).not.toBe('');
    }
  });

  it('names inputs that there are', () => {
    const known = ours[action] ?? buildPush;
    for (const { input, here } of rows) {
      const [, replacement] = /^replaced: `([^`]+)`$/.exec(here) ?? [];
      if (here.startsWith('same')) expect(known, input).toContain(input);
      if (replacement !== undefined) expect(known, input).toContain(replacement);
    }
  });
});

it('counts the public steps as their test does', () => {
  const { steps } = parse(read('actions/build-push/test/fixtures/public-steps.yml')) as {
    readonly steps: readonly { readonly changed?: string }[];
  };
  const unchanged = steps.filter(({ changed }) => changed === undefined).length;
  expect(page).toContain(`${unchanged} of ${steps.length} steps`);
});
