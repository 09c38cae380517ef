import { expect, test } from 'vitest';
import { discard, readBody } from '../src/body.ts';

function chunked(chunks: readonly string[]) {
  const state = { cancelled: false, sent: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = chunks[state.sent];
      state.sent += 1;
      if (next === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(next));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { response: new Response(body), state };
}

test('reads up to the limit, and stops beyond it', async () => {
  expect(await readBody(chunked(['ab', 'cd']).response, 4)).toEqual(Buffer.from('abcd'));
  const { response, state } = chunked(['ab', 'cd', 'e', 'f', 'g']);
  expect(await readBody(response, 3)).toBeUndefined();
  expect(state).toMatchObject({ cancelled: true });
  expect(state.sent).toBeLessThan(5);
  expect(await readBody(new Response(null), 0)).toEqual(Buffer.alloc(0));
});

test('what nobody reads is cancelled, also when that fails', async () => {
  const { response, state } = chunked(['ab']);
  await discard(response);
  expect(state.cancelled).toBe(true);
  await discard(new Response(null));
  const failing = new ReadableStream({ cancel: () => Promise.reject(new Error('gone')) });
  await discard(new Response(failing));
});
