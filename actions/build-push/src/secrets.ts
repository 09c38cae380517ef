/** Build secrets on their way from inputs to files that only this user may read. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { splitPair } from './given/pairs.ts';

export type SecretValue = { readonly id: string; readonly value: string };
/** The value is that of an environment variable. */
export type SecretVariable = { readonly id: string; readonly variable: string };
export type SecretFile = { readonly id: string; readonly file: string };

/** Ids become file names and fields of a CSV line. */
const ID = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * Entries of an input: `id=value` on a line, or `"id=value"` in double quotes over several lines with `""`
 * for a quote, as docker/build-push-action reads them. No value ever stands in a message.
 * @throws Failure `build-push/bad-secret`
 */
export function parseSecrets(input: 'secrets' | 'ssh-keys', text: string): readonly SecretValue[] {
  const entries: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    rest = rest.replace(/^\s+/, '');
    const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
    if (quoted !== null) entries.push((quoted[1] ?? '').replaceAll('""', '"'));
    else if (rest.startsWith('"')) throw malformed(input, entries.length + 1, 'its closing quote is missing');
    const plain = quoted ?? /^([^\n]*)(?:\n|$)/.exec(rest);
    if (quoted === null) entries.push((plain?.[1] ?? '').trim());
    rest = rest.slice(plain?.[0].length ?? rest.length);
  }
  return entries.map((entry, index) => {
    const equals = entry.indexOf('=');
    const id = entry.slice(0, Math.max(equals, 0));
    if (!ID.test(id)) throw malformed(input, index + 1, 'it does not begin with an id and "="');
    return { id, value: entry.slice(equals + 1) };
  });
}

const malformed = (input: string, entry: number, why: string) =>
  configurationFailure({
    code: 'build-push/bad-secret',
    cause: `Entry ${entry} of the input "${input}" cannot be read: ${why}.`,
    remedy: 'Write one id=value per line, and a value of several lines as "id=value" in double quotes.',
  });

export type SecretFiles = { readonly files: readonly SecretFile[]; close(): Promise<void> };

/**
 * Writes every value to a 0600 file in a new folder below `temporary`.
 * @throws Failure `build-push/bad-secret` when a secret file does not exist; `action/link-outside`
 */
export async function writeSecrets(
  values: readonly SecretValue[],
  given: readonly SecretFile[],
  temporary: string,
  workspace: string,
  log: Pick<Log, 'warning'>,
): Promise<SecretFiles> {
  const existing: SecretFile[] = [];
  for (const { id, file } of given) {
    if (file === '') {
      log.warning(leftOut(id));
      continue;
    }
    const absolute = await resolveInWorkspace(workspace, file);
    if (absolute === undefined || !(await stat(absolute)).isFile())
      throw configurationFailure({
        code: 'build-push/bad-secret',
        cause: `The file "${file}" of the build secret "${id}" does not exist.`,
        remedy: 'Give the path of a file that an earlier step wrote.',
      });
    existing.push({ id, file: absolute });
  }
  if (values.length === 0) return { files: existing, close: async () => {} };
  const folder = await mkdtemp(path.join(temporary, 'sealift-secrets-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const written: SecretFile[] = [];
    for (const [index, { id, value }] of values.entries()) {
      // Runs of forked repositories get no secrets; the Dockerfile decides whether it needs this one.
      if (value === '') {
        log.warning(leftOut(id));
        continue;
      }
      const file = path.join(folder, String(index));
      await writeFile(file, value, { mode: 0o600, flag: 'wx' });
      written.push({ id, file });
    }
    return { files: [...written, ...existing], close };
  } catch (error) {
    await close();
    throw error;
  }
}

const leftOut = (id: string) => `The build secret "${id}" is empty and is left out.`;

/** OpenSSH reads no key without a line break at its end, and secrets are stored without it. */
export const keysOf = (keys: readonly SecretValue[]): readonly SecretValue[] =>
  keys.map(({ id, value }) => ({ id, value: value === '' ? '' : `${value.trimEnd()}\n` }));

/** An absent variable is an empty one: of a forked repository's run, both are. */
export const valuesOf = (
  variables: readonly SecretVariable[],
  env: Readonly<Record<string, string | undefined>>,
): readonly SecretValue[] => variables.map(({ id, variable }) => ({ id, value: env[variable] ?? '' }));

/** The runner masks line by line, so a value of several lines is registered in parts too. */
export function maskSecrets(values: readonly SecretValue[], log: Pick<Log, 'secret'>): void {
  for (const { value } of values) for (const part of [value, ...value.split(/\r?\n/)]) log.secret(part);
}

const SECRET_NAME =
  /(?:^|[_.-])(?:secret|token|passw(?:or)?d|passphrase|api_?key|private_?key|access_?key|credentials?)s?(?:$|[_.-])/i;

/** Build arguments end up in the provenance and in the image's history, where everyone who may pull reads them. */
export function warnOfSecretArguments(
  buildArgs: readonly string[],
  dockerfilePath: string | undefined,
  log: Pick<Log, 'warning'>,
): void {
  const names = buildArgs.map((pair) => splitPair(pair)[0]);
  for (const name of names.filter((candidate) => SECRET_NAME.test(candidate)))
    log.warning(
      `The build argument "${name}" looks like a secret, and build arguments can be read in the provenance and the history of the image. Give it in "secrets" and use RUN --mount=type=secret,id=${name}.`,
      {
        title: 'Secret in a build argument',
        ...(dockerfilePath === undefined ? {} : { file: dockerfilePath }),
      },
    );
}
