/** Questions that are asked from within containers: who reaches whom. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Node } from '@sealift/cluster/node/node';

/** What is in a container to ask with. */
export type Language = 'node' | 'python';

/** Seconds. */
const WITHIN = 4;

const COMMANDS: Readonly<Record<Language, (url: string) => readonly string[]>> = {
  node: (url) => [
    'node',
    '-e',
    `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(${WITHIN * 1_000}) })
      .then((answer) => answer.text().then((text) => answer.status + ' ' + text),
            (error) => 'failed: ' + (error.cause?.code ?? error.name))
      .then((said) => process.stdout.write('said ' + said.slice(0, 2000)))`,
  ],
  python: (url) => [
    'python',
    '-c',
    `import urllib.error, urllib.request
try:
    with urllib.request.urlopen(${JSON.stringify(url)}, timeout=${WITHIN}) as answer:
        said = f"{answer.status} {answer.read(2000).decode()}"
except urllib.error.HTTPError as error:
    said = str(error.code)
except OSError as error:
    said = f"failed: {getattr(error, 'reason', error)!r}"
print("said", said)`,
  ],
};

/** @returns `200 BODY`, or `failed: WHY` without an answer */
export async function askFrom(
  node: Pick<Node, 'exec'>,
  container: string,
  language: Language,
  url: string,
): Promise<string> {
  const { stdout } = await node.exec(container, COMMANDS[language](url));
  return stdout
    .slice(stdout.indexOf('said ') + 'said '.length)
    .trim()
    .replaceAll(/\s+/g, ' ');
}

/** Nobody answered: refused by the network, or not even found. What speaks another language than HTTP answers, too. */
export const isCutOff = (said: string): boolean =>
  said.startsWith('failed: ') &&
  /ECONNREFUSED|TimeoutError|ENOTFOUND|EAI_AGAIN|ConnectionRefused|timed? ?out|gaierror/i.test(said);

export const isAnswered = (said: string): boolean => said.startsWith('200 ');

/**
 * Asks until the answer is as wished, since rules follow policies and pods some seconds behind.
 * @returns the last answer
 */
export async function untilSaid(
  ask: () => Promise<string>,
  isWished: (said: string) => boolean,
  {
    patience = 150_000,
    pause = 1_000,
    signal,
  }: { patience?: number; pause?: number; signal?: AbortSignal } = {},
): Promise<string> {
  for (const end = Date.now() + patience; ; ) {
    const said = await ask();
    if (isWished(said) || Date.now() > end) return said;
    await sleep(pause, undefined, signal === undefined ? {} : { signal });
  }
}
