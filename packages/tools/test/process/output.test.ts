import { expect, it } from 'vitest';
import { collectOutput } from '../../src/process/output.ts';

const MEGABYTE = 1024 * 1024;

const collect = () => {
  const lines: string[] = [];
  return { lines, output: collectOutput((line) => lines.push(line)) };
};

it('hands on lines without their ends, and what is left at the end', () => {
  const { lines, output } = collect();
  output.add(Buffer.from('one\r\ntwo\nth'));
  output.add(Buffer.from('ree'));
  expect(lines).toEqual(['one', 'two']);
  expect(output.end()).toBe('one\r\ntwo\nthree');
  expect(lines).toEqual(['one', 'two', 'three']);
});

it('puts a character together that was split between two chunks', () => {
  const { lines, output } = collect();
  const euro = Buffer.from('€\n');
  output.add(euro.subarray(0, 1));
  output.add(euro.subarray(1));
  expect(output.end()).toBe('€\n');
  expect(lines).toEqual(['€']);
});

it('hands on a line without an end once it has a megabyte', () => {
  const { lines, output } = collect();
  output.add(Buffer.alloc(MEGABYTE - 1, 'x'));
  expect(lines).toEqual([]);
  output.add(Buffer.from('y'));
  expect(lines.map((line) => line.length)).toEqual([MEGABYTE]);
  output.add(Buffer.from('z\n'));
  expect(lines.at(-1)).toBe('z');
});

it('keeps exactly the last 64 MB, and never less than the last piece', () => {
  const piece = Buffer.alloc(MEGABYTE, 'a');
  const fitting = collect().output;
  fitting.add(Buffer.from('first\n'));
  for (let count = 0; count < 63; count += 1) fitting.add(piece);
  fitting.add(Buffer.alloc(MEGABYTE - 'first\n'.length, 'b'));
  expect(fitting.end().startsWith('first\n')).toBe(true);
  const full = collect().output;
  for (let count = 0; count < 65; count += 1) full.add(piece);
  expect(full.end().length).toBe(64 * MEGABYTE);
  const single = collect().output;
  single.add(Buffer.alloc(65 * MEGABYTE, 'c'));
  expect(single.end().length).toBe(65 * MEGABYTE);
});
