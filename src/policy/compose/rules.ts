/**
 * What happens to a key of a compose file. What has no rule is unknown. A sentence says why; it stands after the key's name.
 * `leftOut` gets a note. `ownOnly` is left out of one's own work with a note, and refused in a stranger's. `refused` is refused in both.
 */
type Rule = 'keep' | { leftOut: string } | { ownOnly: string } | { refused: string };
export type Rules = Readonly<Record<string, Rule>>;

const host = 'it reaches into the machine that runs the containers, and no exercise needs that.';
const rights = 'it gives the container more rights than any exercise needs.';
const limits = 'the verifier sets the limits.';
const names = 'the names of a run are its own, so that two runs never meet.';
const oneNetwork = 'every service joins one network of the run, where each is reached by its name.';
const files = 'copy the file into the image, or set a variable under `environment`.';
const dns = 'services find each other by their names, which Docker resolves.';
const lifecycle =
  'what a service needs when it starts belongs into its image: an entrypoint, or the program itself.';
const buildReach = 'a build gets its context and its arguments, nothing else of the machine.';
const buildOwn = 'the verifier decides how images are built and what they are called.';
const ofNoUse = 'it changes nothing that is verified.';

export const TOP: Rules = {
  services: 'keep',
  volumes: 'keep',
  networks: 'keep',
  version: { leftOut: 'it is obsolete, and compose ignores it too. Remove the line.' },
  name: { leftOut: names },
  include: { refused: 'everything must stand in this one file.' },
  secrets: { refused: files },
  configs: { refused: files },
  models: { refused: 'no exercise needs a model.' },
};

export const SERVICE: Rules = {
  build: 'keep',
  image: 'keep',
  platform: 'keep',
  command: 'keep',
  entrypoint: 'keep',
  environment: 'keep',
  env_file: 'keep',
  working_dir: 'keep',
  user: 'keep',
  hostname: 'keep',
  depends_on: 'keep',
  healthcheck: 'keep',
  restart: 'keep',
  volumes: 'keep',
  tmpfs: 'keep',
  expose: 'keep',
  stop_signal: 'keep',
  stop_grace_period: 'keep',
  init: 'keep',
  read_only: 'keep',
  cap_drop: 'keep',
  security_opt: 'keep',
  networks: 'keep',
  links: 'keep',
  ports: 'keep',
  container_name: 'keep',
  deploy: 'keep',
  profiles: 'keep',

  annotations: { leftOut: ofNoUse },
  attach: { leftOut: ofNoUse },
  labels: { leftOut: 'the labels of a run are its own.' },
  logging: { leftOut: 'the verifier reads the logs itself and limits their size.' },
  develop: { leftOut: 'it is for development. What counts here is what the image contains.' },
  domainname: { leftOut: dns },
  mac_address: { leftOut: oneNetwork },
  pull_policy: { leftOut: 'the verifier fetches an image once, when it is not here yet.' },
  pull_refresh_after: { leftOut: 'the verifier fetches an image once, when it is not here yet.' },
  scale: { leftOut: 'one container of each service is verified.' },
  stdin_open: { leftOut: 'nobody sits at the keyboard of a service.' },
  tty: { leftOut: 'nobody sits at the keyboard of a service.' },
  shm_size: { leftOut: limits },
  ulimits: { leftOut: limits },
  mem_limit: { leftOut: limits },
  mem_reservation: { leftOut: limits },
  mem_swappiness: { leftOut: limits },
  memswap_limit: { leftOut: limits },
  pids_limit: { leftOut: limits },
  cpus: { leftOut: limits },
  cpuset: { leftOut: limits },
  cpu_count: { leftOut: limits },
  cpu_percent: { leftOut: limits },
  cpu_period: { leftOut: limits },
  cpu_quota: { leftOut: limits },
  cpu_rt_period: { leftOut: limits },
  cpu_rt_runtime: { leftOut: limits },
  cpu_shares: { leftOut: limits },
  blkio_config: { leftOut: limits },

  dns: { ownOnly: dns },
  dns_opt: { ownOnly: dns },
  dns_search: { ownOnly: dns },
  extra_hosts: { ownOnly: dns },
  group_add: { ownOnly: 'set the groups of the user in the Dockerfile.' },

  privileged: { refused: rights },
  cap_add: { refused: rights },
  sysctls: { refused: rights },
  oom_kill_disable: { refused: rights },
  oom_score_adj: { refused: rights },
  devices: { refused: host },
  device_cgroup_rules: { refused: host },
  gpus: { refused: host },
  pid: { refused: host },
  ipc: { refused: host },
  uts: { refused: host },
  userns_mode: { refused: host },
  cgroup: { refused: host },
  cgroup_parent: { refused: host },
  runtime: { refused: host },
  isolation: { refused: host },
  storage_opt: { refused: host },
  use_api_socket: { refused: host },
  credential_spec: { refused: host },
  provider: { refused: 'it runs a program on the machine, outside every container.' },
  network_mode: { refused: oneNetwork },
  external_links: { refused: 'a service may only use services of this file.' },
  extends: { refused: 'everything must stand in this one file. Anchors and `<<` can share lines within it.' },
  volumes_from: { refused: 'name the volume under `volumes` in both services instead.' },
  label_file: { refused: 'the labels of a run are its own.' },
  secrets: { refused: files },
  configs: { refused: files },
  models: { refused: 'no exercise needs a model.' },
  pre_start: { refused: lifecycle },
  post_start: { refused: lifecycle },
  pre_stop: { refused: lifecycle },
};

