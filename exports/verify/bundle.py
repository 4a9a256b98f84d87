"""Reads the archive of an Akta bundle as something a stranger may have built to deceive, and keeps what was found wrong with it."""
import csv, hashlib, hmac, io, json, os, re, zipfile, zlib
csv.field_size_limit(2**31 - 1)
FAILED = {}  # file -> (reason, details)
BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)  # what a file in no known form leads to

class CouldNotLook(Exception): pass

def check(holds, file, reason, against="", at="", item=0, again=False):
    """The first thing found wrong with a file is the one told, and a file found wrong is not used to accuse another."""
    if not holds and (again or file not in FAILED): FAILED[file] = (reason, dict(file=file, against=against, at=at, item=item))

def parse(read, data, otherwise):
    try: return read(data)
    except BROKEN: return otherwise

def fields(value): return value if isinstance(value, dict) else {}

class Bundle:
    """The bag's files by their path in it; what lies beside the bag, which should be its seal, by `../` and its name."""
    def __init__(self, path):
        part, names, self.of, self.last = re.match(r"(?s)(.*\.part)([1-9]\d{0,3})of([1-9]\d{0,3})(\.zip)$", path), {}, {}, path
        paths = ["%s%dof%s%s" % (part[1], no + 1, part[3], part[4]) for no in range(int(part[3]))] if part else [path]
        for path in paths:
            try: archive = zipfile.ZipFile(path)
            except (OSError, zipfile.BadZipFile) as error: raise CouldNotLook("%s cannot be opened (%s)%s." % (path, error, "; all parts have to stand in one folder" if part else ""))
            end = 0
            for e in sorted(archive.infolist(), key=lambda e: e.header_offset):
                check(re.match(r"^(?!/|.*(^|/)\.\.?(/|$)|.*[\\:])[!-~]+(?<!/)$", e.orig_filename), e.orig_filename, "hostile", "its name")
                check(e.external_attr >> 16 & 0o170000 != 0o120000, e.filename, "hostile", "a link")
                check(e.header_offset >= end and e.filename not in names, e.filename, "hostile", "twice, or sharing its bytes")
                if e.flag_bits & 1: raise CouldNotLook("%s is encrypted, and a bundle is not." % e.filename)
                names[e.filename], self.of[e], end = e, archive, e.header_offset + 30 + len(e.filename) + e.compress_size
            if sum(e.file_size for e in archive.infolist()) > max(2**30, 250 * os.path.getsize(path)): raise CouldNotLook("it would unpack to far more than any bundle.")
        self.full = names
        if FAILED: return
        bags = [n.split("/")[0].replace(".entry.json", "") for n in names if re.match(r"^[^/]+(/bagit\.txt|\.entry\.json)$", n)]
        if not bags: raise CouldNotLook("there is no bundle with its seal beside it.")
        self.seal, inside = "../%s." % bags[0], bags[0] + "/"
        self.full = {n[len(inside):] if n.startswith(inside) else "../" + n: names[n] for n in names}
    def under(self, prefix): return sorted(p for p in self.full if p.startswith(prefix))
    def sound(self, path): return path in self.full and path not in FAILED
    def pieces(self, path):
        self.last, length = path, 0
        try:
            with self.of[self.full[path]].open(self.full[path]) as stream:
                for piece in iter(lambda: stream.read(1 << 20), b""):
                    length += len(piece)
                    yield piece
            check(length == self.full[path].file_size, path, "hostile", "its length")
        except KeyError: check(False, path, "missing")
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error): check(False, path, "format")
    def read(self, path): return b"".join(self.pieces(path))
    def text(self, path): return self.read(path).decode("utf-8", "replace")
    def rows(self, path, columns): return [row for row in (line.split("  ", columns - 1) for line in self.text(path).splitlines()) if len(row) == columns]
    def manifest(self, path): return {name: digest for digest, name in self.rows(path, 2)}
    def table(self, path): return list(csv.DictReader(io.StringIO(self.text(path).lstrip("\ufeff"), newline="")))
    def json(self, path):
        value = parse(json.loads, self.read(path), None)
        check(isinstance(value, dict), path, "format")
        return fields(value)
    def digest(self, path): return self.feed(path, hashlib.sha256())
    def mac(self, path, key): return self.feed(path, hmac.new(key, digestmod="sha256"))
    def feed(self, path, digest):
        for piece in self.pieces(path): digest.update(piece)
        return digest.hexdigest()
