import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import { MissingError } from '../../../errors.ts';
import { retryUntil } from '../../../platform/retry.ts';
import { plainText } from '../gateway.ts';

/** Docker's own image of an engine that runs in a container. */
export const SANDBOX_IMAGE = 'docker:28-dind';
const STARTS_WITHIN_MS = 60_000;
const SOCKET = 'docker.sock';

/** What all that a submission builds and runs may use together. */
export interface SandboxLimits {
  memoryBytes: number;
  processors: number;
  processes: number;
  /** Images that are brought into it count as well. */
  diskBytes: number;
}

export const LIMITS: SandboxLimits = {
  memoryBytes: 4 * 2 ** 30,
  processors: 2,
  processes: 4096,
  diskBytes: 12 * 2 ** 30,
};

// Its disk is a file of a fixed size, so that no submission fills that of the machine. A journal is for disks that are
// kept. Where control groups are of version 2, one that holds processes can have no others below it: hence `init`.
const BOOT = `
set -eu
mkdir -p /var/lib/docker
truncate -s "$DISK" /disk/image
mkfs.ext4 -q -m 0 -O ^has_journal -E lazy_itable_init=1 /disk/image
loop=$(losetup --find)
[ -e "$loop" ] || mknod "$loop" b 7 "\${loop#/dev/loop}"
mount -o loop,noatime /disk/image /var/lib/docker
groups=/sys/fs/cgroup
if [ -f $groups/cgroup.controllers ]; then
  mkdir -p $groups/init
  xargs -rn1 <$groups/cgroup.procs >$groups/init/cgroup.procs || :
  sed -e 's/ / +/g' -e 's/^/+/' <$groups/cgroup.controllers >$groups/cgroup.subtree_control
fi
exec dockerd --host unix:///run/lab/${SOCKET} --group "$GROUP" --storage-driver overlay2 --log-level error $NAME_SERVER
`;

// Half of the disk free, and half of the files that it can hold, so that nobody runs out of what somebody else took; and no
// process but those of the engine itself.
const SOUND = `
[ "$(df -P /var/lib/docker | awk 'NR == 2 {print $5 + 0}')" -lt 50 ] &&
[ "$(stat -f -c '%d * 2 / %c' /var/lib/docker | xargs expr)" -ge 1 ] && [ "$(ls -d /proc/[0-9]* | wc -l)" -lt 32 ]
`;

export interface Machine {
  /** Where its engine listens, as DOCKER_HOST has it. */
  host: string;
  /** Has it room, and is nothing left running in it? */
  sound(): Promise<boolean>;
}

interface Setting {
  name: string;
  network: string;
  labels: Record<string, string>;
  /** A folder of this machine in which the engine's socket appears. */
  folder: string;
  /** The address of a name server for what is built in it; null where there is none. */
  nameServer: string | null;
  limits: SandboxLimits;
  signal: AbortSignal;
}

/**
 * Starts an engine in a container with limits of its own, and returns where it listens once it answers.
 * Throws MissingError where this machine cannot hold one.
 */
export async function startMachine(docker: Docker, setting: Setting): Promise<Machine> {
  const { memoryBytes, processors, processes, diskBytes } = setting.limits;
  const container = await docker.createContainer({
    name: setting.name,
    Image: SANDBOX_IMAGE,
    Entrypoint: ['sh', '-c'],
    Cmd: [BOOT],
    Env: [
      `DISK=${diskBytes}`,
      `GROUP=${process.getgid?.() ?? 0}`,
      `NAME_SERVER=${setting.nameServer === null ? '' : `--dns ${setting.nameServer}`}`,
    ],
    Labels: setting.labels,
    Volumes: { '/disk': {} },
    HostConfig: {
      // An engine needs to mount and to make control groups. What runs in it is not privileged.
      Privileged: true,
      NetworkMode: setting.network,
      Init: true,
      Memory: memoryBytes,
      MemorySwap: memoryBytes,
      NanoCpus: processors * 1e9,
      PidsLimit: processes,
      Binds: [`${setting.folder}:/run/lab`],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
    },
  });
  await container.start();
  const host = `unix://${join(setting.folder, SOCKET)}`;
  const look = async () => {
    const { State } = await container.inspect();
    if (!State.Running) return 'ended';
    return (await answers(docker, join(setting.folder, SOCKET))) ? 'answers' : 'starts';
  };
  const { last } = await retryUntil(look, seen => seen !== 'starts', {
    deadlineMs: STARTS_WITHIN_MS,
    signal: setting.signal,
  });
  if (last === 'answers') return { host, sound: async () => (await exitCode(container, SOUND)) === 0 };
  const logs = plainText(await container.logs({ stdout: true, stderr: true, tail: 5 }));
  throw new MissingError('The sandbox for the work of others does not start on this machine.', {
    details: logs.trim().split('\n'),
    fix: 'It is an engine within the engine: the engine must be one on this Linux machine that may run privileged containers, with the loop device and ext4.',
  });
}

async function exitCode(container: Docker.Container, script: string): Promise<number | null> {
  const exec = await container.exec({ Cmd: ['sh', '-c', script], AttachStdout: true });
  const stream = await exec.start({});
  stream.resume();
  await finished(stream);
  return (await exec.inspect()).ExitCode;
}

/** Does an engine answer at this socket? Asked with the same client. */
async function answers(docker: Docker, socketPath: string): Promise<boolean> {
  const Client = docker.constructor as new (options: object) => Docker;
  return new Client({ socketPath, timeout: 5000 }).ping().then(
    () => true,
    () => false,
  );
}
