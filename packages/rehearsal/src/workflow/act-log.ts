/** What act tells in its `--json` log, line by line. */
import * as v from 'valibot';

const Line = v.looseObject({
  time: v.optional(v.string()),
  job: v.optional(v.string()),
  jobID: v.optional(v.string()),
  matrix: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  step: v.optional(v.string()),
  stage: v.optional(v.string()),
  stepID: v.optional(v.array(v.string())),
  stepResult: v.optional(v.string()),
  raw: v.optional(v.string()),
  raw_output: v.optional(v.boolean()),
  command: v.optional(v.string()),
  content: v.optional(v.string()),
  msg: v.optional(v.string()),
  level: v.optional(v.string()),
});

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string | undefined;
  readonly message: string;
};

export type ActEvent = { readonly job: string; readonly jobId: string; readonly step: string | undefined } & (
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'annotation'; readonly annotation: Annotation }
  | { readonly kind: 'summary'; readonly markdown: string }
  | { readonly kind: 'step'; readonly stage: string; readonly result: 'success' | 'failure' | 'skipped' }
);

/** What a line says, or undefined for act's own chatter. `problem` is act itself failing. */
export function parseActLine(
  line: string,
): ActEvent | { readonly kind: 'problem'; readonly text: string } | undefined {
  const parsed = parseLine(line);
  if (parsed === undefined) return line.trim() === '' ? undefined : { kind: 'problem', text: line };
  if (parsed.job === undefined)
    return parsed.level === 'error' || parsed.level === 'fatal'
      ? { kind: 'problem', text: parsed.msg ?? line }
      : undefined;
  const place = { job: jobName(parsed), jobId: parsed.jobID ?? parsed.job.trim(), step: parsed.step };
  if (parsed.stepResult === 'success' || parsed.stepResult === 'failure' || parsed.stepResult === 'skipped')
    return { ...place, kind: 'step', stage: parsed.stage ?? 'Main', result: parsed.stepResult };
  if (parsed.command === 'summary') return { ...place, kind: 'summary', markdown: parsed.content ?? '' };
  const annotation = parsed.raw === undefined ? undefined : parseAnnotation(parsed.raw);
  if (annotation !== undefined) return { ...place, kind: 'annotation', annotation };
  if (parsed.raw_output === true) return { ...place, kind: 'output', text: (parsed.msg ?? '').trimEnd() };
  return undefined;
}

function parseLine(line: string): v.InferOutput<typeof Line> | undefined {
  try {
    const result = v.safeParse(Line, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function jobName({ job = '', jobID, matrix }: v.InferOutput<typeof Line>): string {
  const legs = Object.values(matrix ?? {}).length > 0 ? ` (${matrixLabel(matrix ?? {})})` : '';
  return `${jobID ?? job.trim()}${legs}`;
}

const matrixLabel = (matrix: Readonly<Record<string, unknown>>): string =>
  'app' in matrix
    ? [matrix['app'], matrix['platform']].filter((part) => part !== undefined).join(', ')
    : Object.values(matrix).map(String).join(', ');

const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function parseAnnotation(raw: string): Annotation | undefined {
  const match = /^::(error|warning|notice)(?: ([^\n]*?))?::([\s\S]*)$/.exec(raw.trimEnd());
  if (!match) return undefined;
  const title = match[2]
    ?.split(',')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith('title='))
    ?.slice('title='.length);
  return {
    level: match[1] as Annotation['level'],
    title: title === undefined ? undefined : unescapeProperty(title),
    message: unescapeData(match[3] ?? ''),
  };
}
