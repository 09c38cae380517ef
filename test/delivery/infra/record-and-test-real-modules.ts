/**
 * The shipped tests with the real modules in place of the stand-ins, planned on mocked providers:
 * `node test/delivery/infra/record-and-test-real-modules.ts TOFU PROVIDER CLONES BINDINGS`
 * CLONES has a git clone of every module at the tag that its facts name (and of `kms`, which `eks` calls), BINDINGS is the
 * node_modules folder that has @cdktn/provider-aws, @cdktn/provider-random and @cdktf/provider-{helm,tls,time,null,cloudinit}.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProviderSchemas } from './facts.ts';
import { testRun } from './plans.ts';
import { startWorld, TERRAFORM } from './world.ts';

const FOLDERS = ['bootstrap', 'global', 'modules/platform', 'modules/delivery', 'envs/dev', 'envs/prod'];

const [tofu = '', provider = '', clones = '', bindings = ''] = process.argv.slice(2);
const schemas = mkdtempSync(path.join(tmpdir(), 'schemas-'));
const used = [clones, TERRAFORM].flatMap(typesIn);
for (const { name } of readProviderSchemas()) {
  const wanted = used.filter((type) => type.replace(/^data\./, '').startsWith(`${name}_`));
  const scope = ['@cdktn', '@cdktf'].find((one) => existsSync(path.join(bindings, one, `provider-${name}`)));
  execFileSync(process.execPath, [
    path.join(import.meta.dirname, 'record-provider-facts.ts'),
    name,
    path.join(bindings, scope ?? '', `provider-${name}`),
    path.join(schemas, `provider-${name}.json`),
    ...new Set(wanted),
  ]);
}
const world = await startWorld({ tofu, provider }, { writeModules, providers: readProviderSchemas(schemas) });
try {
  const folder = world.copy();
  for (const root of FOLDERS) {
    await world.tofu(path.join(folder, root), 'init', '-backend=false');
    const { passed, failed, messages } = await testRun(world, path.join(folder, root));
    process.stdout.write(`${root}: ${passed.length} passed, ${failed.length} failed ${messages}\n`);
    if (failed.length > 0 || passed.length === 0) process.exitCode = 1;
  }
} finally {
  await world.stop();
  rmSync(schemas, { recursive: true });
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tf') && !/(?:^|\/)(?:examples|tests|wrappers)\//.test(file),
  );
}

/** `aws_vpc`, `data.aws_region` … */
function typesIn(folder: string): readonly string[] {
  return sourcesIn(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/^(resource|data) "(\w+)"/gm)].map(
      ([, kind, type = '']) => (kind === 'data' ? `data.${type}` : type),
    ),
  );
}

/** Without what a provider made of its schema cannot say: its meta block, and arguments that are only written. */
function writeModules(folder: string): void {
  for (const name of readdirSync(clones)) {
    const clone = path.join(clones, name);
    const version = execFileSync('git', ['-C', clone, 'describe', '--tags', '--abbrev=0'], {
      encoding: 'utf8',
    });
    const at = path.join(folder, name, version.trim().slice(1));
    cpSync(clone, at, { recursive: true, filter: (file) => !/\/(?:\.git|examples|wrappers)$/.test(file) });
    for (const file of sourcesIn(at)) {
      const text = readFileSync(path.join(at, file), 'utf8');
      writeFileSync(
        path.join(at, file),
        text
          .replace(/^\s*provider_meta "\w+" \{[\s\S]*?^ {2}\}$/gm, '')
          .replace(/^\s*ephemeral\s*= true$/gm, ''),
      );
    }
  }
}
