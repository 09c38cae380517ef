/** Inputs that become options of buildx as they are, once they have the form that buildx takes. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type ListForm, parseList } from './list.ts';

export const wrong = (name: string, value: string, expected: string): Failure =>
  configurationFailure({
    code: 'build-push/bad-input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Use ${expected}.`,
  });

/** A text of one form, or undefined. @throws Failure `build-push/bad-input` */
export function matching(
  reader: InputReader,
  name: string,
  pattern: RegExp,
  expected: string,
): string | undefined {
  const value = reader.optional(name);
  if (value === undefined || pattern.test(value)) return value;
  throw wrong(name, value, expected);
}

/** Items of one form. @throws Failure `build-push/bad-input` */
export function matchingItems(
  reader: InputReader,
  name: string,
  pattern: RegExp,
  expected: string,
  form: ListForm = { commas: 'separate' },
): readonly string[] {
  const items = parseList(name, reader.text(name), form);
  const bad = items.find((item) => !pattern.test(item));
  if (bad === undefined) return items;
  throw wrong(name, bad, expected);
}

/** What buildx says of a cache, one per line: its own CSV. */
export const cacheOptions = (reader: InputReader, name: string): readonly string[] =>
  parseList(name, reader.text(name), { commas: 'kept' });

const ENTITLEMENT = /^[a-z][a-z0-9.]*(?:=[^\s,"]+)?$/;
const NETWORKS = ['default', 'none', 'host'] as const;
const HOST = /^[A-Za-z0-9_.-]+[:=][0-9A-Fa-f.:[\]]+$|^[A-Za-z0-9_.-]+[:=]host-gateway$/;
const STAGE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const SIZE = /^[0-9]+(?:\.[0-9]+)? ?(?:[kmgtp]i?)?b?$/i;
const LIMIT = /^[a-z]+=-?[0-9]+(?::-?[0-9]+)?$/;
const SSH = /^[A-Za-z0-9_.-]+(?:=.+)?$/;
const CONTROL_GROUP = /^[^\s-]\S*$/;

/** How instructions run: https://docs.docker.com/reference/cli/docker/buildx/build/ */
export type RunOptions = {
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly cgroupParent: string | undefined;
  readonly network: string | undefined;
  readonly noCacheFilters: readonly string[];
  readonly shmSize: string | undefined;
  /** `default`, `id`, `id=socket` or `id=key`. */
  readonly ssh: readonly string[];
  readonly ulimits: readonly string[];
};

/** @throws Failure `build-push/bad-input` */
export const readRunOptions = (reader: InputReader): RunOptions => ({
  addHosts: matchingItems(reader, 'add-hosts', HOST, 'host:address, such as docker:10.180.0.1'),
  allow: matchingItems(reader, 'allow', ENTITLEMENT, 'network.host or security.insecure'),
  cgroupParent: matching(reader, 'cgroup-parent', CONTROL_GROUP, 'the name of a control group'),
  network: reader.optional('network') === undefined ? undefined : reader.choice('network', NETWORKS),
  noCacheFilters: matchingItems(reader, 'no-cache-filters', STAGE, 'names of stages of the Dockerfile'),
  shmSize: matching(reader, 'shm-size', SIZE, 'a size, such as 2g'),
  ssh: matchingItems(reader, 'ssh', SSH, 'default, or id=path of a socket or key'),
  ulimits: matchingItems(reader, 'ulimit', LIMIT, 'type=soft:hard, such as nofile=1024:1024', {
    commas: 'kept',
  }),
});

const CALL = /^(?:build|check|outline|targets)(?:,format=(?:json|text))?$/;

/** What to ask of the Dockerfile instead of building it. @throws Failure `build-push/bad-input` */
export function readCall(reader: InputReader): string | undefined {
  const call = matching(reader, 'call', CALL, 'check, outline, targets or build');
  return call?.startsWith('build') ? undefined : call;
}
