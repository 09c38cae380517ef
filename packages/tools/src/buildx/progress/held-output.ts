/**
 * Lines that wait until it is their turn to be shown: a little in memory, the rest in a file, so that a step that prints
 * a hundred megabytes while another one is shown does not fill the memory.
 */
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Characters per step that stay in memory. */
const IN_MEMORY = 64 * 1024;
/** Bytes that are read at once. */
const CHUNK = 256 * 1024;

export type HeldOutput = {
  /** @param line has no line break */
  add(line: string): void;
  /** Hands on all lines in their order, and forgets them. */
  drain(onLine: (line: string) => void): void;
};

/** Makes them, each with a file of its own below a folder that is the caller's to remove. */
export function createHolder(folder: string): () => HeldOutput {
  let made = 0;
  return () => {
    made += 1;
    return heldOutput(path.join(folder, `held-${made}`));
  };
}

function heldOutput(file: string): HeldOutput {
  let lines: string[] = [];
  let length = 0;
  let descriptor: number | undefined;
  const spill = () => {
    if (descriptor === undefined) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      descriptor = openSync(file, 'wx+', 0o600);
    }
    writeSync(descriptor, `${lines.join('\n')}\n`);
    lines = [];
    length = 0;
  };
  return {
    add(line) {
      lines.push(line);
      length += line.length + 1;
      if (length > IN_MEMORY) spill();
    },
    drain(onLine) {
      if (descriptor !== undefined) {
        readLines(descriptor, onLine);
        closeSync(descriptor);
        rmSync(file, { force: true });
        descriptor = undefined;
      }
      for (const line of lines) onLine(line);
      lines = [];
      length = 0;
    },
  };
}

function readLines(descriptor: number, onLine: (line: string) => void): void {
  const buffer = Buffer.alloc(CHUNK);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (let position = 0; ; ) {
    const read = readSync(descriptor, buffer, 0, CHUNK, position);
    if (read === 0) return;
    position += read;
    const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}
