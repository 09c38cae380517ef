/**
 * Which program runs a script, and how.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */

export type Shell = {
  /** Looked for in PATH, the first that is there. */
  readonly programs: readonly string[];
  /** Arguments as one text, `{0}` is the script's file. */
  readonly format: string;
  readonly extension: string;
};

const FORMATS: Readonly<Record<string, string>> = {
  bash: '--noprofile --norc -e -o pipefail {0}',
  sh: '-e {0}',
  python: '{0}',
  pwsh: '-command ". \'{0}\'"',
};
const EXTENSIONS: Readonly<Record<string, string>> = { bash: '.sh', sh: '.sh', python: '.py', pwsh: '.ps1' };

/**
 * @param shell undefined where the workflow names none: bash if there is one, but with the options of sh
 * @returns undefined for a shell that is neither known nor a format with `{0}`
 */
export function chooseShell(shell: string | undefined): Shell | undefined {
  if (shell === undefined || shell === '')
    return { programs: ['bash', 'sh'], format: FORMATS['sh'] ?? '', extension: '.sh' };
  const space = shell.indexOf(' ');
  const program = space < 0 ? shell : shell.slice(0, space);
  const written = space < 0 ? '' : shell.slice(space + 1).trimStart();
  const format = written === '' ? (FORMATS[program] ?? '') : written;
  if (!format.includes('{0}')) return undefined;
  return { programs: [program], format, extension: EXTENSIONS[program] ?? '' };
}

/** PowerShell needs lines around a script, so that its errors and exit codes count. */
export function scriptText(shell: Shell, contents: string): string {
  if (shell.programs[0] !== 'pwsh') return contents;
  return `$ErrorActionPreference = 'stop'\n${contents}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }`;
}

/**
 * Arguments out of one text: separated by white space, held together by double quotes; a backslash counts only before
 * a quote, and two quotes within quotes are one.
 */
export function splitArguments(text: string): readonly string[] {
  const args: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (isSpace(text[at])) at += 1;
    if (at >= text.length) break;
    const { argument, next } = readArgument(text, at);
    args.push(argument);
    at = next;
  }
  return args;
}

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\n';

function readArgument(text: string, start: number): { readonly argument: string; readonly next: number } {
  let argument = '';
  let quoted = false;
  let at = start;
  while (at < text.length) {
    let slashes = 0;
    while (text[at] === '\\') {
      slashes += 1;
      at += 1;
    }
    const isQuote = text[at] === '"';
    argument += '\\'.repeat(isQuote ? Math.floor(slashes / 2) : slashes);
    if (isQuote && slashes % 2 === 1) {
      argument += '"';
      at += 1;
    } else if (isQuote && quoted && text[at + 1] === '"') {
      argument += '"';
      at += 2;
    } else if (isQuote) {
      quoted = !quoted;
      at += 1;
    } else if (!quoted && isSpace(text[at])) break;
    else {
      argument += text[at] ?? '';
      at += 1;
    }
  }
  return { argument, next: at };
}

/** The format with the script's path, as arguments. */
export const shellArguments = (shell: Shell, script: string): readonly string[] =>
  splitArguments(shell.format.replaceAll('{0}', script.replaceAll('"', '\\"')));
