"""The lab's hands where the services are: a JSON request a line on stdin, a JSON reply a line on stdout.

Requests run at the same time, so replies come in any order and carry the request's id. It ends when stdin closes.
Python 3.9 and later; the standard library alone, and confluent-kafka where a kafka operation is asked for.
"""

import collections
import ctypes
import http.client
import http.server
import io
import json
import os
import queue
import signal
import socket
import socketserver
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

BODY_LIMIT = 1 << 20
HEADERS_LIMIT = 1 << 16
RECORDS_LIMIT = 64 << 20
CALLS_LIMIT = 10_000
OPERATIONS = {}


def operation(name):
    """Makes a function answer the requests of this name: keyword arguments in, a dict for the reply out."""

    def register(function):
        OPERATIONS[name] = function
        return function

    return register


class Deadline:
    def __init__(self, timeout_ms):
        self.start = time.monotonic()
        self.end = self.start + timeout_ms / 1000

    def left(self):
        """Seconds that are left; raises once there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise socket.timeout()
        return left

    def elapsed_ms(self):
        return round((time.monotonic() - self.start) * 1000, 1)


# HTTP


def silence_of(error):
    """Why there was no answer, in the words of the Runtime interface; None for an error of our own."""
    if isinstance(error, socket.gaierror):
        return "unknown-host"
    if isinstance(error, (socket.timeout, TimeoutError)):
        return "timeout"
    if isinstance(error, (ConnectionResetError, BrokenPipeError, ConnectionAbortedError, http.client.HTTPException)):
        return "reset"
    return "refused" if isinstance(error, OSError) else None


def resolve(host, port, deadline):
    """Looks a name up on a thread of its own: the system's resolver knows no deadline."""
    box = []

    def look_up():
        try:
            box.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            box.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not box:
        raise socket.gaierror("no answer to the name in time")
    if isinstance(box[0], OSError):
        raise box[0]
    return box[0]


def dial(host, port, deadline):
    failure = None
    for family, kind, protocol, _, address in resolve(host, port, deadline):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(deadline.left())
            connection.connect(address)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure


class BoundedSocket(io.RawIOBase):
    """A socket whose deadline is for the whole exchange: plain socket timeouts begin anew with each byte."""

    def __init__(self, connection, deadline):
        super().__init__()
        self.connection = connection
        self.deadline = deadline

    def readable(self):
        return True

    def readinto(self, buffer):
        self.connection.settimeout(self.deadline.left())
        return self.connection.recv_into(buffer)

    def sendall(self, data):
        self.connection.settimeout(self.deadline.left())
        self.connection.sendall(data)

    def makefile(self, *_args):
        # One of its own: http.client closes the socket's side while the answer is still being read.
        return io.BufferedReader(BoundedSocket(self.connection, self.deadline))


def exchange(connection, deadline, method, host, port, path, headers, body):
    client = http.client.HTTPConnection(host, port)
    client.sock = BoundedSocket(connection, deadline)
    data = None if body is None else body.encode("utf-8")
    sent = {"user-agent": "curl/8.5.0", "accept": "*/*"}
    sent.update({name.lower(): value for name, value in headers.items()})
    if data is not None:
        sent.setdefault("content-length", str(len(data)))
    client.putrequest(method, quote(path, safe="/?&=%:+,;@!$'()*~[]"), skip_host="host" in sent, skip_accept_encoding=True)
    for name, value in sent.items():
        client.putheader("-".join(word.capitalize() for word in name.split("-")), str(value).encode("utf-8"))
    try:
        client.endheaders(data)
    except (BrokenPipeError, ConnectionResetError):
        pass  # A service may answer (413, 400) and hang up before it has read the whole body.
    try:
        answer = client.getresponse()
        received = answer.read(BODY_LIMIT)
    except ValueError as error:
        raise http.client.HTTPException(f"not HTTP: {error}")
    if len(received) < BODY_LIMIT and answer.length:
        raise http.client.IncompleteRead(received)
    return answer, received


