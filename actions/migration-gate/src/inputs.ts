import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { type DatabaseUrl, parseDatabaseUrl } from './database/url.ts';
import { isLevel, LEVELS, type Level } from './policy/rules.ts';

export type Inputs = {
  readonly format: 'alembic' | 'sql';
  /** All paths are relative, without `..`. */
  readonly workingDirectory: string;
  readonly config: string;
  /** Empty: what `config` names. */
  readonly versions: readonly string[];
  /** At least one word. */
  readonly command: readonly string[];
  readonly transaction: 'file' | 'statement';
  readonly database: DatabaseUrl;
  readonly urlVariable: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly extensions: readonly string[];
  readonly sampleData: string | undefined;
  /** Undefined: what the event says. */
  readonly base: string | undefined;
  readonly policy: string;
  readonly severity: ReadonlyMap<string, Level>;
  readonly gate: 'fail' | 'warn';
  readonly contractLabel: string;
  readonly contractDays: number;
  /** Empty: the working directory. */
  readonly appPaths: readonly string[];
  readonly deployed: readonly string[];
  readonly requireDowngrade: boolean;
  /** Empty: none. */
  readonly oldAppTest: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly comment: boolean;
  readonly uploadSarif: boolean;
  readonly tools: ToolSource;
  readonly token: string | undefined;
};

/** @throws Failure `migration-gate/bad-input`, `action/input` */
export function loadInputs(reader: InputReader): Inputs {
  const given = readGiven(reader);
  if (given.format === 'sql' && given.versions.length === 0)
    throw wrong('versions', '', 'the folder of the SQL files: with "format: sql" no configuration names it');
  return {
    ...given,
    workingDirectory: relativePath('working-directory', given.workingDirectory),
    config: relativePath('config', given.config),
    versions: given.versions.map((folder) => relativePath('versions', folder)),
    command: words(given.command),
    database: parseDatabaseUrl(given.databaseUrl),
    urlVariable: variableName('url-variable', given.urlVariable),
    environment: parseEnvironment(given.environment, given.urlVariable),
    extensions: given.extensions.map(extensionName),
    sampleData: given.sampleData === undefined ? undefined : relativePath('sample-data', given.sampleData),
    base: given.base === undefined ? undefined : commit('base', given.base),
    policy: relativePath('policy', given.policy),
    severity: parseSeverity(given.severity),
    appPaths: given.appPaths.map((folder) => relativePath('app-paths', folder)),
    deployed: given.deployed.map((name) => commit('deployed', name)),
    oldAppTest: given.oldAppTest === undefined ? [] : words(given.oldAppTest),
    timeout: given.timeout * 60_000,
  };
}

/** Everything is read before anything is judged. */
const readGiven = (reader: InputReader) => ({
  format: reader.choice('format', ['alembic', 'sql']),
  workingDirectory: reader.required('working-directory'),
  config: reader.required('config'),
  versions: reader.list('versions'),
  command: reader.required('command'),
  transaction: reader.choice('transaction', ['file', 'statement']),
  databaseUrl: reader.required('database-url'),
  urlVariable: reader.required('url-variable'),
  environment: reader.lines('environment'),
  extensions: reader.list('extensions'),
  sampleData: reader.optional('sample-data'),
  base: reader.optional('base'),
  policy: reader.required('policy'),
  severity: reader.lines('severity'),
  gate: reader.choice('gate', ['fail', 'warn']),
  contractLabel: reader.required('contract-label'),
  contractDays: reader.integer('contract-days', { min: 0, max: 3650 }),
  appPaths: reader.list('app-paths'),
  deployed: reader.list('deployed'),
  requireDowngrade: reader.boolean('require-downgrade'),
  oldAppTest: reader.optional('old-app-test'),
  timeout: reader.integer('timeout', { min: 1, max: 360 }),
  comment: reader.boolean('comment'),
  uploadSarif: reader.boolean('upload-sarif'),
  tools: reader.choice('tools', TOOL_SOURCES),
  token: reader.optional('token'),
});

const wrong = (name: string, value: string, expected: string): Failure =>
  configurationFailure({
    code: 'migration-gate/bad-input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Give ${expected}.`,
  });

/** In the form that git knows: `a/b`, or `.` for the top. */
function relativePath(name: string, text: string): string {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  if (text.startsWith('/') || parts.includes('..') || parts.includes('.git') || /[\p{Cc}\\:*?[]/u.test(text))
    throw wrong(name, text, 'a relative path within the repository, without ".." and wildcards');
  return parts.join('/') || '.';
}

/** A command without a shell: quotes would not mean what they seem to. */
function words(text: string): readonly string[] {
  if (/["'`$\\;|&<>]/.test(text))
    throw wrong(
      'command',
      text,
      'words separated by spaces: no shell runs them, so that quotes, variables and operators would not work',
    );
  return text.split(/\s+/);
}

function variableName(name: string, text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw wrong(name, text, 'the name of an environment variable');
}

/** What would change how programs are found or which code Python loads first. */
const RESERVED = /^(?:PATH|HOME|TMPDIR|PYTHON.*|LD_.*|DYLD_.*|GITHUB_.*|RUNNER_.*|ACTIONS_.*|INPUT_.*)$/;

function parseEnvironment(lines: readonly string[], urlVariable: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line): [string, string] => {
      const equals = line.indexOf('=');
      const name = variableName('environment', line.slice(0, Math.max(0, equals)).trim());
      if (RESERVED.test(name) || name === urlVariable)
        throw wrong('environment', name, 'another variable: the gate or the runner sets this one');
      return [name, line.slice(equals + 1)];
    }),
  );
}

function extensionName(text: string): string {
  if (/^[A-Za-z0-9_-]{1,63}$/.test(text)) return text;
  throw wrong('extensions', text, 'names of PostgreSQL extensions, such as pgcrypto');
}

function commit(name: string, text: string): string {
  if (/^[0-9a-f]{40}$/.test(text)) return text;
  throw wrong(name, text, 'the full hash of a commit (40 hex digits): branches and tags can move');
}

function parseSeverity(lines: readonly string[]): ReadonlyMap<string, Level> {
  return new Map(
    lines.map((line): [string, Level] => {
      const [rule = '', level = '', ...rest] = line.split('=').map((part) => part.trim());
      if (isLevel(level) && rest.length === 0 && /^(?:squawk\/)?[a-z][a-z0-9-]*$/.test(rule))
        return [rule, level];
      throw wrong('severity', line, `lines such as "explicit-lock=error", with one of ${LEVELS.join(', ')}`);
    }),
  );
}
