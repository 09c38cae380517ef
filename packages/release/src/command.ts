import { configurationFailure } from '@sealift/core/failure';
import type { Command } from './run.ts';
import { isVersion } from './version.ts';

/** @throws Failure `release/usage` */
export function parseCommand(args: readonly string[]): Command {
  const [name, version = '', files = ''] = args;
  if (args.length === 1)
    if (name === 'plan' || name === 'propose' || name === 'pin' || name === 'propose-pins') return { name };
  if (name === 'publish' && args.length === 3 && isVersion(version)) return { name, version, files };
  throw configurationFailure({
    code: 'release/usage',
    cause: 'There is no such command.',
    remedy: 'Use plan, propose, pin, propose-pins, or publish <version> <folder of the files>.',
  });
}