@operation("http")
def http_request(host, port, method, path, timeoutMs, headers=None, body=None):
    deadline = Deadline(timeoutMs)
    try:
        with dial(host, port, deadline) as connection:
            answer, received = exchange(connection, deadline, method, host, port, path, headers or {}, body)
    except Exception as error:
        reason = silence_of(error)
        if reason is None:
            raise
        return {"answered": False, "reason": reason, "elapsedMs": deadline.elapsed_ms()}
    merged = {}
    if sum(len(name) + len(value) for name, value in answer.getheaders()) > HEADERS_LIMIT:
        return {"answered": False, "reason": "reset", "elapsedMs": deadline.elapsed_ms()}
    for name, value in answer.getheaders():
        merged[name.lower()] = ", ".join(filter(None, [merged.get(name.lower()), value]))
    text = received.decode("utf-8", errors="replace")
    return {"answered": True, "status": answer.status, "headers": merged, "body": text, "elapsedMs": deadline.elapsed_ms()}


@operation("connect")
def connect(host, port, timeoutMs):
    try:
        dial(host, port, Deadline(timeoutMs)).close()
        return {"open": True, "reason": None}
    except OSError as error:
        return {"open": False, "reason": silence_of(error)}


# Kafka

ASK_ANEW_S = 5
# A broker that answers has come up: by then it listens at the address that it names, too, or never will.
NAMED_PATIENCE_S = 20
QUIET = {"log_level": 2, "reconnect.backoff.max.ms": 250}
producers = {}
producers_lock = threading.Lock()


def text_of(data):
    return None if data is None else data.decode("utf-8", errors="replace")


def metadata_of(client, servers, deadline):
    from confluent_kafka import KafkaException

    try:
        return client.list_topics(timeout=deadline.left())
    except KafkaException as error:
        raise RuntimeError(f"the broker at {servers} did not answer in time ({error.args[0].str()})")


def unreachable(servers, metadata, error):
    named = ", ".join(f"{broker.host}:{broker.port}" for broker in metadata.brokers.values())
    return RuntimeError(f"the broker at {servers} answers and names {named} as its address; from there came no answer ({error})")


def await_named(servers, metadata, patience_ms):
    """Waits until somebody listens where the brokers say that they are. The library itself would try some thousand times a second."""
    deadline = Deadline(patience_ms)
    while True:
        try:
            for broker in metadata.brokers.values():
                dial(broker.host, broker.port, deadline).close()
            return
        except OSError as error:
            if deadline.elapsed_ms() > patience_ms - 500:
                raise unreachable(servers, metadata, silence_of(error))
        time.sleep(0.25)


def watermarks(consumer, partition, deadline):
    """The first offset of a partition, and the one after its last. A broker that has just come back leads its partitions a moment later."""
    from confluent_kafka import KafkaError, KafkaException

    passing = (KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE)
    while True:
        try:
            return consumer.get_watermark_offsets(partition, timeout=deadline.left())
        except KafkaException as error:
            if error.args[0].code() not in passing:
                raise
            time.sleep(min(0.1, deadline.left()))


def poll_until_end(consumer, ends, deadline):
    from confluent_kafka import KafkaError

    records, size = [], 0
    while ends and size < RECORDS_LIMIT:
        message = consumer.poll(deadline.left())
        if message is None:
            raise socket.timeout()
        partition, error = message.partition(), message.error()
        if error and error.code() != KafkaError._PARTITION_EOF:
            raise RuntimeError(error.str())
        if not error and message.offset() < ends.get(partition, 0):
            key, value, stamp = text_of(message.key()), text_of(message.value()), message.timestamp()[1]
            size += len(message.key() or b"") + len(message.value() or b"")
            records.append({"partition": partition, "offset": message.offset(), "key": key, "value": value, "timestampMs": stamp})
        if error or message.offset() >= ends.get(partition, 0) - 1:
            ends.pop(partition, None)
    return records


def new_reader(servers):
    from confluent_kafka import Consumer

    # The library asks for a group's name; nothing is committed and no group is joined. What is asked while there is nothing to
    # read is answered soon, since the broker answers the next question after it.
    settings = {"group.id": "reader", "enable.auto.commit": False, "enable.partition.eof": True, "fetch.wait.max.ms": 10}
    return Consumer({**QUIET, **settings, "bootstrap.servers": servers})


def records_of(consumer, servers, topic, deadline):
    from confluent_kafka import KafkaException, TopicPartition

    metadata = metadata_of(consumer, servers, deadline)
    if topic not in metadata.topics:
        return []
    try:
        ends, starts = {}, []
        for partition in metadata.topics[topic].partitions:
            low, high = watermarks(consumer, TopicPartition(topic, partition), deadline)
            if high > low:
                ends[partition] = high
                starts.append(TopicPartition(topic, partition, low))
        consumer.assign(starts)
        return poll_until_end(consumer, ends, deadline)
    except (KafkaException, socket.timeout) as error:
        raise unreachable(servers, metadata, error or "timed out")


