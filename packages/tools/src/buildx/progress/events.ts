/**
 * One line of `--progress=rawjson`: what a build has to say since the line before.
 * https://github.com/moby/buildkit/blob/v0.32.2/client/graph.go (SolveStatus)
 */
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
  /** Parts of a step: a layer that is pulled or pushed, with bytes. */
  statuses: v.optional(v.array(v.object({ vertex: v.string() })), []),
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

/** One instruction of the Dockerfile, or something that BuildKit does around them. Times are RFC 3339. */
export type Vertex = v.InferOutput<typeof Vertex>;
export type BuildEvent = v.InferOutput<typeof Event>;
/** What BuildKit's linter says; `short` is base64. */
export type LintWarning = BuildEvent['warnings'][number];

/** Undefined for buildx's own words, which come on the same stream. */
export function parseEvent(line: string): BuildEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed = v.safeParse(Event, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** A vertex of which nothing is known but that it exists. */
export const unknownVertex = (digest: string): Vertex => v.parse(Vertex, { digest });
