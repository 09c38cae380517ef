/** What counts as an answer, and what as nobody being there: as Node and Python say it in containers. */
import { expect, it, vi } from 'vitest';
import { askFrom, isAnswered, isCutOff, untilSaid } from '../../src/deploy/probes.ts';

it.each([
  ['200 [{"id":1}]', true, false],
  ['502 {"error":"no answer of the api"}', false, false],
  ['failed: ECONNREFUSED', false, true],
  ['failed: TimeoutError', false, true],
  ['failed: EAI_AGAIN', false, true],
  ["failed: ConnectionRefusedError(111, 'Connection refused')", false, true],
  ["failed: TimeoutError('timed out')", false, true],
  ["failed: gaierror(-3, 'Temporary failure in name resolution')", false, true],
  // PostgreSQL hangs up on whoever speaks HTTP: it was reached.
  ['failed: UND_ERR_SOCKET', false, false],
  ['failed: ECONNRESET', false, false],
  ["failed: RemoteDisconnected('Remote end closed connection without response')", false, false],
  // Nothing was asked at all.
  ['', false, false],
])('%j: answered %s, cut off %s', (said, answered, cutOff) => {
  expect([isAnswered(said), isCutOff(said)]).toEqual([answered, cutOff]);
});

it.each(['node', 'python'] as const)('asks with %s, and takes what follows its mark', async (language) => {
  const exec = vi.fn(async (_container: string, command: readonly string[]) => ({
    ...{ exitCode: 0, stderr: '' },
    stdout: `${command[0]} warns of something\nsaid 200 [\n  1\n]\n`,
  }));
  expect(await askFrom({ exec }, 'containerd://a', language, 'http://api/"quoted"')).toBe('200 [ 1 ]');
  const [container, command] = exec.mock.calls[0] ?? [];
  expect([container, command?.[0]]).toEqual(['containerd://a', language]);
  expect(command?.at(-1)).toContain(JSON.stringify('http://api/"quoted"'));
});

it('asks again until the answer is as wished, and no longer than it has patience', async () => {
  const answers = ['failed: ECONNREFUSED', 'failed: ECONNREFUSED', '200 x'];
  const ask = vi.fn(async () => answers.shift() ?? '200 y');
  expect(await untilSaid(ask, isAnswered, { pause: 1 })).toBe('200 x');
  expect(ask).toHaveBeenCalledTimes(3);
  expect(await untilSaid(async () => 'failed: x', isAnswered, { patience: 5, pause: 2 })).toBe('failed: x');
  const cancelled = AbortSignal.abort(new Error('Ctrl-C'));
  await expect(
    untilSaid(async () => 'failed: x', isAnswered, { pause: 10_000, signal: cancelled }),
  ).rejects.toThrow();
});