# Those that nobody uses now: a connection costs the broker some times what reading costs it.
idle_readers = collections.defaultdict(queue.SimpleQueue)


@operation("kafka-read")
def kafka_read(servers, topic, timeoutMs):
    try:
        consumer = idle_readers[servers].get_nowait()
    except queue.Empty:
        consumer = new_reader(servers)
    try:
        records = records_of(consumer, servers, topic, Deadline(timeoutMs))
        consumer.unassign()
    except BaseException:
        consumer.close()  # Who knows what it has missed: the next one connects anew.
        raise
    idle_readers[servers].put(consumer)
    return {"records": records}


def producer_for(servers):
    from confluent_kafka import Producer

    with producers_lock:
        if servers not in producers:
            settings = {"bootstrap.servers": servers, "enable.idempotence": True, "linger.ms": 0}
            producers[servers] = Producer({**QUIET, **settings})
        return producers[servers]


@operation("kafka-publish")
def kafka_publish(servers, topic, value, timeoutMs, key=None):
    producer = producer_for(servers)
    outcome = []
    delivered = threading.Event()

    def report(error, _message):
        outcome.append(error)
        delivered.set()

    producer.produce(topic, value=value.encode("utf-8"), key=None if key is None else key.encode("utf-8"), on_delivery=report)
    producer.flush(timeoutMs / 1000)
    # Another thread's flush may have taken this delivery report and be about to hand it over.
    if delivered.wait(1) and outcome[0] is None:
        return {}
    with producers_lock:
        producers.pop(servers, None)
    producer.purge()  # Or it would arrive after all, in the middle of a later check.
    raise RuntimeError(f"the broker at {servers} did not acknowledge a record for {topic} ({outcome[0].str() if outcome else 'timed out'})")


def admin_of(servers, deadline):
    """A client, and what the broker told it. Once it has heard which address the broker names it asks there alone, even for the
    answer that it still waits for: where nobody listens there, only a new one can tell."""
    from confluent_kafka.admin import AdminClient

    while True:
        admin, left = AdminClient({**QUIET, "bootstrap.servers": servers}), deadline.left()
        try:
            return admin, metadata_of(admin, servers, Deadline(1000 * min(ASK_ANEW_S, left)))
        except RuntimeError:
            if left < ASK_ANEW_S + 1:
                raise
        time.sleep(0.1)


@operation("kafka-ready")
def kafka_ready(servers, timeoutMs, topics=()):
    from confluent_kafka import KafkaError, KafkaException
    from confluent_kafka.admin import NewTopic

    deadline = Deadline(timeoutMs)
    admin, metadata = admin_of(servers, deadline)
    await_named(servers, metadata, 1000 * min(NAMED_PATIENCE_S, deadline.left()))
    producer_for(servers)  # Its first record waits half a second for the producer's id: better now than in a check.
    wanted = [NewTopic(topic, 1, 1) for topic in topics if topic not in metadata.topics]
    if not wanted:
        return {}
    made = admin.create_topics(wanted, operation_timeout=deadline.left(), request_timeout=deadline.left())
    for topic, future in made.items():
        try:
            future.result()
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise unreachable(servers, metadata, f"creating {topic}: {error.args[0].str()}")
    return {}


def librdkafka():
    """The C library within confluent-kafka: its Python side has no way to say how many partitions a mock topic gets."""
    import confluent_kafka

    beside = os.path.dirname(os.path.dirname(confluent_kafka.__file__))
    for folder in (os.path.join(beside, "confluent_kafka.libs"), os.path.join(beside, "confluent_kafka", ".dylibs")):
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            if name.startswith("librdkafka"):
                return ctypes.CDLL(os.path.join(folder, name))
    raise RuntimeError("confluent-kafka was installed without its own librdkafka")


