#!/usr/bin/env python3
"""A web worker: all of them listen on one port (SO_REUSEPORT), and the kernel spreads the connections."""
import http.server
import os
import signal
import socket
import sys
import threading

INDEX = os.environ["KAMISAMA_WORKER_INDEX"]
GREETING = os.environ.get("GREETING", "Hello")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{GREETING} from web worker {INDEX}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, template, *args):
        sys.stdout.write(f"WEB {INDEX}: {template % args}\n")
        sys.stdout.flush()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = False  # server_close waits for the requests that are being answered.
    request_queue_size = 128

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        super().server_bind()


def notify(message):
    """sd_notify(3): one datagram, and nothing when nobody wants to hear it."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(message.encode(), "\0" + address[1:] if address[0] == "@" else address)


server = Server(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Handler)

# From another thread: shutdown waits for the loop that this handler has interrupted.
signal.signal(signal.SIGTERM, lambda signum, frame: threading.Thread(target=server.shutdown).start())
notify("READY=1")
server.serve_forever()
server.server_close()
