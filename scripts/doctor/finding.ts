/** What the doctor says: a line for each thing that a first release needs. */
import { Failure } from '@sealift/core/failure';
import { logText } from '@sealift/core/text/sanitize';

export type Finding = {
  readonly what: string;
  /** `unknown`: only GitHub knows, and it was not asked or did not say; the remedy says how to ask. */
  readonly state: 'ok' | 'missing' | 'unknown';
  readonly detail: string;
  readonly remedy?: string;
};

export const ok = (what: string, detail: string): Finding => ({ what, state: 'ok', detail });
export const missing = (what: string, detail: string, remedy: string): Finding => ({
  ...{ what, state: 'missing', detail, remedy },
});
export const unknown = (what: string, detail: string, remedy: string): Finding => ({
  ...{ what, state: 'unknown', detail, remedy },
});

/** What a failure of the pipeline's own code says is what is missing. */
export function fromFailure(what: string, thrown: unknown): Finding {
  if (!(thrown instanceof Failure)) throw thrown;
  const { location } = thrown;
  const where =
    location === undefined
      ? ''
      : ` (${location.file}${location.line === undefined ? '' : `:${location.line}`})`;
  return missing(what, `${thrown.message}${where}`, thrown.remedy);
}

const WORDS = { ok: 'ok         ', missing: 'missing    ', unknown: 'not checked' } as const;

/** Everything that comes from files is neutralised: the command runs in workflows, too. */
export const render = (findings: readonly Finding[]): string =>
  findings
    .map(({ what, state, detail, remedy }) =>
      logText(
        `${WORDS[state]}  ${what}: ${detail}${remedy === undefined ? '' : `\n             → ${remedy}`}`,
      ),
    )
    .join('\n');
