import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import { MissingError } from '../../../errors.ts';
import { claimRun } from '../../claim.ts';
import type { Runtime } from '../../runtime.ts';
import { composePlugin, type Engine, findEngine } from '../../shared/engine/engine.ts';
import { isHere } from '../../shared/engine/fetch.ts';
import { HELPER_BASE, helperImage } from '../../shared/engine/helper-image.ts';
import { LABEL, labelsOf } from '../../shared/engine/labels.ts';
import { removeLabelled } from '../../shared/engine/remove.ts';
import { fromRegistry, type Supplies, type Told } from '../../shared/engine/supplies.ts';
import { dockerOn } from '../index.ts';
import { type Gate, openGate } from './gate.ts';
import { LIMITS, type Machine, SANDBOX_IMAGE, type SandboxLimits, startMachine } from './machine.ts';
import { packageHosts } from './probe.ts';

export interface SandboxOptions {
  /** Nothing that is built in it reaches any network; else it reaches the package indexes. */
  offline: boolean;
  /** Base images that are allowed beside the usual ones. */
  images: readonly string[];
  /** In place of the usual ones. */
  limits?: Partial<SandboxLimits>;
  signal: AbortSignal;
  note(text: string): void;
}

/** A place for the work of others: an engine of its own, whose limits and whose end are those of all that runs in it. */
export interface Sandbox {
  /** Verifies in it, with nothing of this machine in reach. */
  runtime: Runtime;
  /** The engine in it, for those who take what was built there to another place. */
  engine: Engine;
  /** How images get into it. */
  supplies: Supplies;
  /** Is it still sound: does it answer, is nothing left in it, has it room? */
  sound(): Promise<boolean>;
  close(): Promise<void>;
}

/** Throws MissingError where there is no engine, or where it cannot hold another one. */
export async function openSandbox({
  offline,
  images,
  limits,
  signal,
  note,
}: SandboxOptions): Promise<Sandbox> {
  const outer = await findEngine();
  if (outer instanceof MissingError) throw outer;
  const lacking = await composePlugin();
  if (lacking) throw lacking;
  const { docker } = outer;
  const claim = await claimRun();
  const folder = await socketFolder(claim.scratch);
  const name = `microlab-${claim.id}`;
  const labels = labelsOf({ runId: claim.id, alive: claim.alive, exercise: 'sandbox' });
  const close = async () => {
    await removeLabelled(docker, [`${LABEL.run}=${claim.id}`]);
    await rm(folder, { recursive: true, force: true });
    await claim.release();
  };
  try {
    const told: Told = { note, output: () => {} };
    const supplies = fromRegistry(outer);
    for (const image of [SANDBOX_IMAGE, HELPER_BASE]) await supplies.image(image, told);
    // Even an internal network has this machine in it, at its gateway's address, unless that is left away.
    const Options = { 'com.docker.network.bridge.inhibit_ipv4': 'true' };
    await docker.createNetwork({ Name: name, Labels: labels, Internal: true, Options });
    const gate = offline ? null : await openGate(docker, { network: name, labels });
    const machine = await startMachine(docker, {
      name,
      network: name,
      labels,
      folder,
      nameServer: gate?.address ?? null,
      limits: { ...LIMITS, ...limits },
      signal,
    });
    const engine: Engine = {
      docker: new Docker({ socketPath: machine.host.replace('unix://', '') }),
      describe: 'a sandbox',
      env: { DOCKER_HOST: machine.host },
    };
    const handed = new HandedIn(outer, engine, gate);
    await handed.helper(claim.scratch, told);
    const runtime = dockerOn({ engine, supplies: handed, strangers: { images } });
    return { runtime, engine, supplies: handed, sound: () => isSound(engine, machine, gate), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** In the run's own folder, which is removed for a run that is killed; elsewhere where a socket's path would be too long. */
async function socketFolder(scratch: string): Promise<string> {
  const folder = join(scratch, 'engine');
  if (Buffer.byteLength(folder) > 90) return mkdtemp(join(tmpdir(), 'microlab-'));
  await mkdir(folder);
  return folder;
}

/** Images reach a sandbox from the engine around it alone, and open the gate to the package indexes that they name. */
class HandedIn implements Supplies {
  readonly #outer: Engine;
  readonly #around: Supplies;
  readonly #docker: Docker;
  readonly #gate: Gate | null;

  constructor(outer: Engine, { docker }: Engine, gate: Gate | null) {
    this.#outer = outer;
    this.#around = fromRegistry(outer);
    this.#docker = docker;
    this.#gate = gate;
  }

  async image(name: string, told: Told): Promise<void> {
    if (await isHere(this.#docker, name)) return;
    await this.#around.image(name, told);
    await this.#hand([name]);
    if (!this.#gate) return;
    for (const host of await packageHosts(this.#docker, name)) await this.#gate.allow(host);
  }

  async helper(scratch: string, told: Told): Promise<void> {
    if (await isHere(this.#docker, helperImage())) return;
    await this.#around.helper(scratch, told);
    // The base has to be in it as well, under its own name: in one archive, what they share goes once.
    await this.#hand([HELPER_BASE, helperImage()]);
    if (!this.#gate) return;
    for (const host of await packageHosts(this.#docker, HELPER_BASE)) await this.#gate.allow(host);
  }

  async isOnline(): Promise<boolean> {
    return this.#gate === null || this.#gate.isOpen();
  }

  async #hand(names: readonly string[]): Promise<void> {
    // The client has the call; its type definitions do not know that.
    const around = this.#outer.docker as unknown as { getImages(options: object): Promise<Readable> };
    const archive = await around.getImages({ names: [...names] });
    const stream = await this.#docker.loadImage(archive);
    await new Promise<void>((resolve, reject) =>
      this.#docker.modem.followProgress(stream, error => (error ? reject(error) : resolve())),
    );
  }
}

/** Does its engine answer, with no container left in it, and are the machine around it and its way out as they were? */
async function isSound({ docker }: Engine, machine: Machine, gate: Gate | null): Promise<boolean> {
  const engineIsEmpty = async () => (await docker.listContainers({ all: true })).length === 0;
  return (
    (await engineIsEmpty().catch(() => false)) && (gate === null || (await gate.isThere())) && machine.sound()
  );
}
