"""A registry on loopback and a project that depends on its packages, for the scripts beside this file."""
import base64
import hashlib
import http.server
import json
import os
import subprocess
import threading
import time

NOW = "2026-05-16T12:00:00Z"


def packument(name):
    versions, times = {}, {"created": "2020-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z"}
    for number in range(30):
        version = f"1.{number}.0"
        versions[version] = {
            "name": name,
            "version": version,
            "_npmUser": {"name": f"owner-{number % 3}", "email": "owner@example.com"},
            "dependencies": {f"dependency-{index}": "^1.0.0" for index in range(8)},
            "dist": {"integrity": integrity(name, version), "tarball": "https://registry.npmjs.org/x.tgz"},
        }
        times[version] = f"202{number // 6}-0{number % 6 + 1}-01T00:00:00.000Z"
    return {"name": name, "dist-tags": {"latest": version}, "versions": versions, "time": times,
            "maintainers": [{"name": "owner-0"}]}


def integrity(name, version):
    return "sha512-" + base64.b64encode(hashlib.sha512(f"{name}@{version}".encode()).digest()).decode()


def serve(names, latency=0.0, documents=None):
    """Serves the packages on loopback, and further documents by their names; each answer comes `latency` seconds late.

    Returns the registry's address.
    """
    bodies = {f"/{name}": json.dumps(packument(name)).encode() for name in names}
    bodies.update({f"/{name}": body for name, body in (documents or {}).items()})

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            time.sleep(latency)
            path = self.path.split("?")[0]
            if path.startswith("/downloads/point/"):
                asked = path.split("/")[-1].split(",")
                one = lambda name: {"downloads": 1000 + len(name), "start": "2026-05-08", "end": "2026-05-14", "package": name}
                body = json.dumps(one(asked[0]) if len(asked) == 1 else {name: one(name) for name in asked}).encode()
            else:
                body = bodies.get(path)
            self.send_response(404 if body is None else 200)
            body = body or b"{}"
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
            self.send_header("ETag", '"%s"' % hashlib.sha256(body).hexdigest())
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 512

        def handle_error(self, request, client):
            """A client that was killed is what this is about."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


class Runner:
    """Audits the packages from a lock file in `folder`, with a home folder of its own there."""

    def __init__(self, binary, folder, url, names):
        self.binary = binary
        self.folder = folder
        entries = {f"node_modules/{name}": {"version": "1.29.0", "integrity": integrity(name, "1.29.0")} for name in names}
        lockfile = {"name": "demo", "lockfileVersion": 3, "packages": {"": {"name": "demo"}, **entries}}
        (folder / "package-lock.json").write_text(json.dumps(lockfile))
        self.options = ["audit", "-f", str(folder / "package-lock.json"), "--json", "--now", NOW, "--no-github", "--registry", url,
                        "--downloads-api", url, "--tuf-mirror", url]
        self.environment = dict(os.environ, HOME=str(folder), XDG_CACHE_HOME=str(folder / "unused"))

    def start(self, *more):
        return subprocess.Popen([self.binary, *self.options, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self.environment, cwd=self.folder)

    def whole(self, *more):
        process = self.start(*more)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors.decode()

    def clear(self, cache):
        subprocess.run([self.binary, "cache", "clear", "--cache-dir", cache], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)
