/**
 * Follows a build through `--progress=rawjson`: one JSON document per line on stderr, then buildx's own words.
 * https://github.com/moby/buildkit/blob/v0.32.2/client/graph.go (SolveStatus)
 * Step names, output and warnings are written by whoever wrote the Dockerfile and what it runs: they are shown as single
 * lines without control characters, and the log neutralises runner commands in them.
 */

import type { Clock, Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import * as v from 'valibot';

const Vertex = v.object({
  digest: v.string(),
  name: v.optional(v.string(), ''),
  started: v.optional(v.string()),
  completed: v.optional(v.string()),
  cached: v.optional(v.boolean(), false),
  error: v.optional(v.string(), ''),
});
const Event = v.object({
  vertexes: v.optional(v.array(Vertex), []),
  logs: v.optional(v.array(v.object({ vertex: v.string(), data: v.optional(v.string(), '') })), []),
  warnings: v.optional(
    v.array(
      v.object({
        short: v.optional(v.string(), ''),
        url: v.optional(v.string()),
        range: v.optional(v.array(v.object({ start: v.object({ line: v.optional(v.number()) }) })), []),
      }),
    ),
    [],
  ),
});
type Vertex = v.InferOutput<typeof Vertex>;
type Warning = v.InferOutput<typeof Event>['warnings'][number];

/** One instruction of the Dockerfile, or something that BuildKit does around them. */
export type Step = {
  /** `[build 2/5] RUN npm ci`, without control characters. */
  readonly name: string;
  /** Whether it is an instruction of the Dockerfile. */
  readonly instruction: boolean;
  readonly cached: boolean;
  /** Milliseconds. */
  readonly duration: number;
  /** BuildKit's words when it failed. */
  readonly error: string | undefined;
  /** The end of what it printed. */
  readonly output: readonly string[];
};

export type Progress = {
  /** Takes one line of stderr. */
  line(text: string): void;
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
};

const KEPT_LINES = 50;
const KEPT_WORDS = 200;
const MAX_NAME = 160;
/** The runner shows ten annotations of a kind per step. */
const MAX_WARNINGS = 10;
/** Milliseconds after which a step that is still running says so. */
const HEARTBEAT = 30_000;
/** Milliseconds from which BuildKit's own steps are worth a line. */
const INTERESTING = 1_000;

type Follow = { vertex: Vertex; shown: string | undefined; told: number; rest: string; output: string[] };

export function createProgress({ log, clock, dockerfile }: ProgressOptions): Progress {
  const follows = new Map<string, Follow>();
  const words: string[] = [];
  const warned = new Set<string>();

  const follow = (digest: string): Follow => {
    let found = follows.get(digest);
    if (found === undefined) {
      found = {
        vertex: v.parse(Vertex, { digest }),
        shown: undefined,
        told: clock.now(),
        rest: '',
        output: [],
      };
      follows.set(digest, found);
    }
    return found;
  };

  const onVertex = (vertex: Vertex) => {
    const current = follow(vertex.digest);
    if (vertex.started !== undefined && vertex.started !== current.vertex.started) current.told = clock.now();
    current.vertex = vertex;
    // The same step is reported again whenever it is needed again.
    if (vertex.completed === undefined || vertex.completed === current.shown) return;
    const again = current.shown !== undefined;
    current.shown = vertex.completed;
    const step = toStep(current);
    const quiet = !step.instruction && step.duration < INTERESTING && step.error === undefined;
    if (quiet || (again && step.cached)) return;
    log.info(`=> ${mark(step)}${shorten(step.name)}${step.cached ? '' : `  ${seconds(step.duration)}`}`);
  };

  const onLog = (digest: string, data: string) => {
    const current = follow(digest);
    const lines = (current.rest + Buffer.from(data, 'base64').toString('utf8')).split(/\r?\n|\r/);
    current.rest = (lines.pop() ?? '').slice(-4_096);
    for (const line of lines) {
      const text = singleLine(line).slice(0, 1_000);
      log.debug(text);
      current.output.push(text);
      if (current.output.length > KEPT_LINES) current.output.shift();
    }
  };

  const onWarning = ({ short, range }: Warning) => {
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

  const heartbeat = () => {
    const now = clock.now();
    for (const current of follows.values()) {
      const { name, started, completed } = current.vertex;
      if (started === undefined || completed !== undefined || now - current.told < HEARTBEAT) continue;
      current.told = now;
      const last = current.output.at(-1);
      const running = seconds(Math.max(0, now - Date.parse(started)));
      log.info(`   ${shorten(singleLine(name))}  ${running} so far${last ? `: ${shorten(last)}` : ''}`);
    }
  };

  return {
    line(text) {
      const event = parseEvent(text);
      if (event === undefined) {
        words.push(text.slice(0, 10_000));
        if (words.length > KEPT_WORDS) words.shift();
        return;
      }
      for (const vertex of event.vertexes) onVertex(vertex);
      for (const { vertex, data } of event.logs) onLog(vertex, data);
      for (const warning of event.warnings) onWarning(warning);
      heartbeat();
    },
    steps: () => [...follows.values()].filter(({ shown }) => shown !== undefined).map(toStep),
    words: () => words,
  };
}

function parseEvent(line: string): v.InferOutput<typeof Event> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed = v.safeParse(Event, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** `[linux/arm64 build 2/5] RUN …`, `[2/5] RUN …`; not `[internal] …`, `exporting …` */
const INSTRUCTION = /^\[(?:[^\]]+ )?[0-9]+\/[0-9]+\] /;

function toStep({ vertex, output, rest }: Follow): Step {
  const name = singleLine(vertex.name);
  const duration =
    vertex.started === undefined || vertex.completed === undefined
      ? 0
      : Date.parse(vertex.completed) - Date.parse(vertex.started);
  return {
    name,
    instruction: INSTRUCTION.test(name),
    cached: vertex.cached,
    duration: Number.isNaN(duration) ? 0 : duration,
    error: vertex.error === '' ? undefined : singleLine(vertex.error),
    output: rest === '' ? output : [...output, singleLine(rest)],
  };
}

/** A step that ended only because another one failed. */
export const wasCanceled = ({ error }: Step): boolean =>
  error !== undefined && /context canceled/.test(error);

const mark = (step: Step): string => {
  if (step.cached) return 'CACHED ';
  if (step.error === undefined) return '';
  return wasCanceled(step) ? 'CANCELED ' : 'ERROR ';
};

const shorten = (text: string): string => (text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text);

/** `0.5s`, `1m 05s` */
export const seconds = (milliseconds: number): string => {
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)}s`;
  const whole = Math.round(milliseconds / 1_000);
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
};
