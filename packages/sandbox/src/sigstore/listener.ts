import { readdir, readFile, readlink } from 'node:fs/promises';
import { singleLine } from '@sealift/core/text/sanitize';

export type Listener = { readonly pid: number; readonly name: string };

/** Of TCP_LISTEN in /proc/net/tcp. */
const LISTENING = '0A';

/** The process that listens on a TCP port, as far as this user may see it. Linux only; elsewhere undefined. */
export async function listenerOf(port: number): Promise<Listener | undefined> {
  const sockets = new Set<string>();
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === LISTENING && local.endsWith(wanted)) sockets.add(`socket:[${inode}]`);
    }
  }
  if (sockets.size === 0) return undefined;
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (!sockets.has(link)) continue;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program');
      return { pid: Number(pid), name: singleLine(name.trim()) };
    }
  }
  return undefined;
}
