import { Failure } from '@sealift/core/failure';

/** What was thrown, to be looked at. @throws when nothing was */
export async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** The failure of a promise. @throws when it holds, or fails in another way */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown = await thrownBy(() => promise);
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}
