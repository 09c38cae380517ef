/** What is known of the Terraform modules and providers that the templates use: names and types, nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CtyType } from './types.ts';

export type InputFact = {
  readonly type: CtyType;
  readonly required: boolean;
  /** Absent when the module's default is an expression or a sentence: the stand-in then says null. */
  readonly default?: unknown;
  /** false: null means the default. */
  readonly nullable?: false;
  readonly sensitive?: true;
};

export type ModuleFacts = {
  /** `terraform-aws-modules/eks/aws` */
  readonly source: string;
  /** Folder of a submodule, '' for the module itself. */
  readonly folder: string;
  readonly version: string;
  readonly commit: string;
  /** `required_version` of the module. */
  readonly core: string;
  /** `required_providers`: name → version constraint. */
  readonly providers: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, InputFact>>;
  readonly outputs: readonly string[];
};

const folder = path.join(import.meta.dirname, 'facts');

/** All recorded modules, submodules included. */
export function readModuleFacts(): readonly ModuleFacts[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('module-'))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
}

export type ProviderSchema = { readonly name: string; readonly file: string; readonly version: string };

/** Recorded schemas of providers, each with the version that it is of. */
export function readProviderSchemas(at: string = folder): readonly ProviderSchema[] {
  return readdirSync(at)
    .filter((file) => file.startsWith('provider-'))
    .map((file) => ({
      name: file.slice('provider-'.length, -'.json'.length),
      file: path.join(at, file),
      version: String(JSON.parse(readFileSync(path.join(at, file), 'utf8')).version),
    }));
}
