/** Inputs that do not go together. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { wrong } from './options.ts';

/** What is compared with something else. */
export type Together = {
  readonly context: string | undefined;
  readonly push: boolean;
  readonly load: boolean;
  readonly test: string | undefined;
  readonly call: string | undefined;
  readonly evidence: string | undefined;
  readonly layout: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tags: readonly unknown[];
  readonly untagged: readonly unknown[];
  readonly exports: readonly unknown[];
  readonly archives: readonly unknown[];
  readonly secrets: readonly Named[];
  readonly secretVariables: readonly Named[];
  readonly secretFiles: readonly Named[];
};

type Named = { readonly id: string };

/** @throws Failure `build-push/bad-input` */
export function checkTogether(inputs: Together): void {
  const { context } = inputs;
  if (context?.startsWith('-'))
    throw wrong('context', context, 'a folder or a URL; a context from standard input cannot be given here');
  if (inputs.push && inputs.tags.length === 0 && inputs.untagged.length === 0)
    throw bad(
      '"push" is true, but "tags" names no image.',
      'Give at least one registry/repository:tag, or leave pushing to the action "publish".',
    );
  if ((inputs.username === undefined) !== (inputs.password === undefined))
    throw bad(
      `"${inputs.username === undefined ? 'password' : 'username'}" is given alone.`,
      'Give both "username" and "password", or neither.',
    );
  const ids = [...inputs.secrets, ...inputs.secretVariables, ...inputs.secretFiles].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw bad(
      `The build secret "${twice}" is given twice.`,
      'Give each id once, in "secrets", "secret-envs" or "secret-files".',
    );
  checkCall(inputs);
}

/** A question builds nothing, so that nothing can be made of an image. */
function checkCall(inputs: Together): void {
  const { call } = inputs;
  if (call === undefined) return;
  const idle = [
    ['push', inputs.push],
    ['load', inputs.load],
    ['test', inputs.test !== undefined],
    ['outputs', inputs.exports.length + inputs.archives.length > 0],
    ['evidence', inputs.evidence !== undefined],
    ['layout', inputs.layout !== undefined],
  ] as const;
  const [name] = idle.find(([, given]) => given) ?? [];
  if (name !== undefined)
    throw bad(
      `"call" is "${call}", which builds nothing, and "${name}" is given.`,
      `Ask with "call" in a step of its own, without "${name}".`,
    );
}

const bad = (cause: string, remedy: string): Failure =>
  configurationFailure({ code: 'build-push/bad-input', cause, remedy });
