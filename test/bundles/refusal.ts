/** What holds whenever an action is given something wrong. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BundleRun, type Given, JOB_TOKEN, runBundle } from './bundle.ts';
import { linesOf } from './runner-protocol.ts';

export type Refusal = readonly [
  what: string,
  given: Given,
  /** Part of the annotation that says what is wrong, with the value that is. */
  cause: string,
  /** Part of the annotation, after the cause, that says what to do. */
  remedy: string,
  more?: {
    /** Where in the user's repository the annotation stands. */
    readonly at?: { readonly file: string; readonly line?: number };
    /** Besides the job's token. */
    readonly secrets?: readonly string[];
  },
];

/** A table of refusals, each on top of inputs with which the action would go on. */
export function describeRefusals(action: string, good: Given, rows: readonly Refusal[]): void {
  describe(`${action} refuses`, () => {
    it.each(rows.map(([what, given, cause, remedy, more = {}]) => ({ what, given, cause, remedy, ...more })))(
      '$what',
      async ({ given, cause, remedy, at, secrets = [] }) => {
        const run = await runBundle(action, {
          ...good,
          ...given,
          inputs: { ...good.inputs, ...given.inputs },
          env: { ...good.env, ...given.env },
          files: { ...good.files, ...given.files },
        });
        const { message, properties } = onlyError(run);
        expect(message).toContain(cause);
        expect(message.slice(message.indexOf(cause) + cause.length)).toContain(remedy);
        expectLink(message);
        expect(properties).toEqual({
          title: 'Configuration error',
          ...(at === undefined ? {} : { file: at.file }),
          ...(at?.line === undefined ? {} : { line: String(at.line) }),
        });
        expect(run.exitCode).toBe(1);
        expect(run.outputs, 'outputs').toEqual({});
        expect(run.summary, 'summary').toBe('');
        expect(run.requests, 'requests').toEqual([]);
        expect(run.left, 'files left').toEqual({});
        expectNoStack(run);
        expectNoSecret(run, [JOB_TOKEN, ...secrets]);
      },
    );
  });
}

const PAGE = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8');
const LINK =
  / More: https:\/\/github\.com\/sealift\/sealift\/blob\/main\/docs\/troubleshooting\.md#([a-z0-9-]+)$/;

/** It ends with the address of an entry that is on the page. */
function expectLink(message: string): void {
  const [, anchor] = LINK.exec(message) ?? [];
  expect(anchor, message).toBeDefined();
  expect(PAGE).toContain(`<a id="${anchor}"></a>`);
}

function onlyError(run: BundleRun) {
  const errors = run.annotations.filter(({ name }) => name === 'error');
  expect(errors, run.stdout + run.stderr).toHaveLength(1);
  return errors[0] as (typeof errors)[number];
}

/** A stack belongs into the debug log, and Node's own words about a crash nowhere. */
export function expectNoStack({ stdout, stderr }: BundleRun): void {
  const shown = linesOf(stdout).filter((line) => !line.startsWith('::debug::'));
  expect(shown.filter((line) => /^\s*at .+:\d+|\bat .+index\.js|node:internal/.test(line))).toEqual([]);
  expect(stderr).toBe('');
}

/** Nobody reads a secret: not on stdout but where it is masked, nor in a file that stays, an output or the summary. */
export function expectNoSecret(run: BundleRun, secrets: readonly string[]): void {
  const shown = linesOf(run.stdout).filter((line) => !line.startsWith('::add-mask::'));
  const places = {
    stdout: shown.join('\n'),
    stderr: run.stderr,
    outputs: JSON.stringify(run.outputs),
    state: JSON.stringify(run.state),
    summary: run.summary,
    ...run.left,
  };
  for (const secret of secrets.flatMap(formsOf))
    for (const [place, text] of Object.entries(places))
      expect(text.includes(secret), `a secret in ${place}`).toBe(false);
}

/** As it is, each longer line of it, and as base64. */
const formsOf = (secret: string): readonly string[] => [
  ...secret.split('\n').filter((line) => line.length >= 8 && !line.startsWith('-----')),
  Buffer.from(secret).toString('base64'),
];