@operation("mock-broker")
def mock_broker(topics=()):
    """A broker within this process; it lives as long as the program."""
    library = librdkafka()
    for function, result, arguments in (
        ("rd_kafka_new", ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]),
        ("rd_kafka_mock_cluster_new", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
        ("rd_kafka_mock_topic_create", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int]),
        ("rd_kafka_mock_cluster_bootstraps", ctypes.c_char_p, [ctypes.c_void_p]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    client = library.rd_kafka_new(0, None, ctypes.create_string_buffer(512), 512)
    cluster = library.rd_kafka_mock_cluster_new(client, 1)
    for topic in topics:
        library.rd_kafka_mock_topic_create(cluster, topic.encode("utf-8"), 1, 1)
    return {"servers": library.rd_kafka_mock_cluster_bootstraps(cluster).decode("utf-8")}


# Strain: how late this program itself gets its turn, which is no fault of the services


class Pulse(threading.Thread):
    EVERY = 0.05

    def __init__(self):
        super().__init__(daemon=True)
        self.worst = 0.0

    def run(self):
        while True:
            before = time.monotonic()
            time.sleep(self.EVERY)
            self.worst = max(self.worst, time.monotonic() - before - self.EVERY)


PULSE = Pulse()


@operation("strain")
def strain():
    worst, PULSE.worst = PULSE.worst, 0.0
    return {"lateMs": round(worst * 1000)}


# Spies: a server that stands in for a service, answers as it was told, and counts


class SpyServer(http.server.ThreadingHTTPServer):
    request_queue_size = 256  # Many may call at once; of those that find the queue full the system makes each wait a second.
    server_bind = socketserver.TCPServer.server_bind  # http.server's own asks the name service who it is, which may take long.


class Spy:
    """Answers by "METHOD /path"; what it was asked is kept until it is told new answers."""

    def __init__(self, port):
        self.lock = threading.Lock()
        self.tell({}, {"status": 404, "body": "{}", "delayMs": 0})
        spy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version = "nginx"
            sys_version = ""

            def handle_one_request(self):
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                length = int(self.headers.get("Content-Length") or 0)
                if length > BODY_LIMIT:
                    self.close_connection = True
                    return
                self.rfile.read(length)
                self.answer(spy.asked(self.command, self.path, self.headers))

            def answer(self, answer):
                time.sleep(answer["delayMs"] / 1000)
                if answer["status"] is None:
                    self.close_connection = True
                    return
                body = answer["body"].encode()
                self.send_response(answer["status"])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)
                self.wfile.flush()

            def log_message(self, *_args):
                pass

        server = SpyServer(("", port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.port = server.server_address[1]

    def tell(self, answers, otherwise):
        with self.lock:
            self.answers, self.otherwise, self.calls = answers, otherwise, []
            self.times = {}  # How often each path was asked for.

    def asked(self, method, path, headers):
        with self.lock:
            if len(self.calls) < CALLS_LIMIT:
                self.calls.append({"method": method, "path": path, "headers": {k.lower(): v for k, v in headers.items()}})
            answer = self.answers.get(f"{method} {path}", self.otherwise)
            before = self.times.get(path, 0)
            self.times[path] = before + 1
            first = answer.get("first", [])
            return first[before] if before < len(first) else answer


SPIES = {}


@operation("spy")
def spy(port, answers, otherwise):
    """Starts a spy on this port (0: any that is free), or gives the one that is there new answers."""
    if port not in SPIES:
        made = Spy(port)
        port = made.port
        SPIES[port] = made
    SPIES[port].tell(answers, otherwise)
    return {"port": port}


@operation("spy-calls")
def spy_calls(port):
    with SPIES[port].lock:
        return {"calls": list(SPIES[port].calls)}


# The conversation

stdout_lock = threading.Lock()


def say(message):
    with stdout_lock:
        sys.stdout.buffer.write(json.dumps(message).encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()


def answer_to(line):
    request = json.loads(line)
    identity, name = request.pop("id"), request.pop("op")
    try:
        if name not in OPERATIONS:
            raise LookupError(f"no operation {name}")
        say({"id": identity, "ok": True, **OPERATIONS[name](**request)})
    except BaseException as error:
        say({"id": identity, "ok": False, "error": str(error) or type(error).__name__})


def main():
    # Ctrl-C reaches every process of the terminal; who started this one decides when it ends, by closing stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threads = ThreadPoolExecutor(max_workers=400)
    PULSE.start()
    say({"ready": True})
    for line in sys.stdin.buffer:
        threads.submit(answer_to, line)
    os._exit(0)


if __name__ == "__main__":
    main()