export const BUILD: Rules = {
  context: 'keep',
  dockerfile: 'keep',
  target: 'keep',
  args: 'keep',

  labels: { leftOut: 'the labels of a run are its own.' },
  tags: { leftOut: buildOwn },
  platforms: { leftOut: buildOwn },
  pull: { leftOut: buildOwn },
  no_cache: { leftOut: buildOwn },
  provenance: { leftOut: buildOwn },
  sbom: { leftOut: buildOwn },
  shm_size: { leftOut: limits },
  ulimits: { leftOut: limits },
  cache_from: { ownOnly: buildOwn },
  cache_to: { ownOnly: buildOwn },
  extra_hosts: { ownOnly: dns },

  dockerfile_inline: { refused: 'put these lines into a file `Dockerfile` in the context.' },
  privileged: { refused: rights },
  isolation: { refused: host },
  entitlements: { refused: rights },
  ssh: { refused: buildReach },
  secrets: { refused: buildReach },
  additional_contexts: { refused: buildReach },
  network: { refused: buildReach },
};

export const HEALTHCHECK: Rules = {
  test: 'keep',
  interval: 'keep',
  timeout: 'keep',
  retries: 'keep',
  start_period: 'keep',
  start_interval: 'keep',
  disable: 'keep',
};

export const DEPENDENCY: Rules = {
  condition: 'keep',
  required: 'keep',
  restart: { leftOut: 'the verifier restarts services itself where a check asks for it.' },
};

export const ATTACHMENT: Rules = {
  aliases: 'keep',
  ...leaveOut(
    [
      'ipv4_address',
      'ipv6_address',
      'link_local_ips',
      'mac_address',
      'priority',
      'gw_priority',
      'interface_name',
      'driver_opts',
    ],
    oneNetwork,
  ),
};

/** A network is never made as it is described: only its name matters, to find misspelled ones. */
export const NETWORK: Rules = leaveOut(
  [
    'name',
    'driver',
    'driver_opts',
    'ipam',
    'external',
    'internal',
    'attachable',
    'enable_ipv4',
    'enable_ipv6',
    'labels',
  ],
  oneNetwork,
);

export const VOLUME: Rules = {
  name: { leftOut: names },
  labels: { leftOut: 'the labels of a run are its own.' },
  driver: 'keep',
  external: { refused: 'a run starts with volumes of its own, and they are empty.' },
  driver_opts: { refused: 'with options a volume can be a folder of the machine or of the network.' },
};

export const MOUNT: Rules = {
  type: 'keep',
  source: 'keep',
  target: 'keep',
  read_only: 'keep',
  consistency: { leftOut: ofNoUse },
  tmpfs: { leftOut: limits },
  volume: { leftOut: 'a volume is mounted whole.' },
  bind: 'keep',
  image: { refused: 'copy what you need in the Dockerfile, with `COPY --from`.' },
};

export const PORT: Rules = {
  target: 'keep',
  protocol: 'keep',
  published: 'keep',
  host_ip: 'keep',
  mode: 'keep',
  name: 'keep',
  app_protocol: 'keep',
};

export const DEPLOY: Rules = {
  restart_policy: 'keep',
  resources: { leftOut: limits },
  replicas: { leftOut: 'one container of each service is verified.' },
  ...leaveOut(
    ['mode', 'endpoint_mode', 'labels', 'placement', 'update_config', 'rollback_config'],
    'it is for a swarm.',
  ),
};

export const RESTART_POLICY: Rules = {
  condition: 'keep',
  max_attempts: 'keep',
  delay: { leftOut: 'compose does not use it.' },
  window: { leftOut: 'compose does not use it.' },
};

export const ENV_FILE: Rules = { path: 'keep', required: 'keep', format: 'keep' };

function leaveOut(keys: readonly string[], why: string): Rules {
  return Object.fromEntries(keys.map(key => [key, { leftOut: why }]));
}
