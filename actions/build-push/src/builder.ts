/** From inputs to a builder, and its end. */
import { resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { type Builder, type BuilderChoice, openBuilder } from '@sealift/tools/buildx/builder';
import { type CreatedBuilder, removeBuilder } from '@sealift/tools/buildx/builder/create';
import type { BuilderWorld, NewBuilder, NodeOptions } from '@sealift/tools/buildx/builder/options';
import { installQemu } from '@sealift/tools/buildx/qemu';
import * as v from 'valibot';
import type { Dependencies } from './dependencies.ts';
import { asksForNew, type BuilderInputs, isRemote } from './given/builder.ts';
import type { Inputs } from './inputs.ts';

/** Under which name the post step finds what it is to remove. */
const STATE = 'builder';

/** @throws Failure `build-push/no-source` for a missing file, and those of builders */
export async function startBuilder(
  { builder: inputs, platforms, allow }: Pick<Inputs, 'builder' | 'platforms' | 'allow'>,
  workspace: string,
  world: BuilderWorld,
  { env, log, state }: Pick<Dependencies, 'env' | 'log' | 'state'>,
): Promise<Builder> {
  if (inputs.qemu) await installQemu(inputs.qemuImage, platforms, world);
  return openBuilder({
    ...world,
    choice: await choiceOf(inputs, allow, workspace, { env, log }),
    onCreated: (created) => {
      const { file, prefix } = world.buildx;
      state.save(STATE, JSON.stringify({ ...created, file, prefix }));
    },
  });
}

async function choiceOf(
  inputs: BuilderInputs,
  allow: readonly string[],
  workspace: string,
  { env, log }: Pick<Dependencies, 'env' | 'log'>,
): Promise<BuilderChoice> {
  if (inputs.name !== undefined) return { kind: 'named', name: inputs.name };
  if (inputs.driver === 'docker') return { kind: 'docker' };
  const driver = isRemote(inputs) ? 'remote' : (inputs.driver ?? 'docker-container');
  const [node, ...append] = [inputs.node, ...inputs.append].map((each, index) =>
    withVariables(each, index, env),
  ) as [NodeOptions, ...NodeOptions[]];
  for (const { tls } of [node, ...append]) maskKey(tls?.key, log);
  const wanted: NewBuilder = {
    driver,
    image: inputs.image,
    config: await configOf(inputs, workspace),
    nodes: [{ ...node, flags: flagsOf(node, driver, allow) }, ...append],
    kept: !inputs.cleanup,
  };
  return { kind: asksForNew(inputs) ? 'new' : 'any', wanted };
}

/** What the step allows, a daemon of its own grants. */
function flagsOf(
  { flags }: NodeOptions,
  driver: NewBuilder['driver'],
  allow: readonly string[],
): string | undefined {
  if (driver === 'remote' || allow.length === 0) return flags;
  const granted = allow
    .map((entitlement) => entitlement.split('=')[0] ?? '')
    .filter((entitlement) => !flags?.includes(entitlement))
    .map((entitlement) => `--allow-insecure-entitlement ${entitlement}`);
  return [...(flags === undefined ? [] : [flags]), ...granted].join(' ') || undefined;
}

/** The variables by which docker/setup-buildx-action gets the certificates of its nodes. */
function withVariables(node: NodeOptions, index: number, env: Dependencies['env']): NodeOptions {
  const variable = (name: string) => env[`BUILDER_NODE_${index}_AUTH_TLS_${name}`] || undefined;
  const tls = {
    ca: node.tls?.ca ?? variable('CACERT'),
    certificate: node.tls?.certificate ?? variable('CERT'),
    key: node.tls?.key ?? variable('KEY'),
  };
  return Object.values(tls).every((part) => part === undefined) ? node : { ...node, tls };
}

/** The runner masks line by line. */
function maskKey(key: string | undefined, log: Pick<Log, 'secret'>): void {
  for (const line of key?.split(/\r?\n/) ?? []) if (!line.startsWith('-----')) log.secret(line);
}

async function configOf(
  { config }: BuilderInputs,
  workspace: string,
): Promise<{ readonly file: string } | { readonly text: string } | undefined> {
  if (config === undefined || 'text' in config) return config;
  const file = await resolveInWorkspace(workspace, config.file);
  if (file !== undefined) return { file };
  throw configurationFailure({
    code: 'build-push/no-source',
    cause: `There is no file "${config.file}" for "buildkitd-config".`,
    remedy:
      'Give the path of a buildkitd.toml, from the top of the repository, or its text as "buildkitd-config-inline".',
  });
}

const State = v.object({
  name: v.string(),
  folder: v.optional(v.string()),
  file: v.string(),
  prefix: v.array(v.string()),
});

/** Removes what the main step has started. */
export async function post(
  _inputs: Inputs,
  { env, log, exec, state }: Pick<Dependencies, 'env' | 'log' | 'exec' | 'state'>,
): Promise<void> {
  const saved = state.load(STATE);
  if (saved === undefined) return;
  const { name, folder, file, prefix } = v.parse(State, JSON.parse(saved));
  const created: CreatedBuilder = { name, folder };
  const buildx = { file, prefix, version: '', docker: undefined };
  await removeBuilder(created, { buildx, env, docker: {}, exec, log });
  log.info(`Removed the builder ${name}`);
}
