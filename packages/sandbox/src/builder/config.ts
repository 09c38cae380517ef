export type BuilderConfig = {
  /** Folder of the layers and the build cache. */
  readonly root: string;
  readonly socket: string;
  /** Its own, so that two daemons do not fight for the default one in /run. */
  readonly traceSocket: string;
  readonly runc: string;
  /** Registry host → hosts that are asked first, e.g. `docker.io` → `127.0.0.1:5000`. */
  readonly mirrors: Readonly<Record<string, readonly string[]>>;
  /** Registry hosts that speak plain http. Only loopback ones belong here. */
  readonly plainHttp: readonly string[];
  /** Megabytes of layers and cache to keep. */
  readonly keepMegabytes: number;
};

/** https://github.com/moby/buildkit/blob/v0.32.2/docs/buildkitd.toml.md */
export function builderConfig(config: BuilderConfig): string {
  const registries = new Set([...Object.keys(config.mirrors), ...config.plainHttp]);
  return [
    `root = ${text(config.root)}`,
    '[grpc]',
    `  address = [${text(`unix://${config.socket}`)}]`,
    '[otel]',
    `  socketPath = ${text(config.traceSocket)}`,
    '[cdi]',
    '  disabled = true',
    '[worker.containerd]',
    '  enabled = false',
    '[worker.oci]',
    '  enabled = true',
    // overlayfs where the kernel and the file system of `root` allow it, else plain copies.
    '  snapshotter = "auto"',
    '  networkMode = "host"',
    `  binary = ${text(config.runc)}`,
    '  gc = true',
    `  maxUsedSpace = "${config.keepMegabytes}MB"`,
    ...[...registries].flatMap((host) => [
      `[registry.${text(host)}]`,
      ...(config.mirrors[host] === undefined
        ? []
        : [`  mirrors = [${config.mirrors[host].map(text).join(', ')}]`]),
      ...(config.plainHttp.includes(host) ? ['  http = true'] : []),
    ]),
    '',
  ].join('\n');
}

/** A TOML basic string; JSON's escapes are a subset of TOML's. */
const text = (value: string): string => JSON.stringify(value);
