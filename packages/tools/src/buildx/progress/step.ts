import { formatDuration } from '@sealift/core/text/duration';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Vertex } from './events.ts';

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

/** `[linux/arm64 build 2/5] RUN …`, `[2/5] RUN …`; not `[internal] …`, `exporting …` */
const INSTRUCTION = /^\[(?:[^\]]+ )?[0-9]+\/[0-9]+\] /;
const MAX_NAME = 160;

export function toStep(vertex: Vertex, output: readonly string[]): Step {
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
    output,
  };
}

/** A step that ended only because another one failed. */
export const wasCanceled = ({ error }: Pick<Step, 'error'>): boolean =>
  error !== undefined && /context canceled/.test(error);

/** The line that says that a step is over. */
export function describeEnd(step: Step): string {
  const time = step.cached ? '' : `  ${formatDuration(step.duration)}`;
  return `=> ${mark(step)}${shortName(step.name)}${time}`;
}

const mark = (step: Step): string => {
  if (step.cached) return 'CACHED ';
  if (step.error === undefined) return '';
  return wasCanceled(step) ? 'CANCELED ' : 'ERROR ';
};

export const shortName = (text: string): string =>
  text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
