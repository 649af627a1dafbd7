/**
 * What kept an image from being built. `work`: the learner's Dockerfile or files. The others are the machine's:
 * a base image that cannot be reached, no network for what a step installs, a full disk, or something that was not understood.
 */
type BuildFaultKind = 'work' | 'base-image' | 'network' | 'disk' | 'unclear';

export interface BuildFailure {
  kind: BuildFaultKind;
  /** Whose image it is; null where the output does not say. */
  service: string | null;
  /** The instruction that failed, such as `RUN pip install flask`; null where none was reached. */
  step: string | null;
  /** The image that could not be had, where that is what failed. */
  image: string | null;
  /** Its line in the Dockerfile, where the output says so. */
  line: number | null;
  /** What the builder says about it, in one line. */
  reason: string;
  /** The last lines that the failing step printed. */
  lines: string[];
}

interface Step {
  service: string | null;
  /** Without the bracket: `RUN pip install flask`, `load metadata for …`. */
  what: string;
  printed: string[];
  error: string | null;
}

const LAST_LINES = 30;

/** Finds the failure in the plain progress output of `docker compose build`. */
export function readBuildLog(output: readonly string[]): BuildFailure {
  const steps = stepsOf(output);
  const failed = steps.find(step => step.error !== null);
  const solve = output
    .map(line => /^(?:target (\S+): )?(?:ERROR: )?.*?failed to solve: (.*)$/.exec(line))
    .findLast(Boolean);
  const reason = withoutWrapping(failed?.error ?? solve?.[2] ?? '');
  const printed = failed?.printed ?? [];
  const image = failed ? imageOf(failed) : null;
  return {
    kind: kindOf(failed, [...printed, reason, solve?.[2] ?? ''].join('\n')),
    service: failed?.service ?? solve?.[1] ?? onlyUnfinished(steps),
    step: failed ? (image ? `FROM ${image}` : failed.what) : null,
    image,
    line: lineIn(output, reason),
    reason,
    lines: (printed.length > 0 || solve ? printed : output.filter(line => line.trim() !== '')).slice(
      -LAST_LINES,
    ),
  };
}

function stepsOf(output: readonly string[]): Step[] {
  const owners = new Set(output.flatMap(line => /^#\d+ \[(\S+) internal\]/.exec(line)?.[1] ?? []));
  const steps = new Map<string, Step>();
  for (const line of output) {
    const [, id = '', rest = ''] = /^#(\d+) (.*)$/.exec(line) ?? [];
    const step = steps.get(id);
    const head = /^\[([^\]]+)\] (.*)$/.exec(rest);
    const error = /^ERROR: (.*)$/.exec(rest);
    const text = /^\d+\.\d+ (.*)$/.exec(rest);
    if (!step && head) {
      // In the bracket: the service where there are several, the stage where it has a name, and the step's number.
      const owner = head[1]?.split(' ')[0] ?? '';
      steps.set(id, {
        service: owners.has(owner) ? owner : null,
        what: head[2] ?? '',
        printed: [],
        error: null,
      });
    } else if (step && error) step.error = error[1] ?? '';
    else if (step && text) step.printed.push(text[1] ?? '');
  }
  return [...steps.values()];
}

/** A Dockerfile that cannot be parsed fails before any step: its service is the one that got no further than that. */
function onlyUnfinished(steps: readonly Step[]): string | null {
  const all = new Set(steps.flatMap(({ service }) => service ?? []));
  const begun = steps.filter(({ what }) => !/^load (build definition|\.dockerignore)/.test(what));
  for (const { service } of begun) if (service && all.size > 1) all.delete(service);
  const [only, ...more] = all;
  return only !== undefined && more.length === 0 ? only : null;
}

function lineIn(output: readonly string[], reason: string): number | null {
  const marked = output.map(line => /^\s*(\d+) \| >>> /.exec(line)).find(Boolean)?.[1];
  const named = /parse error (?:on )?line (\d+)/.exec(reason)?.[1];
  return marked || named ? Number(marked ?? named) : null;
}

function imageOf({ what }: Step): string | null {
  const name = /^(?:load metadata for|resolve image config for|FROM) (\S+)/.exec(what)?.[1];
  return name?.replace(/^docker\.io\/(library\/)?/, '').replace(/@sha256:.*$/, '') ?? null;
}

/** The builder wraps its reason in the names of its own layers. */
function withoutWrapping(message: string): string {
  const layers =
    /^(rpc error: code = \w+ desc = |failed to solve with frontend [\w.]+: |failed to create LLB definition: |failed to (compute|load) cache key: |failed to calculate checksum of ref \S+: |[A-Z]\w+: (?=\S+: failed to resolve))+/;
  return message.replace(layers, '');
}

const DISK = /no space left on device|disk quota exceeded/i;
const UNREACHED =
  /no such host|dial (tcp|udp)|i\/o timeout|connection refused|connection reset|network is unreachable|TLS handshake|x509|status code .*: (429|5\d\d)|toomanyrequests|pull rate limit/i;
const NO_SUCH_IMAGE =
  /: not found$|manifest unknown|pull access denied|repository does not exist|no match(ing manifest)? for/im;
/** Steps that fetch something: for others a refused connection is their own affair. */
const FETCHES =
  /\b(pip3?|uv|poetry|pipenv|conda|npm|npx|yarn|pnpm|corepack|apt|apt-get|apk|dnf|yum|go|mvnw?|gradlew?|cargo|gem|bundle|composer|dotnet|curl|wget|git)\b|^ADD |^https?:/;
const NO_NETWORK =
  /temporary failure (in name resolution|resolving)|name or service not known|could ?n[o']t resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|failed to establish a new connection|network is unreachable|no such host|dial (tcp|udp)|i\/o timeout|TLS handshake timeout|ReadTimeoutError|ConnectTimeoutError|connection (timed out|refused)|UnknownHostException|certificate verify failed|unable to get local issuer certificate|self.signed certificate/i;
/** An index that answered: whatever else went wrong, the network was there. */
const INDEX_ANSWERED = /code (E404|ETARGET)|from versions: \d/;
const BUILDER_BROKE =
  /code = (Unavailable|Canceled)|context canceled|error reading from server|cannot connect to the docker daemon|error during connect|exit code: 137\b/i;

function kindOf(failed: Step | undefined, said: string): BuildFaultKind {
  if (DISK.test(said)) return 'disk';
  if (failed && imageOf(failed) !== null) {
    if (UNREACHED.test(said)) return 'base-image';
    return NO_SUCH_IMAGE.test(said) ? 'work' : 'base-image';
  }
  const fetching = failed !== undefined && FETCHES.test(failed.what);
  if (fetching && NO_NETWORK.test(said) && !INDEX_ANSWERED.test(said)) return 'network';
  return said.trim() === '' || BUILDER_BROKE.test(said) ? 'unclear' : 'work';
}
