/** OpenTofu with nothing but loopback: modules that are stand-ins, providers that are schemas. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createExec, type ExecResult } from '@sealift/tools/exec';
import type { InfraEngines } from './engines.ts';
import { type ModuleFacts, type ProviderSchema, readModuleFacts, readProviderSchemas } from './facts.ts';
import { startModuleRegistry } from './registry.ts';
import { writeStandIns } from './stand-in.ts';

export const TERRAFORM = path.resolve(import.meta.dirname, '../../../action-templates/infra/terraform');

export type World = {
  /** A copy of the shipped folder, to change and to run in. */
  readonly copy: () => string;
  /** An empty folder. */
  readonly empty: () => string;
  /** `tofu <args>` in a folder, without colours. */
  readonly tofu: (folder: string, ...args: readonly string[]) => Promise<ExecResult>;
  readonly stop: () => Promise<void>;
};

export type Registries = {
  /** Puts what the registry serves at `<name>/<version>` below a folder. */
  readonly writeModules: (folder: string) => void;
  readonly providers: readonly ProviderSchema[];
};

export const standIns = (facts: readonly ModuleFacts[] = readModuleFacts()): Registries => ({
  writeModules: (folder) => writeStandIns(facts, folder),
  providers: readProviderSchemas(),
});

export async function startWorld(engines: InfraEngines, registries: Registries = standIns()): Promise<World> {
  const base = mkdtempSync(path.join(tmpdir(), 'sealift-infra-'));
  const modules = path.join(base, 'modules');
  registries.writeModules(modules);
  const registry = await startModuleRegistry(modules);
  writeProviders(path.join(base, 'providers'), engines.provider, registries.providers);
  const config = path.join(base, 'tofu.rc');
  writeFileSync(
    config,
    `disable_checkpoint = true
host "registry.opentofu.org" {
  services = { "modules.v1" = "${registry.address}" }
}
provider_installation {
  filesystem_mirror { path = "${path.join(base, 'providers')}" }
}
`,
  );
  const exec = createExec({ debug: () => {} });
  let folders = 0;
  const empty = () => {
    const folder = path.join(base, `work-${folders++}`);
    mkdirSync(folder);
    return folder;
  };
  return {
    empty,
    copy: () => {
      const folder = empty();
      cpSync(TERRAFORM, folder, { recursive: true });
      return folder;
    },
    tofu: (folder, command = '', ...args) =>
      exec(engines.tofu, [command, '-no-color', ...args], {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', HOME: base, TF_CLI_CONFIG_FILE: config },
        timeout: 600_000,
      }),
    stop: async () => {
      await registry.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** One program serves every schema: a provider is a script that says which. */
function writeProviders(folder: string, program: string, providers: readonly ProviderSchema[]): void {
  for (const { name, file, version } of providers) {
    const platform = `linux_${process.arch === 'x64' ? 'amd64' : process.arch}`;
    const at = path.join(folder, 'registry.opentofu.org/hashicorp', name, version, platform);
    mkdirSync(at, { recursive: true });
    const script = path.join(at, `terraform-provider-${name}`);
    writeFileSync(script, `#!/bin/sh\nSCHEMA_FILE='${file}' exec '${program}' "$@"\n`);
    chmodSync(script, 0o755);
  }
}
