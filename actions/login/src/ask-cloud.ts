/** Questions to the token services of clouds: one POST, JSON back. */
import type { Runtime } from '@sealift/action-kit/action';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { askOnce } from '@sealift/net/ask';
import { networkError } from '@sealift/net/network-error';
import { type RetryPolicy, retry } from '@sealift/net/retry';
import * as v from 'valibot';

export type CloudDependencies = Pick<Runtime, 'fetch' | 'clock' | 'log' | 'signal'>;

type Question<S extends v.GenericSchema> = {
  /** For messages: `Google's token service`. */
  readonly whom: string;
  readonly url: string;
  readonly body: URLSearchParams | Readonly<Record<string, unknown>>;
  readonly authorization?: string;
  readonly answer: S;
  /** What to do when it says no. */
  readonly remedy: string;
};

const POLICY: RetryPolicy = {
  attempts: 5,
  firstPause: 500,
  maxPause: 10_000,
  maxRetryAfter: 60_000,
  total: 3 * 60_000,
};
/** Milliseconds of one attempt. */
const DEADLINE = 20_000;
/** Bytes. */
const MAX_ANSWER = 256 * 1024;

/** @throws Failure `login/refused` when it says no; `login/unavailable` when it gives no answer that can be used */
export async function askCloud<const S extends v.GenericSchema>(
  question: Question<S>,
  { fetch, clock, log, signal }: CloudDependencies,
): Promise<v.InferOutput<S>> {
  const { whom, url } = question;
  const { status, text } = await retry(
    {
      what: whom,
      policy: POLICY,
      clock,
      log,
      signal,
      fail: (end) =>
        unavailable(
          whom,
          end.why === 'cancelled' ? 'the job was cancelled' : end.transient.reason,
          end.error,
        ),
    },
    () =>
      askOnce(
        { url, init: request(question), deadline: DEADLINE, limit: MAX_ANSWER },
        { fetch, clock, signal },
      ),
  ).catch((error: unknown) => {
    const broken = networkError(error);
    throw broken === undefined ? error : unavailable(whom, broken.code, error);
  });
  const json = parse(text);
  if (status < 200 || status > 299)
    throw configurationFailure({
      code: 'login/refused',
      cause: `${whom} refused this job (${[status, ...explanation(json)].join(' ')}).`,
      remedy: question.remedy,
    });
  const answer = v.safeParse(question.answer, json);
  if (answer.success) return answer.output;
  throw unavailable(whom, 'its answer is none');
}

function request({ body, authorization }: Question<v.GenericSchema>): RequestInit {
  const form = body instanceof URLSearchParams;
  return {
    method: 'POST',
    // A token service sends nobody elsewhere.
    redirect: 'error',
    headers: {
      accept: 'application/json',
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: form ? body.toString() : JSON.stringify(body),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const OAuth = v.object({ error: v.string(), error_description: v.optional(v.string(), '') });
const Google = v.object({ error: v.object({ status: v.optional(v.string(), ''), message: v.string() }) });
const Registry = v.object({
  errors: v.array(v.object({ code: v.optional(v.string(), ''), message: v.optional(v.string(), '') })),
});

/** What each of them says, in a few words. */
function explanation(json: unknown): readonly string[] {
  const shown = (...words: readonly string[]) => [singleLine(words.filter(Boolean).join(': ')).slice(0, 400)];
  const oauth = v.safeParse(OAuth, json);
  if (oauth.success) return shown(oauth.output.error, oauth.output.error_description);
  const google = v.safeParse(Google, json);
  if (google.success) return shown(google.output.error.status, google.output.error.message);
  const registry = v.safeParse(Registry, json);
  const [first] = registry.success ? registry.output.errors : [];
  return first === undefined ? [] : shown(first.code, first.message);
}

const unavailable = (whom: string, reason: string, error?: unknown): Failure =>
  remoteFailure({
    code: 'login/unavailable',
    cause: `${whom} gave no token: ${reason}.`,
    remedy: 'Run the job again; behind a proxy, let it reach that service.',
    ...(error === undefined ? {} : { error }),
  });
