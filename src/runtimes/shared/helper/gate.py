"""The only way out of a sandbox: a name server that knows a few hosts, and a door that leads to those alone.

Every name that is allowed is said to be this machine. A connection says in its first bytes which host it is for (the name
in a TLS greeting, the Host line of HTTP); it is carried on to that host, unread. Anything else is not answered.
Standard input takes a host a line, to be allowed from then on, or `?`: can all of them be reached? Where it ends, this
program does.
"""
import asyncio
import socket
import sys

ALLOWED = set()
FIRST_BYTES = 16 * 1024
PATIENCE_S = 10
MOST_AT_ONCE = asyncio.Semaphore(256)


def question(packet):
    """The name and the type that a DNS query asks for, and where the question ends."""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("ascii"))
        at += 1 + packet[at]
    return ".".join(labels).lower(), int.from_bytes(packet[at + 1 : at + 3], "big"), at + 5


class NameServer(asyncio.DatagramProtocol):
    def __init__(self, address):
        self.address = socket.inet_aton(address)

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        try:
            name, kind, end = question(data)
        except (IndexError, UnicodeDecodeError):
            return
        known = name in ALLOWED
        answered = known and kind == 1
        head = data[:2] + (b"\x81\x80" if known else b"\x81\x83") + b"\x00\x01" + bytes([0, int(answered)]) + bytes(4)
        record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + self.address if answered else b""
        self.transport.sendto(head + data[12:end] + record, sender)


def name_in_greeting(data):
    """The host of a TLS ClientHello (RFC 8446 4.1.2, RFC 6066 3); None where it names none."""
    at = 5 + 4 + 2 + 32
    at += 1 + data[at]
    at += 2 + int.from_bytes(data[at : at + 2], "big")
    at += 1 + data[at]
    end = at + 2 + int.from_bytes(data[at : at + 2], "big")
    at += 2
    while at + 4 <= min(end, len(data)):
        kind, length = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0:
            return data[at + 9 : at + 4 + length].decode("ascii").lower()
        at += 4 + length
    return None


def name_in_request(data):
    for line in data.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == b"host":
            return value.strip().decode("ascii").split(":")[0].lower()
    return None


async def first_bytes(reader, port):
    """As much as is needed to know whom it is for."""
    data = b""
    while len(data) < FIRST_BYTES:
        piece = await reader.read(FIRST_BYTES - len(data))
        data += piece
        whole = b"\r\n\r\n" in data if port == 80 else len(data) >= 5 and len(data) >= 5 + int.from_bytes(data[3:5], "big")
        if whole or not piece:
            break
    return data


async def carry(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def door(port):
    async def enter(reader, writer):
        try:
            async with MOST_AT_ONCE:
                data = await asyncio.wait_for(first_bytes(reader, port), PATIENCE_S)
                host = (name_in_request if port == 80 else name_in_greeting)(data)
                if host not in ALLOWED:
                    return
                there, back = await asyncio.wait_for(asyncio.open_connection(host, port), PATIENCE_S)
                back.write(data)
                await asyncio.gather(carry(reader, back), carry(there, writer), return_exceptions=True)
        except (OSError, ValueError, IndexError, asyncio.TimeoutError):
            pass
        finally:
            writer.close()

    return enter


async def is_there(host):
    for port in (443, 80):
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), PATIENCE_S)
            writer.close()
            return True
        except (OSError, asyncio.TimeoutError):
            pass
    return False


async def main(address):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: NameServer(address), local_addr=("0.0.0.0", 53))
    for port in (80, 443):
        await asyncio.start_server(door(port), "0.0.0.0", port)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ready", flush=True)
    while line := await lines.readline():
        host = line.decode().strip().lower()
        if host == "?":
            print("all" if all(await asyncio.gather(*map(is_there, ALLOWED))) else "not all", flush=True)
            continue
        ALLOWED.add(host)
        print("allowed", flush=True)


asyncio.run(main(sys.argv[1]))
