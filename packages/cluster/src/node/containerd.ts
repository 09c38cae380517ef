/** containerd in a node's namespace: pulls as in production, runs pods on a bridge of the namespace. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Namespace, PATHS } from './namespace.ts';
import { PAUSE_IMAGE, pauseImage } from './pause-image.ts';
import { waitFor } from './wait.ts';

export type ContainerdPrograms = {
  readonly containerd: string;
  readonly ctr: string;
  readonly runc: string;
  /** Folder of the CNI plugins. */
  readonly cni: string;
};

export type ContainerdOptions = {
  readonly dir: string;
  readonly programs: ContainerdPrograms;
  /** Way to registries: proxy and certificate authority. */
  readonly env: Readonly<Record<string, string>>;
  /** PEM file by name of the registry that has a private authority. */
  readonly authorities: Readonly<Record<string, string>>;
  /** E.g. `10.244.0.0/24`; the gateway is its first address. */
  readonly subnet: string;
};

/**
 * @returns the socket of the CRI
 * @throws Failure when it does not answer
 */
export async function startContainerd(namespace: Namespace, options: ContainerdOptions): Promise<string> {
  const { dir, programs, env, authorities, subnet } = options;
  const folder = (name: string) => path.join(dir, name);
  await mkdir(folder('cni'), { recursive: true });
  for (const [registry, ca] of Object.entries(authorities)) {
    await mkdir(folder(`certs.d/${registry}`), { recursive: true });
    await writeFile(folder(`certs.d/${registry}/hosts.toml`), hosts(registry, ca));
  }
  await writeFile(folder('cni/10-pods.conflist'), JSON.stringify(network(subnet, folder('addresses'))));
  await writeFile(folder('pause.tar'), pauseImage(PAUSE_IMAGE));
  const socket = folder('containerd.sock');
  const snapshotter = await snapshotterOf(namespace, folder('probe'));
  await writeFile(folder('containerd.toml'), configuration(dir, socket, programs.cni, snapshotter));
  const binaries = [programs.containerd, programs.runc].map((file) => path.dirname(file));
  await namespace.start({
    name: 'containerd',
    file: programs.containerd,
    args: ['--config', folder('containerd.toml')],
    env: { ...env, PATH: [...binaries, PATHS.PATH].join(':') },
    log: folder('containerd.log'),
  });
  const ctr = (...args: readonly string[]) =>
    namespace.run({
      file: programs.ctr,
      args: ['--address', socket, '--namespace', 'k8s.io', ...args],
      env: PATHS,
    });
  await waitFor('containerd', () => ctr('version').then(() => true), {
    limit: 20_000,
    broken: () => namespace.ended.get('containerd'),
    log: folder('containerd.log'),
  });
  await ctr('images', 'import', folder('pause.tar'));
  return socket;
}

/** overlayfs does not lie on every file system, e.g. not on itself. */
async function snapshotterOf(namespace: Namespace, probe: string): Promise<'overlayfs' | 'native'> {
  const parts = ['lower', 'upper', 'work', 'merged'].map((name) => path.join(probe, name));
  for (const part of parts) await mkdir(part, { recursive: true });
  const [lower, upper, work, merged] = parts;
  const options = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
  return namespace
    .run({ file: 'mount', args: ['-t', 'overlay', 'overlay', '-o', options, merged ?? ''], env: PATHS })
    .then(
      () => 'overlayfs',
      () => 'native',
    );
}

/** https://github.com/containerd/containerd/blob/main/docs/hosts.md; strings of JSON are strings of TOML. */
const hosts = (registry: string, ca: string): string => {
  const url = JSON.stringify(`https://${registry}`);
  return `server = ${url}\n[host.${url}]\n  capabilities = ["pull", "resolve"]\n  ca = ${JSON.stringify(ca)}\n`;
};

/** https://www.cni.dev/plugins/current/main/bridge/ */
const network = (subnet: string, dataDir: string) => ({
  cniVersion: '0.4.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      hairpinMode: true,
      ipam: { type: 'host-local', dataDir, ranges: [[{ subnet }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
  ],
});

/** https://github.com/containerd/containerd/blob/release/1.6/docs/cri/config.md; version 2 is read by 1.x and 2.x. */
const configuration = (dir: string, socket: string, cni: string, snapshotter: string): string => {
  const at = (name: string) => JSON.stringify(path.join(dir, name));
  return `version = 2
root = ${at('root')}
state = ${at('state')}
disabled_plugins = [${['btrfs', 'devmapper', 'zfs', 'aufs'].map((name) => `"io.containerd.snapshotter.v1.${name}"`).join(', ')}]
[grpc]
  address = ${JSON.stringify(socket)}
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  disable_apparmor = true
  # A machine without CAP_SYS_RESOURCE cannot make a process less likely to be killed; runc would end there.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${JSON.stringify(cni)}
    conf_dir = ${at('cni')}
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = ${at('certs.d')}
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "${snapshotter}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
`;
};
