import { type Failure, policyFailure } from '@sealift/core/failure';
import type { Response } from './connection.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
type Status = { readonly message?: unknown; readonly reason?: unknown };

const CODES: Readonly<Record<number, 'cluster/not-found' | 'cluster/conflict'>> = {
  404: 'cluster/not-found',
  409: 'cluster/conflict',
};

/** What the API server said, in its own words. @param what e.g. `apply Deployment shop-dev/api` */
export function refusal(what: string, { status, text }: Response): Failure {
  return policyFailure({
    code: CODES[status] ?? 'cluster/refused',
    cause: `The API server refused to ${what} (${status}): ${messageOf(text)}`,
    remedy:
      'Change the object so that the API server and its admission take it, or what they are told to refuse.',
  });
}

function messageOf(text: string): string {
  try {
    const { message, reason }: Status = JSON.parse(text);
    if (typeof message === 'string' && message !== '') return message;
    if (typeof reason === 'string') return reason;
  } catch {
    // What is not a Status is shown as it is.
  }
  return text.slice(0, 2_000);
}
