/** Repositories of other shapes than the sample's, as small as their shape allows: `fixtures/<name>` holds each. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFromFiles } from '@sealift/rehearsal/sources';

export type Shape = {
  /** Folder of its files. */
  readonly name: string;
  readonly apps: readonly string[];
  /** A file of one app, and the apps that a change of it releases. */
  readonly own: readonly [file: string, apps: readonly string[]];
  /** A file that all apps are made of. */
  readonly shared: string;
  /** A file that no app is made of. */
  readonly none: string;
  /** Its apps are built of files that a job before makes. */
  readonly prepared: boolean;
};

export const SHAPES: readonly Shape[] = [
  {
    name: 'go-commands',
    apps: ['api', 'worker'],
    // One stage compiles all commands: what a file is of is for the compiler to know.
    own: ['cmd/api/main.go', ['api', 'worker']],
    shared: 'internal/greeting/greeting.go',
    none: 'docs/design.md',
    prepared: false,
  },
  {
    name: 'pnpm-turbo',
    apps: ['admin', 'web'],
    own: ['apps/web/src/page.js', ['web']],
    shared: 'packages/ui/src/heading.js',
    none: 'docs/design.md',
    prepared: false,
  },
  {
    name: 'java-services',
    apps: ['billing', 'orders'],
    // What a jar is made from, only its build knows: `paths` would tell the two apart.
    own: ['orders/src/acme/orders/Main.java', ['billing', 'orders']],
    shared: 'common/src/acme/common/Greeting.java',
    none: 'docs/design.md',
    prepared: true,
  },
  {
    name: 'rust-workspace',
    apps: ['api', 'worker'],
    // Its one Dockerfile copies all crates, as cargo wants a workspace whole.
    own: ['crates/api/src/main.rs', ['api', 'worker']],
    shared: 'crates/greeting/src/lib.rs',
    none: 'docs/design.md',
    prepared: false,
  },
  {
    name: 'python-services',
    apps: ['mail', 'orders'],
    own: ['services/mail/main.py', ['mail']],
    shared: 'libs/events/events/__init__.py',
    none: 'docs/design.md',
    prepared: false,
  },
];

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));

export const readShape = (name: string, file: string): Promise<string> =>
  readFile(path.join(FIXTURES, name, file), 'utf8');

/** A git repository with one commit of the shape's files. */
export const createShape = ({ name }: Shape, folder: string): Promise<void> =>
  repositoryFromFiles(path.join(FIXTURES, name), folder);

/** The ops repository that its pull request goes to. */
export async function createOps({ name, apps }: Shape, files: string, folder: string): Promise<void> {
  for (const app of apps) {
    const chart = path.join(files, 'deploy/helm', app);
    await mkdir(chart, { recursive: true });
    const image = `ghcr.io/acme/${name}/${app}`;
    await writeFile(
      path.join(chart, 'values-prod.yaml'),
      `image:\n  repository: ${image}\n  tag: sha-none\n`,
    );
  }
  await repositoryFromFiles(files, folder);
}
