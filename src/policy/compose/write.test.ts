import { describe, expect, it } from 'vitest';
import { emptyService, type Project, type ProjectService } from './project.ts';
import { type WriteOptions, writeProject } from './write.ts';

const labels = { 'dev.microlab.run': 'r1', 'dev.microlab.exercise': 'saga' };
const options: WriteOptions = {
  labels,
  network: 'microlab-r1',
  imageName: service => `microlab-r1-${service}`,
  publish: false,
};

function project(service: Partial<ProjectService>, more: Partial<Project> = {}): Project {
  return { services: { app: { ...emptyService(), ...service } }, volumes: [], notes: [], ...more };
}

// biome-ignore lint/suspicious/noExplicitAny: the text is JSON of any shape
const write = (from: Project, more: Partial<WriteOptions> = {}): any =>
  JSON.parse(writeProject(from, { ...options, ...more }));

describe('our own compose file', () => {
  it('labels services, builds and volumes, and joins the one network', () => {
    const build = { context: '/w/app', dockerfile: 'Dockerfile', args: { V: '1' } };
    const written = write(project({ build, aliases: ['users'] }, { volumes: ['data'] }));
    expect(written.services.app).toMatchObject({
      image: 'microlab-r1-app',
      build: { ...build, labels },
      labels,
      networks: { lab: { aliases: ['users'] } },
    });
    expect(written.volumes).toEqual({ data: { labels } });
    expect(written.networks).toEqual({ lab: { name: 'microlab-r1', external: true } });
    expect(Object.keys(written)).toEqual(['services', 'volumes', 'networks']);
  });

  it('means every text as it is', () => {
    const { app } = write(
      project({ image: 'x', command: ['echo', '$HOME', '$$'], environment: { A: '${B}' } }),
    ).services;
    expect(app.command).toEqual(['echo', '$$HOME', '$$$$']);
    expect(app.environment).toEqual({ A: '$${B}' });
  });

  it('publishes nothing, or on free ports of this machine alone', () => {
    expect(write(project({ image: 'x', publishedPorts: [5000] })).services.app.ports).toEqual([]);
    expect(
      write(project({ image: 'x' }), { publish: { app: [5000], other: [1] } }).services.app.ports,
    ).toEqual([{ target: 5000, host_ip: '127.0.0.1', protocol: 'tcp' }]);
  });

  it('limits memory, processes and logs', () => {
    expect(write(project({ image: 'x' })).services.app).toMatchObject({
      mem_limit: '2g',
      memswap_limit: '2g',
      pids_limit: 1024,
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '2' } },
    });
    const limits = { memory: '512m', processes: 100, cpus: 0.5, log: '1m' };
    expect(write(project({ image: 'x' }), { limits }).services.app).toMatchObject({
      mem_limit: '512m',
      cpus: 0.5,
    });
  });

  it('takes a stranger’s rights away', () => {
    expect(write(project({ image: 'x', capDrop: ['NET_RAW'] })).services.app).toMatchObject({
      cap_drop: ['NET_RAW'],
      security_opt: [],
    });
    expect(write(project({ image: 'x' }), { harden: true }).services.app).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('gives a stranger’s memory file systems a size', () => {
    const tmpfs = ['/run', '/tmp:size=64m', '/x:mode=1777'];
    const from = project({ image: 'x', tmpfs, volumes: [{ type: 'tmpfs', target: '/t' }] });
    expect(write(from).services.app).toMatchObject({ tmpfs, volumes: [{ type: 'tmpfs', target: '/t' }] });
    expect(write(from, { harden: true }).services.app).toMatchObject({
      tmpfs: ['/run:size=268435456', '/tmp:size=64m', '/x:mode=1777,size=268435456'],
      volumes: [{ type: 'tmpfs', target: '/t', tmpfs: { size: 268435456 } }],
    });
  });

  it('adds the exercise’s variables and a broker', () => {
    const from = project({
      image: 'x',
      environment: { A: '1', B: '1' },
      dependsOn: { kafka: 'service_healthy' },
    });
    const { services } = write(from, { environment: { app: { B: '2' } }, broker: 'apache/kafka:4.1.1' });
    expect(services.app.environment).toEqual({ A: '1', B: '2' });
    expect(services.app.depends_on).toEqual({ kafka: { condition: 'service_started' } });
    expect(services.kafka).toMatchObject({
      image: 'apache/kafka:4.1.1',
      environment: { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092' },
      labels,
    });
  });

  it('waits for nobody who is not there', () => {
    expect(
      write(project({ image: 'x', dependsOn: { kafka: 'service_started' } })).services.app.depends_on,
    ).toEqual({});
  });

  it('keeps conditions and health checks', () => {
    const from = project({ image: 'x', dependsOn: { db: 'service_healthy' } });
    from.services.db = {
      ...emptyService(),
      image: 'y',
      healthcheck: { test: ['CMD', 'true'], startPeriod: '2s' },
    };
    const { services } = write(from);
    expect(services.app.depends_on).toEqual({ db: { condition: 'service_healthy' } });
    expect(services.db.healthcheck).toEqual({ test: ['CMD', 'true'], start_period: '2s' });
  });

  it('keeps the command of a health check and sets its times, with more looks at first where the engine can', () => {
    const from = project({ image: 'x', healthcheck: { test: ['CMD', 'true'], interval: '1h' } });
    const healthEveryMs = { app: 5000 };
    const { healthcheck } = write(from, { healthEveryMs }).services.app;
    expect(healthcheck).toEqual({
      test: ['CMD', 'true'],
      interval: '5000ms',
      timeout: '4s',
      retries: 2,
      start_period: '15s',
    });
    expect(write(from, { healthEveryMs, startInterval: true }).services.app.healthcheck).toEqual({
      ...healthcheck,
      start_interval: '1s',
    });
  });
});
