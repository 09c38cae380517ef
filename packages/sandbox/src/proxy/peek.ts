import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';

/** Bytes of a body that are looked at; a fault that asks for more does not match. */
const MOST = 4 * 1024 * 1024;

/**
 * Reads the body of a request and puts it back, so that its upstream still gets it all.
 * @returns undefined when it is longer than can be held, or the client went away
 */
export async function peekBody(request: IncomingMessage): Promise<string | undefined> {
  const announced = request.headers['content-length'];
  if (announced !== undefined && Number(announced) > MOST) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  const isWhole = () =>
    announced === undefined ? request.complete : length >= Number(announced) || request.complete;
  for (;;) {
    for (let chunk = takeChunk(request); chunk !== null; chunk = takeChunk(request)) {
      chunks.push(chunk);
      length += chunk.length;
    }
    if (isWhole() || length > MOST || request.destroyed) break;
    await readable(request);
  }
  const body = Buffer.concat(chunks);
  // In the same turn as the last read: once the end was announced nothing can be put back.
  if (body.length > 0) request.unshift(body);
  // Node takes the stream for "being read by hand" until the next turn after the last listener went.
  await new Promise<void>((resolve) => setImmediate(resolve));
  return request.destroyed || length > MOST ? undefined : body.toString('utf8');
}

const takeChunk = (request: IncomingMessage): Buffer | null =>
  request.readableLength > 0 ? (request.read() as Buffer | null) : null;

function readable(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'close', 'error', 'end'] as const;
    const done = () => {
      for (const event of events) request.off(event, done);
      resolve();
    };
    for (const event of events) request.on(event, done);
  });
}

const GraphBody = v.object({ query: v.string(), operationName: v.optional(v.nullable(v.string())) });

/** The operation of a GraphQL request: its name, or of an anonymous one the first field, as `createPullRequest`. */
export function operationOf(body: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(GraphBody, json);
  if (!parsed.success) return undefined;
  const { query, operationName } = parsed.output;
  if (operationName) return operationName;
  const [, named] = /(?:^|[\s}])(?:query|mutation)\s+([A-Za-z_]\w*)/.exec(query) ?? [];
  if (named !== undefined) return named;
  const [, first] = /\{\s*(?:\w+\s*:\s*)?([A-Za-z_]\w*)/.exec(query) ?? [];
  return first;
}
