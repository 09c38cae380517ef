/** A loopback server in front of another that notes what it was asked. */
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recorder = {
  readonly url: string;
  /** `METHOD /path?query`, in their order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
};

export async function startRecorder(target: string): Promise<Recorder> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    requests.push(`${method} ${url}`);
    const onward = forward(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
