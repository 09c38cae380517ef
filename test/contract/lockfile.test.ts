import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const file = path.resolve(import.meta.dirname, '../../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as {
  packages: Record<
    string,
    { version?: string; engines?: unknown; resolved?: string; integrity?: string; link?: boolean }
  >;
};
const installed = Object.entries(lock.packages).filter(([place]) => place.includes('node_modules/'));

it('names no address that packages are downloaded from', () => {
  expect(
    installed.filter(([, { resolved }]) => resolved?.startsWith('http')).map(([place]) => place),
  ).toEqual([]);
});

it('pins every package by its hash', () => {
  expect(installed.filter(([, { link, integrity }]) => !link && !integrity).map(([place]) => place)).toEqual(
    [],
  );
});

it('asks nothing of the Node that installs: everything runs on the one that is installed ("npm run lockfile")', () => {
  expect(installed.filter(([, { engines }]) => engines !== undefined).map(([place]) => place)).toEqual([]);
});
