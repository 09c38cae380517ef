/** The image that holds a pod's namespaces open: one static program that waits for ever. */
import { createHash } from 'node:crypto';
import { tarOf } from '@sealift/engines/base-images/tar';

/** The name that containerd knows it by. */
export const PAUSE_IMAGE = 'rehearsal.local/pause:1';

type Machine = { readonly architecture: string; readonly elf: number; readonly code: readonly number[] };

/** Instructions, so that a node needs no compiler and no image from elsewhere. */
const MACHINES: Readonly<Partial<Record<NodeJS.Architecture, Machine>>> = {
  // again: mov eax, 34 (pause); syscall; jmp again
  x64: { architecture: 'amd64', elf: 62, code: [0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7] },
  // again: mov x0..x4, 0; mov x8, 73 (ppoll, which arm64 has in place of pause); svc 0; b again
  arm64: {
    architecture: 'arm64',
    elf: 183,
    code: [
      0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd2800004, 0xd2800928, 0xd4000001, 0x17fffff9,
    ].flatMap((word) => [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24]),
  },
};

const BASE = 0x400000;
const HEADERS = 64 + 56;

/** An ELF executable of one segment: https://refspecs.linuxfoundation.org/elf/elf.pdf, 64-bit as in gabi 4+. */
export function pauseProgram(arch: NodeJS.Architecture = process.arch): Buffer {
  const { elf, code } = machineOf(arch);
  const size = HEADERS + code.length;
  const file = Buffer.alloc(size);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  file.writeUInt16LE(2, 16); // an executable
  file.writeUInt16LE(elf, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(BASE + HEADERS), 24); // where it begins
  file.writeBigUInt64LE(64n, 32); // program headers
  file.writeUInt16LE(64, 52);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(1, 64); // to be loaded
  file.writeUInt32LE(5, 68); // to be read and executed
  file.writeBigUInt64LE(BigInt(BASE), 80);
  file.writeBigUInt64LE(BigInt(BASE), 88);
  file.writeBigUInt64LE(BigInt(size), 96);
  file.writeBigUInt64LE(BigInt(size), 104);
  file.writeBigUInt64LE(0x1000n, 112);
  file.set(code, HEADERS);
  return file;
}

function machineOf(arch: NodeJS.Architecture): Machine {
  const machine = MACHINES[arch];
  if (machine === undefined) throw new Error(`no pause program for ${arch}`);
  return machine;
}

/**
 * @param name that containerd knows the image by
 * @returns an OCI image layout in a tar archive: https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
export function pauseImage(name: string, arch: NodeJS.Architecture = process.arch): Buffer {
  const blobs: { name: string; mode: number; bytes: Buffer }[] = [];
  const put = (bytes: Buffer) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    blobs.push({ name: `blobs/sha256/${hex}`, mode: 0o644, bytes });
    return { digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const layer = put(tarOf([{ name: 'pause', mode: 0o755, bytes: pauseProgram(arch) }]));
  const config = put(
    json({
      architecture: machineOf(arch).architecture,
      os: 'linux',
      config: { Entrypoint: ['/pause'], User: '65535:65535' },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    }),
  );
  const oci = 'application/vnd.oci.image';
  const manifest = put(
    json({
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: { mediaType: `${oci}.config.v1+json`, ...config },
      layers: [{ mediaType: `${oci}.layer.v1.tar`, ...layer }],
    }),
  );
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        mediaType: `${oci}.manifest.v1+json`,
        ...manifest,
        annotations: { 'io.containerd.image.name': name },
      },
    ],
  };
  return tarOf([
    { name: 'oci-layout', mode: 0o644, bytes: json({ imageLayoutVersion: '1.0.0' }) },
    { name: 'index.json', mode: 0o644, bytes: json(index) },
    ...blobs,
  ]);
}
