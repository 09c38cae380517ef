/** The output of one step, line by line: lines that are commands are carried out, the others are shown. */
import type { Annotation } from '../events.ts';
import { toAnnotation } from './annotation.ts';
import { type Command, parseCommand } from './command.ts';

/** What a step's output may do. */
export type StdoutTarget = {
  readonly show: (text: string) => void;
  readonly debug: (text: string) => void;
  readonly annotate: (annotation: Annotation) => void;
  readonly addMask: (value: string) => void;
  readonly mask: (text: string) => string;
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
  readonly addPath: (folder: string) => void;
  readonly setEnvironment: (name: string, value: string) => void;
  /** A command could not be carried out: the step fails in the end. */
  readonly fail: () => void;
  /** A variable in the step's environment. */
  readonly variable: (name: string) => string | undefined;
  readonly workspace: string;
  readonly isDebug: boolean;
};

const COMMANDS = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);
/** They are never echoed: their effect shows, or must not. */
const SILENT = new Set(['add-mask', 'debug', 'error', 'notice', 'warning']);

type State = { stopToken: string | undefined; echo: boolean };

/** @returns takes one line without its line break */
export function createStdoutReader(target: StdoutTarget): (line: string) => void {
  const state: State = { stopToken: undefined, echo: target.isDebug };
  const isKnown = (name: string) =>
    COMMANDS.has(name.toLowerCase()) || name.toLowerCase() === state.stopToken?.toLowerCase();
  return (line) => {
    const command = parseCommand(line, isKnown);
    if (command === undefined || !handle(command, line, state, target)) target.show(line);
  };
}

/** @returns false for a line that is shown after all */
function handle(command: Command, line: string, state: State, target: StdoutTarget): boolean {
  const name = command.name.toLowerCase();
  if (state.stopToken !== undefined) {
    if (name !== state.stopToken.toLowerCase()) return false;
    target.show(line);
    state.stopToken = undefined;
    return true;
  }
  if (state.echo && !SILENT.has(name) && name !== 'stop-commands') target.show(line);
  try {
    carryOut(name, command, line, state, target);
  } catch (error) {
    const shown = SILENT.has(name) ? name : line;
    for (const message of [`Unable to process command '${shown}' successfully.`, (error as Error).message])
      target.annotate({ level: 'error', message: target.mask(message) });
    target.fail();
  }
  return true;
}

function carryOut(name: string, command: Command, line: string, state: State, target: StdoutTarget): void {
  const { data } = command;
  if (name === 'error' || name === 'warning' || name === 'notice')
    target.annotate(toAnnotation(name, command, target.workspace, target.mask));
  else if (name === 'debug') target.debug(data);
  else if (name === 'group' || name === 'endgroup') target.show(`##[${name}]${name === 'group' ? data : ''}`);
  else if (name === 'echo') state.echo = readEcho(data);
  else if (name === 'add-mask') addMask(data, state, target);
  else if (name === 'stop-commands') stop(data, line, state, target);
  else if (name === 'add-matcher' || name === 'remove-matcher')
    target.show(`This runner has no problem matchers: ${name} does nothing.`);
  else if (name === 'set-output' || name === 'save-state') setDeprecated(name, command, target);
  else setInsecure(name, command, target);
}

function readEcho(data: string): boolean {
  const word = data.trim().toUpperCase();
  if (word === 'ON' || word === 'OFF') return word === 'ON';
  throw new Error(
    `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`,
  );
}

function addMask(data: string, state: State, target: StdoutTarget): void {
  if (data.trim() === '') {
    const message = "Can't add secret mask for empty string in ##[add-mask] command.";
    target.annotate({ level: 'warning', message });
    return;
  }
  if (state.echo) target.show('::add-mask::***');
  target.addMask(data);
}

function stop(token: string, line: string, state: State, target: StdoutTarget): void {
  const isAllowed = target.variable('ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS') === 'true';
  const isBad = token === '' || token.toLowerCase() === 'pause-logging' || COMMANDS.has(token.toLowerCase());
  if (isBad && !isAllowed)
    throw new Error(
      'Invoking the stop-commands command with a token that is empty or the name of a command is disabled: use a random token.',
    );
  state.stopToken = token;
  target.show(line);
  if (token.length > 6) target.addMask(token);
}

/** Still carried out by GitHub, with a warning. */
function setDeprecated(name: 'set-output' | 'save-state', command: Command, target: StdoutTarget): void {
  const key = command.properties.get('name');
  target.annotate({
    level: 'warning',
    message: `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/`,
  });
  if (key === undefined) throw new Error(`Required field 'name' is missing in ##[${name}] command.`);
  if (name === 'set-output') target.setOutput(key, command.data);
  else target.saveState(key, command.data);
}

function setInsecure(name: string, command: Command, target: StdoutTarget): void {
  if (target.variable('ACTIONS_ALLOW_UNSECURE_COMMANDS')?.toLowerCase() !== 'true')
    throw new Error(
      `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`.`,
    );
  if (name === 'add-path') {
    if (command.data === '') throw new Error('The path of ##[add-path] is empty.');
    target.addPath(command.data);
    return;
  }
  const key = command.properties.get('name');
  if (key === undefined) throw new Error("Required field 'name' is missing in ##[set-env] command.");
  target.setEnvironment(key, command.data);
}
