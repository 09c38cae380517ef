/** A connection to a host outside, passed through as it is. */
import net, { type Socket } from 'node:net';
import { singleLine } from '@sealift/core/text/sanitize';

/** @param track is told of the connection to the host, so that it can be ended with the proxy */
export function tunnelOutside(
  client: Socket,
  head: Buffer,
  host: string,
  port: number,
  track: (socket: Socket) => void,
): void {
  const remote = net.connect(port, host);
  track(remote);
  remote.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) remote.write(head);
    remote.pipe(client);
    client.pipe(remote);
  });
  remote.once('error', (error) => {
    if (remote.bytesRead === 0) client.end(`HTTP/1.1 502 ${singleLine(error.message)}\r\n\r\n`);
  });
  remote.once('close', () => client.destroy());
  client.once('close', () => remote.destroy());
}
