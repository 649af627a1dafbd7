import { didYouMean } from '../../platform/nearest.ts';

/**
 * The images that a stranger's work may start from or run: each is built by its language's or product's own people, so that
 * nobody can put a program of their own there under that name. A tag or digest does not matter. `/*` stands for all that lies below.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'empty, for programs that need nothing': ['scratch'],
  'systems, official images of Docker Hub': [
    ...['debian', 'ubuntu', 'alpine', 'busybox', 'fedora', 'almalinux', 'rockylinux', 'amazonlinux'],
    ...['archlinux', 'buildpack-deps'],
  ],
  'languages, official images of Docker Hub': [
    ...[
      'python',
      'pypy',
      'node',
      'golang',
      'rust',
      'ruby',
      'php',
      'perl',
      'gcc',
      'swift',
      'elixir',
      'erlang',
    ],
    ...['haskell', 'julia', 'clojure', 'dart', 'r-base'],
    ...['eclipse-temurin', 'openjdk', 'amazoncorretto', 'ibm-semeru-runtimes', 'maven', 'gradle'],
  ],
  'languages, from the registries of those who make them': [
    ...['mcr.microsoft.com/dotnet/*', 'mcr.microsoft.com/openjdk/*', 'ghcr.io/astral-sh/uv'],
    ...['oven/bun', 'denoland/deno', 'gcr.io/distroless/*'],
  ],
  'servers that services are put behind': [
    'nginx',
    'httpd',
    'caddy',
    'traefik',
    'haproxy',
    'envoyproxy/envoy',
  ],
  'stores that services keep data in': [
    ...['redis', 'valkey/valkey', 'postgres', 'mysql', 'mariadb', 'mongo', 'memcached', 'rabbitmq', 'nats'],
  ],
  'brokers for Kafka’s protocol': [
    ...['apache/kafka', 'apache/kafka-native', 'confluentinc/cp-kafka', 'confluentinc/cp-zookeeper'],
    ...['bitnami/kafka', 'bitnamilegacy/kafka', 'redpandadata/redpanda', 'zookeeper'],
  ],
};

const HUB = 'docker.io';
const DOMAIN = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/i;
const PART = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

/** The repository that an image's name means, with its registry and without tag or digest; null where it is no such name. */
function repositoryOf(image: string): string | null {
  const undigested = image.replace(/@sha256:[0-9a-f]{64}$/, '');
  const [, name = '', tag] = /^(.*?)(?::([^/:]*))?$/.exec(undigested) ?? [];
  if (tag !== undefined && !TAG.test(tag)) return null;
  const parts = name.split('/');
  const [first = ''] = parts;
  const hasDomain = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  const domain = hasDomain ? first : HUB;
  const path = hasDomain ? parts.slice(1) : parts;
  if (!DOMAIN.test(domain) || !path.every(part => PART.test(part))) return null;
  const hub = domain === HUB || domain === `index.${HUB}`;
  if (!hub) return [domain, ...path].join('/');
  return [HUB, ...(path.length === 1 ? ['library'] : []), ...path].join('/');
}

function matches(repository: string, allowed: string): boolean {
  if (!allowed.endsWith('/*')) return repositoryOf(allowed) === repository;
  const below = repositoryOf(`${allowed.slice(0, -1)}x`)?.slice(0, -1);
  return below !== undefined && repository.startsWith(below);
}

/**
 * Why a stranger's work may not use an image, as the end of a sentence that begins with its name; null where it may.
 * `more` are the images that the exam allows beside the built-in list.
 */
export function imageFault(image: string, more: readonly string[]): string | null {
  const repository = repositoryOf(image);
  if (repository === null) return 'is no name of an image: expected a name such as `python:3.13-slim`.';
  const known = Object.values(ALLOWED).flat();
  if ([...known, ...more].some(allowed => matches(repository, allowed))) return null;
  const short = repository.replace(/^docker\.io\/(library\/)?/, '');
  return (
    'is not among the images that a submission may use: anybody could have put anything into it. ' +
    'Use the official image of a language or a system, such as `python`, `node`, `golang` or `debian`.' +
    didYouMean(short, [...known, ...more])
  );
}
