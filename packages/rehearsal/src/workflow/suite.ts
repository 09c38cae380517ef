/** The copies that act runs: this repository, actions/checkout and the app repository, rewritten where act needs it. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RewriteContext, rewriteAction, rewriteWorkflow } from './rewrite.ts';

/** Folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const CALLED_WORKFLOW = '.github/workflows/build-and-push.yml';

export const readCalledWorkflow = (): Promise<string> => readFile(path.join(ROOT, CALLED_WORKFLOW), 'utf8');

/** The reusable workflow, the actions and their committed bundles. */
export async function copySuite(to: string, workflow: string, context: RewriteContext): Promise<void> {
  await writeInto(to, CALLED_WORKFLOW, rewriteWorkflow(workflow, context));
  for (const name of await readdir(path.join(ROOT, 'actions'))) {
    const file = path.join('actions', name, 'action.yml');
    await writeInto(to, file, rewriteAction(await readFile(path.join(ROOT, file), 'utf8'), context));
  }
  await cp(path.join(ROOT, 'dist'), path.join(to, 'dist'), { recursive: true });
}

/** What stands in for actions/checkout, which cannot be fetched where GitHub cannot be reached. */
export async function copyCheckout(to: string, context: RewriteContext): Promise<void> {
  const from = fileURLToPath(new URL('../../checkout/', import.meta.url));
  await writeInto(
    to,
    'action.yml',
    rewriteAction(await readFile(path.join(from, 'action.yml'), 'utf8'), context),
  );
  await cp(path.join(from, 'index.mjs'), path.join(to, 'index.mjs'));
}

/** `owner/name@ref` of every actions/checkout in the workflow. */
export const checkoutReferences = (workflow: string): readonly string[] => [
  ...new Set(
    [...workflow.matchAll(/uses:\s*(actions\/checkout@[A-Za-z0-9._-]+)/g)].map(([, use]) => String(use)),
  ),
];

export async function rewriteInPlace(file: string, context: RewriteContext): Promise<void> {
  await writeFile(file, rewriteWorkflow(await readFile(file, 'utf8'), context));
}

async function writeInto(folder: string, file: string, text: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}
