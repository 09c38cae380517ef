/** The logs of the jobs, one file for each, as GitHub keeps them. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunEvent } from '@sealift/workflow-runner/events';

export type JobLogs = {
  readonly write: (event: RunEvent) => void;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
};

/** @param folder for `<key of the job>.log` */
export async function createJobLogs(folder: string): Promise<JobLogs> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, WriteStream>();
  const fileOf = (key: string): WriteStream => {
    const open = files.get(key);
    if (open !== undefined) return open;
    const name = `${key.replaceAll('/', '.').replace(/[^\w.[\]-]/g, '_')}.log`;
    const file = createWriteStream(path.join(folder, name), { mode: 0o600 });
    // A full disk costs the log, not the rehearsal.
    file.on('error', () => undefined);
    files.set(key, file);
    return file;
  };
  return {
    write: (event) => {
      if (event.kind === 'log') fileOf(event.job.key).write(`${event.line.text}\n`);
      if (event.kind === 'step-started')
        fileOf(event.job.key).write(`=== ${event.step.number} ${event.step.name}\n`);
    },
    close: async () => {
      await Promise.all(
        [...files.values()].map(
          (file) =>
            new Promise<void>((resolve) => {
              file.once('close', resolve);
              file.end();
            }),
        ),
      );
    },
  };
}
