/** Faults of Dockerfiles that BuildKit does not see: they show when the image runs in a cluster, or years later. */
import { type Instruction, parseDockerfile } from '@sealift/core/dockerfile/instructions';

export type DockerfileRule = {
  readonly name: string;
  /** What happens when it is broken. */
  readonly why: string;
  readonly source: string;
  /** @returns what is wrong; empty when nothing is */
  readonly check: (text: string) => readonly string[];
};

type Stages = readonly (readonly Instruction[])[];

/** Each begins with its FROM. */
const stagesOf = (text: string): Stages => {
  const stages: Instruction[][] = [];
  for (const instruction of parseDockerfile(text).instructions)
    if (instruction.keyword === 'FROM') stages.push([instruction]);
    else stages.at(-1)?.push(instruction);
  return stages;
};

const keywords = (stage: readonly Instruction[], ...wanted: readonly string[]) =>
  stage.filter(({ keyword }) => wanted.includes(keyword));
const textOf = (stage: readonly Instruction[], ...wanted: readonly string[]) =>
  keywords(stage, ...wanted)
    .map(({ rest }) => rest)
    .join('\n');

/** Last day on which a major version gets mends for holes: https://endoflife.date/nodejs, https://endoflife.date/python */
const LAST_DAYS: Readonly<Record<string, string>> = {
  'node:18': '2025-04-30',
  'node:20': '2026-04-30',
  'node:22': '2027-04-30',
  'python:3.9': '2025-10-31',
  'python:3.10': '2026-10-31',
};

const lastDay = ({ rest }: Instruction): string | undefined => {
  const [image = ''] = rest.split(/\s/);
  const [, name, version] = /(?:^|\/)(node|python):(\d+(?:\.\d+)?)/.exec(image) ?? [];
  return LAST_DAYS[`${name}:${name === 'node' ? version?.split('.')[0] : version}`];
};

/** @param today as `2026-11-27` */
export const dockerfileRules = (today: string): readonly DockerfileRule[] => [
  {
    name: 'numeric-user',
    why: 'With runAsNonRoot the kubelet starts no container whose user is a name: it cannot tell that it is not root.',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    check: (text) => {
      const user = keywords(stagesOf(text).at(-1) ?? [], 'USER')
        .at(-1)
        ?.rest.trim();
      if (user !== undefined && /^[1-9]\d*(?::\d+)?$/.test(user)) return [];
      return [user === undefined ? 'no USER' : `USER ${user}`];
    },
  },
  {
    name: 'locked-dependencies',
    why: 'The same commit builds another image tomorrow: what is scanned, signed and reviewed is whatever is newest then.',
    source: 'https://pip.pypa.io/en/stable/topics/secure-installs/',
    check: (text) =>
      stagesOf(text)
        .flatMap((stage) => keywords(stage, 'RUN'))
        .flatMap(({ rest }) => rest.split(/&&|;|\n/))
        .filter((command) => /\bpip\b.*\binstall\b/.test(command) && !command.includes('--require-hashes'))
        .map((command) => `${command.trim()} without --require-hashes`),
  },
  {
    name: 'supported-base',
    why: 'Nobody mends holes in the runtime any more: the scan finds what no rebuild takes away.',
    source: 'https://endoflife.date/',
    check: (text) =>
      stagesOf(text)
        .flatMap((stage) => keywords(stage, 'FROM'))
        .flatMap((from) => {
          const day = lastDay(from);
          return day !== undefined && day < today ? [`${from.rest} is without support since ${day}`] : [];
        }),
  },
  {
    name: 'metrics-of-all-workers',
    why: 'Each scrape meets one of several processes, whose counters are its own: a canary is judged by a part of its requests.',
    source: 'https://prometheus.github.io/client_python/multiprocess/',
    check: (text) => {
      const last = stagesOf(text).at(-1) ?? [];
      const workers = /(?:-w|--workers)[\s",=]+(\d+)/.exec(textOf(last, 'CMD', 'ENTRYPOINT'))?.[1];
      const isShared = textOf(last, 'ENV').includes('PROMETHEUS_MULTIPROC_DIR');
      return workers !== undefined && Number(workers) > 1 && !isShared ? [`${workers} workers`] : [];
    },
  },
  {
    name: 'listens-on-every-address',
    why: "Next.js binds to HOSTNAME, which is the pod's name in Kubernetes: nothing listens on loopback, and a changed name binds nowhere.",
    source: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/output',
    check: (text) => {
      const last = stagesOf(text).at(-1) ?? [];
      const isNext = textOf(last, 'COPY').includes('.next/standalone');
      return isNext && !/\bHOSTNAME=/.test(textOf(last, 'ENV')) ? ['no HOSTNAME'] : [];
    },
  },
  {
    name: 'scripts-of-strangers',
    why: 'Packages run their install scripts as part of the build: one that was taken over writes into the image.',
    source: 'https://docs.npmjs.com/cli/commands/npm-ci#ignore-scripts',
    check: (text) =>
      stagesOf(text)
        .flatMap((stage) => keywords(stage, 'RUN'))
        .filter(({ rest }) => /\bnpm (?:ci|install|i)\b/.test(rest) && !rest.includes('--ignore-scripts'))
        .map(({ rest }) => `${rest} without --ignore-scripts`),
  },
  {
    name: 'no-tests-in-the-image',
    why: 'A copy of the whole folder takes its tests, caches and notes along, and each change of them makes a release.',
    source: 'https://docs.docker.com/build/building/best-practices/',
    check: (text) =>
      keywords(stagesOf(text).at(-1) ?? [], 'COPY')
        .filter(({ flags, rest }) => flags.length === 0 && /^(?:\.|apps\/[a-z]+)\/?\s/.test(rest))
        .map(({ rest }) => `COPY ${rest}`),
  },
];
