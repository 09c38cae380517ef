/**
 * Follows a build: shows what its steps print, says by the clock what is running, and remembers what a failure or the
 * summary needs. Step names, output and warnings are written by whoever wrote the Dockerfile and what it runs: they are
 * shown without control characters, and the log neutralises runner commands in them.
 */

import type { Clock, Log } from '@sealift/core/log';
import { formatDuration } from '@sealift/core/text/duration';
import { singleLine } from '@sealift/core/text/sanitize';
import {
  type BuildEvent,
  type LintWarning,
  parseEvent,
  unknownVertex,
  type Vertex,
} from './progress/events.ts';
import { createHolder } from './progress/held-output.ts';
import { collectPrinted, type Printed } from './progress/printed.ts';
import { describeEnd, type Step, shortName, toStep } from './progress/step.ts';
import { createStepLog, quietStepLog, type ShownStep, type StepLog } from './progress/step-log.ts';

export type Progress = {
  /** Takes one line of stderr. */
  line(text: string): void;
  /** Says what is running, and since when. Call it every half minute, whether or not anything came. */
  beat(): void;
  /** The build is over: shows what was held back. */
  end(): void;
  /** Finished steps, in the order in which they began. */
  steps(): readonly Step[];
  /** The end of what buildx said besides its progress: the place of the failure and the error. */
  words(): readonly string[];
};

export type ProgressOptions = {
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
  /** Path of the Dockerfile in the repository, for annotations. */
  readonly dockerfile: string | undefined;
  /** Folder for output that waits for its turn. The caller removes it. */
  readonly scratch: string;
  /** Shows heartbeats and warnings only: these steps were shown before. */
  readonly quiet?: true;
  /** Sees every event, after it was taken. */
  readonly onEvent?: (event: BuildEvent) => void;
};

/** Milliseconds between two calls of `beat`. */
export const HEARTBEAT = 30_000;
const KEPT_LINES = 50;
/** Characters of a line that is kept for the annotation. */
const KEPT_LENGTH = 1_000;
const KEPT_WORDS = 200;
/** The runner shows ten annotations of a kind per step. */
const MAX_WARNINGS = 10;
/** Milliseconds from which BuildKit's own steps are worth a line. */
const INTERESTING = 1_000;
/** Steps that one heartbeat names. */
const MAX_NAMED = 5;

type Follow = {
  vertex: Vertex;
  /** `completed` of the end that was shown. */
  shown: string | undefined;
  step: ShownStep;
  printed: Printed;
  output: string[];
};

export function createProgress(options: ProgressOptions): Progress {
  const { log, clock, dockerfile } = options;
  const follows = new Map<string, Follow>();
  const words: string[] = [];
  const stepLog = options.quiet ? quietStepLog(log) : createStepLog(log, createHolder(options.scratch));
  const warn = lintWarnings(log, dockerfile);
  let began = 0;
  let heard = clock.now();

  const follow = (digest: string): Follow => {
    const known = follows.get(digest);
    if (known !== undefined) return known;
    const made = createFollow(digest, stepLog);
    follows.set(digest, made);
    return made;
  };
  const onVertex = (said: Vertex) => {
    const current = follow(said.digest);
    // What came from a cache may be unpacked later, and is then reported as if it had run.
    const vertex = current.vertex.cached ? { ...said, cached: true } : said;
    if (current.vertex.started === undefined && vertex.started !== undefined) {
      began += 1;
      current.step = { title: singleLine(vertex.name), order: began };
    }
    current.vertex = vertex;
    // The same step is reported again whenever it is needed again.
    if (vertex.completed === undefined || vertex.completed === current.shown) return;
    const again = current.shown !== undefined;
    current.shown = vertex.completed;
    current.printed.end();
    const step = toStep(vertex, current.output);
    const quiet = !step.instruction && step.duration < INTERESTING && step.error === undefined;
    const told = (again && step.cached && step.error === undefined) || (quiet && step.output.length === 0);
    stepLog.end(current.step, told ? undefined : describeEnd(step));
  };
  return {
    line(text) {
      heard = clock.now();
      const event = parseEvent(text);
      if (event === undefined) {
        words.push(text.slice(0, 10_000));
        if (words.length > KEPT_WORDS) words.shift();
        return;
      }
      for (const vertex of event.vertexes) onVertex(vertex);
      for (const { vertex, data } of event.logs) follow(vertex).printed.add(Buffer.from(data, 'base64'));
      for (const warning of event.warnings) warn(warning);
      options.onEvent?.(event);
    },
    beat: () => stepLog.note(describeRunning([...follows.values()], clock.now(), heard)),
    end() {
      for (const { printed } of follows.values()) printed.end();
      stepLog.flush();
    },
    steps: () =>
      [...follows.values()]
        .filter(({ shown }) => shown !== undefined)
        .map(({ vertex, output }) => toStep(vertex, output)),
    words: () => words,
  };
}

function createFollow(digest: string, stepLog: StepLog): Follow {
  const output: string[] = [];
  const made: Follow = {
    vertex: unknownVertex(digest),
    shown: undefined,
    // Of a step that prints before it is said to have begun, which does not happen.
    step: { title: 'build', order: 0 },
    printed: collectPrinted((text) => {
      output.push(text.slice(0, KEPT_LENGTH));
      if (output.length > KEPT_LINES) output.shift();
      stepLog.print(made.step, text);
    }),
    output,
  };
  return made;
}

/** `… 1m 05s [build 2/5] RUN npm ci · 3.0s [test 1/2] RUN pytest: collected 30 items` */
function describeRunning(follows: readonly Follow[], now: number, heard: number): string {
  const running = follows
    .filter(({ vertex }) => vertex.started !== undefined && vertex.completed === undefined)
    .sort((a, b) => a.step.order - b.step.order);
  const named = running.slice(0, MAX_NAMED).map(({ vertex, output }) => {
    const time = formatDuration(Math.max(0, now - Date.parse(vertex.started ?? '')));
    const last = output.at(-1);
    return `${shortName(singleLine(vertex.name))}, for ${time}${last ? `: ${shortName(last)}` : ''}`;
  });
  const more = running.length > MAX_NAMED ? ` · ${running.length - MAX_NAMED} more` : '';
  const silence =
    now - heard >= HEARTBEAT ? ` The builder has said nothing for ${formatDuration(now - heard)}.` : '';
  return running.length === 0
    ? `… No step is running.${silence}`
    : `… Running: ${named.join(' · ')}${more}.${silence}`;
}

/** BuildKit's lint warnings as annotations at their lines, each once. */
function lintWarnings(log: Log, dockerfile: string | undefined): (warning: LintWarning) => void {
  const warned = new Set<string>();
  return ({ short, range }) => {
    const text = singleLine(Buffer.from(short, 'base64').toString('utf8')).slice(0, 500);
    if (text === '' || warned.has(text) || warned.size === MAX_WARNINGS) return;
    warned.add(text);
    const line = range[0]?.start.line;
    log.warning(text, {
      title: 'Dockerfile',
      ...(dockerfile === undefined ? {} : { file: dockerfile }),
      ...(dockerfile === undefined || line === undefined ? {} : { startLine: line }),
    });
  };
}
