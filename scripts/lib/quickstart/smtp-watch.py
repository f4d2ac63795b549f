#!/usr/bin/env python3
"""Connects to SMTP listeners at a fixed pace and counts what fails, until SIGTERM or SIGINT.

A tool of its own, not a loop around openssl: three new processes every 100 ms would load two cores so much that the client
would see its own slowness. And not a mode of the operator: a second TLS implementation (OpenSSL, by way of Python) tells more
about the servers than the one that rolls them.

Each connection: TCP, greeting, STARTTLS where the port wants it, a TLS handshake that verifies chain and name, EHLO, QUIT.
Prints one JSON object at the end: attempts, failures, and per port the certificates seen, first and last time.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import signal
import socket
import ssl
import threading
import time


class Refused(Exception):
    """The server answered, and not with what SMTP has there."""


def reply(stream, wanted):
    """Reads one reply (RFC 5321 section 4.2) and checks its code."""
    while True:
        line = stream.readline(2048)
        if not line:
            raise Refused("connection closed by the server")
        if line[3:4] != b"-":
            break
    if line[:3] != wanted:
        raise Refused(line.decode("utf-8", "replace").strip())


def connect(listener, host, context, timeout):
    """One connection from start to QUIT. Returns the SHA-256 fingerprint of the certificate that was served."""
    address, port, implicit = listener
    stage = "connect"
    raw = None
    try:
        raw = socket.create_connection((address, port), timeout)
        if not implicit:
            stage = "greeting"
            with raw.makefile("rb", 0) as stream:
                reply(stream, b"220")
                stage = "EHLO"
                raw.sendall(b"EHLO client.example.com\r\n")
                reply(stream, b"250")
                stage = "STARTTLS"
                raw.sendall(b"STARTTLS\r\n")
                reply(stream, b"220")
        stage = "handshake"
        raw = context.wrap_socket(raw, server_hostname=host)
        fingerprint = hashlib.sha256(raw.getpeercert(binary_form=True)).hexdigest()
        with raw.makefile("rb", 0) as stream:
            if implicit:
                stage = "greeting"
                reply(stream, b"220")
            stage = "EHLO over TLS"
            raw.sendall(b"EHLO client.example.com\r\n")
            reply(stream, b"250")
            stage = "QUIT"
            raw.sendall(b"QUIT\r\n")
            reply(stream, b"221")
        return fingerprint
    except (OSError, Refused) as error:
        raise Refused(f"{stage}: {error}") from error
    finally:
        if raw is not None:
            raw.close()


class Watch:
    """What has been seen so far."""

    def __init__(self, began):
        self.began = began
        self.lock = threading.Lock()
        self.attempts = collections.Counter()
        self.failures = []
        self.served = {}
        self.slowest = []

    def saw(self, port, fingerprint, at):
        with self.lock:
            self.attempts[port] += 1
            times = self.served.setdefault(str(port), {}).setdefault(fingerprint, [at, at])
            times[0], times[1] = min(times[0], at), max(times[1], at)

    def failed(self, port, at, error):
        with self.lock:
            self.attempts[port] += 1
            self.failures.append({"port": port, "second": at, "error": str(error)})

    def took(self, port, at, seconds):
        with self.lock:
            self.slowest.append({"port": port, "second": at, "took": seconds})
            self.slowest = sorted(self.slowest, key=lambda one: -one["took"])[:5]

    def attempt(self, listener, *rest):
        at = round(time.monotonic() - self.began, 3)
        try:
            self.saw(listener[1], connect(listener, *rest), at)
        except Refused as error:
            self.failed(listener[1], at, error)
        self.took(listener[1], at, round(time.monotonic() - self.began - at, 3))

    def summary(self, late):
        return {
            "seconds": round(time.monotonic() - self.began, 1),
            "attempts": sum(self.attempts.values()),
            "attemptsByPort": {str(port): count for port, count in sorted(self.attempts.items())},
            "failed": len(self.failures),
            "failures": self.failures[:20],
            "served": self.served,
            "slowest": self.slowest,
            "skippedTicks": late,
        }


def listener(text):
    """ADDRESS:PORT:MODE, MODE is starttls or implicit."""
    address, port, mode = text.rsplit(":", 2)
    if mode not in ("starttls", "implicit"):
        raise argparse.ArgumentTypeError(f"{text}: the mode is starttls or implicit")
    return address.strip("[]"), int(port), mode == "implicit"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", required=True, help="the name that the certificate must carry")
    parser.add_argument("--ca", required=True, help="PEM file with the authority that signed it")
    parser.add_argument("--interval", type=float, default=0.1, help="seconds between two connections to one port (default 0.1)")
    parser.add_argument("--timeout", type=float, default=10, help="seconds after which a connection has failed (default 10)")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which it ends by itself (default 900)")
    parser.add_argument("listeners", nargs="+", type=listener, metavar="ADDRESS:PORT:MODE")
    options = parser.parse_args()

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    context = ssl.create_default_context(cafile=options.ca)
    began = time.monotonic()
    watch = Watch(began)
    late = 0
    tick = 0
    # As many as can be open before the oldest has timed out: a server that hangs does not slow the pace.
    workers = (int(options.timeout / options.interval) + 10) * len(options.listeners)
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        pending = []
        while not stop.is_set() and time.monotonic() - began < options.limit:
            pending = [future for future in pending if not future.done()]
            if len(pending) > workers - len(options.listeners):
                # No worker is left: the tick is not made, and counted.
                late += 1
            else:
                pending += [pool.submit(watch.attempt, each, options.host, context, options.timeout) for each in options.listeners]
            tick += 1
            stop.wait(max(0.0, began + tick * options.interval - time.monotonic()))
    print(json.dumps(watch.summary(late)))


if __name__ == "__main__":
    main()
