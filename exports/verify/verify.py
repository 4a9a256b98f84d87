#!/usr/bin/env python3
"""Checks an Akta bundle:   python3 verify.py BUNDLE.zip [--key LOG-KEY.pem] [--lang pl]
Needs Python 3.8 and `openssl` 3, no network; VERIFY.md says in words what is done. Exit: 0 authentic, or consistent when no key is
named; 1 wrong; 2 could not look. Shares no code with Akta's own verifier, so that each checks the other."""
import base64, csv, hashlib, hmac, io, json, os, pathlib, re, subprocess, sys, tempfile, zipfile, zlib
ARGS, FAILED = sys.argv[1:], {}  # FAILED: file -> (reason, details)
def option(name): return ARGS[ARGS.index(name) + 1] if name in ARGS[:-1] else None
LANG = 1 if option("--lang") == "pl" else 0
SAY = {
    "authentic": ("This bundle is complete and unchanged: {files} files, {versions} versions of {items} items match the log that {body} signed on {at}. The signing key is the one you named.", "Pakiet jest kompletny i niezmieniony: {files} plików oraz {versions} wersji {items} wpisów zgadza się z rejestrem podpisanym przez {body} {at}. Podpisano go kluczem, który wskazano."),
    "consistent": ("The bundle agrees with itself, but you have not said whose key to trust. Anyone could have made such a bundle with a key of his own. Compare the key {key} with the one published at {address}, or run again with `--key`.", "Pakiet jest wewnętrznie spójny, ale nie wskazano, czyjemu kluczowi ufać. Taki pakiet mógł sporządzić każdy, używając własnego klucza. Należy porównać klucz {key} z opublikowanym pod adresem {address} albo uruchomić sprawdzenie ponownie z opcją `--key`."),
    "wrong": ("Do not rely on this bundle. {why} {failed} of {files} files fail; the others hold.", "Na tym pakiecie nie można polegać. {why} Liczba niezgodnych plików: {failed} z {files}; pozostałe są zgodne."),
    "could-not-look": ("No finding either way: {why}", "Brak rozstrzygnięcia: {why}")}
WHY = {"text": "The text of item {item} ({file}) is not the text that was recorded on {at}.", "part": "{file} is not what was recorded on {at}.",
       "differs": "{file} shows something else than what was recorded ({against}).", "hole": "Records are missing, or their period is too short: {file}, {against}.",
       "missing": "{file} is missing.", "stray": "{file} does not belong to this bundle: it was added.", "proof": "{file} does not fit the signed log ({against}).",
       "key": "{file} is not the key you named, or not the key this log is signed with.", "sealed": "{file} is not the file that was sealed.",
       "format": "{file} is not in the form that bundles are written in.", "hostile": "The archive is built to deceive: {file} ({against})."}
class CouldNotLook(Exception): pass
def fail(file, reason, against="", at="", item=0, again=False):
    """The first thing found wrong with a file is the one told, and a file found wrong is not used to accuse another."""
    if again or file not in FAILED: FAILED[file] = (reason, dict(file=file, against=against, at=at, item=item))
def finish(verdict, code, **facts):
    why = [WHY[reason].format(**details) for reason, details in sorted(FAILED.values(), key=lambda f: list(WHY).index(f[0]))]
    print("\n  - ".join([SAY[verdict][LANG].format(**{"why": (why + [""])[0], "failed": len(FAILED), **facts})] + why))
    sys.exit(code)
def parse(data):
    try: return json.loads(data)
    except (ValueError, RecursionError): return None
def b64(text):
    try: return base64.b64decode(text, validate=True)
    except ValueError: return b""
def key_in(pem): return b64("".join(pem.split("\n")[1:-2]))[-32:]
class Bundle:
    """The bag's files by their path in it; the seal's, which lie beside it, by their whole name."""
    def __init__(self, path):
        try: archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error: raise CouldNotLook("%s cannot be opened (%s)." % (path, error))
        end, self.open, self.full = 0, archive.open, {}
        for e in sorted(archive.infolist(), key=lambda e: e.header_offset):
            if not re.match(r"^(?!/|.*(^|/)\.\.?(/|$)|.*[\\\\:])[!-~]+(?<!/)$", e.orig_filename): fail(e.orig_filename, "hostile", "its name")
            if e.external_attr >> 16 & 0o170000 == 0o120000: fail(e.filename, "hostile", "a link")
            if e.header_offset < end or e.filename in self.full: fail(e.filename, "hostile", "twice, or sharing its bytes")
            self.full[e.filename], end = e.filename, e.header_offset + 30 + len(e.filename) + e.compress_size
        if FAILED: finish("wrong", 1, files=len(self.full))
        if sum(e.file_size for e in archive.infolist()) > max(2**30, 250 * os.path.getsize(path)): raise CouldNotLook("it would unpack to far more than any bundle.")
        top = [n for n in self.full if n.endswith(".entry.json") and "/" not in n] + [n[:-10] + ".entry.json" for n in self.full if re.match("^[^/]+/bagit.txt$", n)]
        if not top: raise CouldNotLook("there is no bundle with its seal beside it.")
        self.name = top[0][:-11]
        self.full = {n[len(self.name) + 1:] if n.startswith(self.name + "/") else n: n for n in self.full}
    def under(self, prefix): return sorted(p for p in self.full if p.startswith(prefix))
    def sound(self, path): return path in self.full and path not in FAILED
    def pieces(self, path):
        try:
            with self.open(self.full[path]) as stream: yield from iter(lambda: stream.read(1 << 20), b"")
        except KeyError: fail(path, "missing")
        except (zipfile.BadZipFile, EOFError, zlib.error): fail(path, "format")
    def read(self, path): return b"".join(self.pieces(path))
    def text(self, path): return self.read(path).decode("utf-8", "replace")
    def rows(self, path, columns): return [row for row in (line.split("  ", columns - 1) for line in self.text(path).splitlines()) if len(row) == columns]
    def manifest(self, path): return {name: digest for digest, name in self.rows(path, 2)}
    def table(self, path): return list(csv.DictReader(io.StringIO(self.text(path).lstrip("\ufeff"), newline="")))
    def json(self, path):
        value = parse(self.read(path))
        return value if isinstance(value, dict) else fail(path, "format") or {}
    def digest(self, path):
        digest = hashlib.sha256()
        for piece in self.pieces(path): digest.update(piece)
        return digest.hexdigest()
# ---- The log: Merkle tree of RFC 6962, proofs of RFC 9162 (2.1.3.2, 2.1.4.2), signed notes of C2SP ---------------------------------
def walk(path, fn, sn, a, b):
    """Climbs from node fn of a level whose last is sn; a is the hash of the older tree (or None), b of the newer."""
    for step in path:
        if sn == 0: return None, None
        if fn % 2 or fn == sn:
            a, b = a and hashlib.sha256(b"\1" + step + a).digest(), hashlib.sha256(b"\1" + step + b).digest()
            while fn % 2 == 0 and fn: fn, sn = fn >> 1, sn >> 1
        else: b = hashlib.sha256(b"\1" + b + step).digest()
        fn, sn = fn >> 1, sn >> 1
    return (a, b) if sn == 0 else (None, None)
def included(line, index, path, log): return index < log[1] and walk(path, index, log[1] - 1, None, hashlib.sha256(b"\0" + line).digest())[1] == log[2]
def grew(old, new, path):
    m, n = old[1], new[1]
    if m >= n or m == 0: return old == new and not path
    path, fn, sn = ([old[2]] if m & (m - 1) == 0 else []) + path, m - 1, n - 1
    while fn % 2: fn, sn = fn >> 1, sn >> 1
    return old[0] == new[0] and path != [] and walk(path[1:], fn, sn, path[0], path[0]) == (old[2], new[2])
def signed_by(key, body, signature):
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(bytes.fromhex("302a300506032b6570032100") + key) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", pem), ("body", body), ("sig", signature)): pathlib.Path(folder, name).write_bytes(data)
        command = "openssl pkeyutl -verify -pubin -inkey key -rawin -in body -sigfile sig".split()
        try: return subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        except OSError: raise CouldNotLook("the signature could not be checked because the program openssl is not on this machine.")
def open_note(note, key):
    """(origin, size, root) of a checkpoint signed by this key, else None."""
    body, _, tail = note.partition("\n\n")
    lines = body.split("\n")
    if len(lines) != 3 or not re.match(r"^\d{1,16}$", lines[1]) or len(b64(lines[2])) != 32 or len(key or b"") != 32: return None
    for mark in (line.split(" ") for line in tail.split("\n")):
        mine = len(mark) == 3 and mark[:2] == ["\u2014", lines[0]] and b64(mark[2])[:4] == hashlib.sha256(lines[0].encode() + b"\n\1" + key).digest()[:4]
        if mine and signed_by(key, (body + "\n").encode(), b64(mark[2])[4:]): return lines[0], int(lines[1]), b64(lines[2])
def read_proof(text):
    """(index, path, checkpoint) of a tlog-proof; index -1 when it is none."""
    head, _, note = text.partition("\n\n")
    match = re.match(r"^c2sp.org/tlog-proof@v1\nindex (\d{1,16})\n?([A-Za-z0-9+/=\n]*)$", head)
    return (int(match[1]), [b64(line) for line in match[2].split("\n") if line], note) if match else (-1, [], note)
# ---- The checks -------------------------------------------------------------------------------------------------------------------
def find_key(b, named):
    """The key the log is signed with: the one named if it fits, else whichever of the two copies in the bundle opens a signature."""
    pem, vkey = key_in(b.text("data/log/log.pub.pem")), b64(b.text("data/log/origin.vkey").strip().partition("+")[2].partition("+")[2])[-32:]
    notes = [b.text("data/log/checkpoint"), read_proof(b.text(b.name + ".tlog-proof"))[2]]
    key = next((k for k in (named, pem, vkey) if any(open_note(note, k) for note in notes)), None)
    if not key or pem != key or named not in (None, key): fail("data/log/log.pub.pem", "key")
    if vkey != key: fail("data/log/origin.vkey", "key")
    return key
def check_seal(b, key, log):
    """The export's own entry in the log commits to the list of the bag's files, so every file is compared with what was sealed."""
    seal, proof_file, listed, around = b.name + ".entry.json", b.name + ".tlog-proof", {}, {b.name + ".consistency"}
    (index, path, note), line = read_proof(b.text(proof_file)), b.read(seal)
    later, entry = open_note(note, key), parse(line) or {}
    if not later or not included(line, index, path, later) or entry.get("type") != "export.built":
        for file in (seal, proof_file): fail(file, "proof", "nothing outside the two tells which was changed")
    if later and log and not grew(log, later, [b64(step) for step in b.text(b.name + ".consistency").split("\n")[:-1]]): fail(b.name + ".consistency", "proof", "data/log/checkpoint")
    for name, digest in (("tagmanifest-sha256.txt", lambda: entry.get("commit")), ("manifest-sha256.txt", lambda: listed.get("manifest-sha256.txt"))):
        copies = [file for file in (b.name + "." + name, name) if b.digest(file) == digest()]
        for file in {b.name + "." + name, name} - set(copies): fail(file, "sealed")
        listed.update(b.manifest((copies + [name])[0]))
        around |= {b.name + "." + name, "tagmanifest-sha256.txt", seal, proof_file}
    for file in set(b.full) | set(listed):
        if file not in b.full: fail(file, "missing")
        elif file not in listed and file not in around: fail(file, "stray")
        elif file in listed and b.digest(file) != listed[file]: fail(file, "sealed")
    return entry
def check_records(b, log):
    """seq -> (entry, committed item.json, opened parts). Each entry is in the signed log; each part is what it committed to."""
    records, checkpoint = {}, b.text("data/log/checkpoint")
    for folder in sorted({"/".join(path.split("/")[:3]) for path in b.under("data/records/")}):
        file, proof_file, parts_file, salts_file = (folder + name for name in ("/entry.json", "/proof.tlog-proof", "/parts.txt", "/salts.txt"))
        line, (index, path, note) = b.read(file), read_proof(b.text(proof_file))
        entry, salts, item = parse(line), [], None
        if not isinstance(entry, dict) or json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() != line or folder[13:] != "%08d" % entry.get("seq", -1):
            fail(file, "format")
            continue
        if log and b.sound(proof_file) and not (index == entry["seq"] and note == checkpoint and included(line, index, path, log)): fail(file, "proof", proof_file)
        if parts_file in b.full:
            if b.digest(parts_file) != entry.get("commit"): fail(parts_file, "part", at=entry["at"])
            parts, salts = b.manifest(parts_file), b.rows(salts_file, 3)
            if sorted(parts) != sorted(name for _, name, _ in salts): fail(salts_file, "differs", parts_file)
            for salt, name, path in salts if b.sound(parts_file) and b.sound(salts_file) else []:
                if hmac.new(bytes.fromhex(salt), b.read(path), "sha256").hexdigest() == parts[name]: continue
                fail(path, "text" if name == "field:text" else "part", at=entry["at"], item=entry.get("item"), again=True)
        opened = {name: path for _, name, path in salts}
        if b.sound(opened.get("item.json")): item = b.json(opened["item.json"])
        for path in b.under(folder + "/"):
            if path not in (file, proof_file) and (not opened or path not in (parts_file, salts_file)) and path not in opened.values(): fail(path, "stray")
        records[entry["seq"]] = (entry, item, opened)
    return records
def check_items(b, records):
    """Each item shows what its records committed to: texts, alt texts, media, author, findings; every opened record is shown."""
    items, shown = [b.json(path) for path in b.under("data/items/")], set()
    for path, it in zip(b.under("data/items/"), items):
        for v in it.get("versions", []):
            entry, item, opened = records.get(v.get("seq"), ({}, None, {}))
            shown.add(v.get("seq"))
            named = dict(item=it.get("id"), account=it.get("accountId"), snapshot=v.get("snapshotId"), number=v.get("number"), exchange=v.get("exchangeId"), commit=str(v.get("commit"))[7:])
            if any(entry.get(k) != named[k] for k in named): fail(path, "differs", "data/records/%08d" % (v.get("seq") or 0))
            if item is None: continue
            media = [(m.get("alt"), m.get("href")) for m in v.get("media", [])]
            recorded = [(m.get("alt"), opened.get("medium-%d" % n)) for n, m in enumerate(item.get("media", []), 1)]
            if any(item.get(k) != v.get(k) for k in ("text", "title", "contentWarning", "lang", "poll", "links")) or media != recorded: fail(path, "differs", opened["item.json"])
            if v is it["versions"][-1] and it.get("author") and any(it["author"][k] != (item.get("author") or {}).get(k) for k in ("handle", "displayName")): fail(path, "differs", opened["item.json"])
        for f in it.get("findings", []):
            entry, pairs = records.get(f.get("seq"), ({"finding": ""},))[0], dict(finding="id", certainty="certainty", cause="cause", lastSeen="lastSeenAt", firstMissing="firstMissingAt")
            if f.get("seq") is not None and any(k in entry and entry[k] != f.get(pairs[k]) for k in pairs): fail(path, "differs", "data/records/%08d" % f["seq"])
    for seq in records:
        if records[seq][2] and seq not in shown: fail("data/records/%08d/parts.txt" % seq, "stray")
    return items
def check_complete(source, records):
    """Each account's own counter has no hole, and the entries before and after show that the stretch covers the period asked for."""
    claimed, inside, places = {0}, set(), {(e.get("account"), e.get("accountSeq")): e for e, _, _ in records.values()}
    if [records.get(0, ({},))[0].get(k) for k in ("type", "clock")] != ["log.opened", source["clock"]]: fail("data/source.json", "differs", "data/records/00000000/entry.json")
    for account, first, last in ((r["account"], r["first"], r["last"]) for r in source["ranges"]):
        for n in range(max(0, first - 1), last + 2):
            if (account, n) not in places: return fail("data/records/ of account %s" % account, "hole", "number %d" % n)
            claimed.add(places[account, n]["seq"])
            if first <= n <= last: inside.add(places[account, n]["seq"])
        before, after = places.get((account, first - 1)), places[account, last + 1]
        mark = after["type"] == "export.started" and after["export"] == source["exportId"]
        if before and before["at"] >= (source["source"]["from"] or "") or not mark and after["at"] <= (source["source"]["to"] or "~"): fail("data/source.json", "hole", "account %s" % account)
    if [r["account"] for r in source["ranges"]] != [a["id"] for a in source["accounts"]]: fail("data/source.json", "hole", "accounts")
    for seq in set(records) - claimed: fail("data/records/%08d/entry.json" % seq, "stray")
    return [records[seq][0] for seq in sorted(inside)]
def check_renditions(b, source, records, items, inside):
    """index.csv, the viewer's data, the gaps and the counts repeat rightly what the records say."""
    rows, text = b.table("data/index.csv"), lambda value: "" if value is None else str(value)
    versions = {v.get("seq"): (it, v) for it in items for v in it.get("versions", [])}
    for row in rows:
        entry, (it, v) = records.get(int(row["log_index"]), ({},))[0], versions.get(int(row["log_index"]), ({}, {}))
        want = dict(account=entry.get("account"), account_seq=entry.get("accountSeq"), recorded_at=entry.get("at"), type=entry.get("type"), item=entry.get("item"), text=v.get("text"), title=v.get("title"),
                    version=v.get("number"), kind=it.get("kind"), author=(it.get("author") or {}).get("handle"), posted_at=it.get("postedAt"), state=it.get("state"), url=it.get("url"))
        if any(row[k] not in (text(want[k]), "'" + text(want[k])) for k in want): fail("data/index.csv", "differs", "log_index " + row["log_index"])
    if len(rows) != len(records): fail("data/index.csv", "differs", "%d rows, %d records" % (len(rows), len(records)))
    shown, sound = [], all(b.sound(p) for p in b.under("data/items/") + b.under("data/viewer/data-"))
    for path in b.under("data/viewer/data-") if sound else []:
        chunk = parse(b.text(path).partition(".push(")[2][:-3]) or {}
        start, shown = len(shown), shown + chunk.pop("items", [])
        if shown[start:] != items[start:len(shown)] or any(chunk[k] != source.get(k) for k in chunk): fail(path, "differs", "data/items, data/source.json")
    if sound and len(shown) != len(items): fail(b.under("data/viewer/data-")[-1], "differs", "%d items of %d" % (len(shown), len(items)))
    gaps = {g["id"]: (g["id"], g["accountId"], g["from"], text(g["to"]), g["reason"]) for g in source["gaps"]}
    if sorted(gaps.values()) != sorted((r["gap"], r["account"], r["from"], r["to"], r["reason"]) for r in b.table("data/gaps.csv")): fail("data/gaps.csv", "differs", "data/source.json")
    for e in (e for e in inside if e["type"] in ("gap.opened", "gap.closed")):
        _, account, start, end, _ = gaps.get(e["gap"], ("", "", "", "", ""))
        if (account, start, end) != (e["account"], e["from"], e.get("to", end)): fail("data/source.json", "differs", "data/records/%08d" % e["seq"])
    posts = [it for it in items if it.get("kind") not in ("profile", "original")]
    counts = dict(items=len(posts), versions=sum(len(it.get("versions", [])) for it in posts), gone=sum(it.get("state") == "gone" for it in posts), gaps=len(gaps), files=len(b.full))
    for name in counts:
        if source["counts"][name] != counts[name]: fail("data/source.json", "differs", "%s: %d counted" % (name, counts[name]))
    return counts
def main():
    places = [arg for i, arg in enumerate(ARGS) if not arg.startswith("--") and ARGS[i - 1:i] not in (["--key"], ["--lang"])]
    if not places: raise CouldNotLook("name the bundle: python3 verify.py BUNDLE.zip")
    try: named = key_in(open(option("--key")).read()) if option("--key") else None
    except OSError as error: raise CouldNotLook("the key you named cannot be read (%s)." % error)
    b = Bundle(places[0])
    key = find_key(b, named)
    log = open_note(b.text("data/log/checkpoint"), key)
    if not log: fail("data/log/checkpoint", "proof", "its signature")
    seal, records, counts = check_seal(b, key, log), check_records(b, log), {}
    items, source = check_items(b, records), b.json("data/source.json")
    for _, details in FAILED.values(): details["item"] = next((no for no, it in enumerate(items, 1) if it.get("id") == details["item"]), 0)
    if b.sound("data/source.json"):
        try: counts = check_renditions(b, source, records, items, check_complete(source, records) or [])
        except (KeyError, TypeError, ValueError, AttributeError) as error: fail("data/source.json", "format", str(error))
        if seal.get("export") != source.get("exportId"): fail("data/source.json", "differs", b.name + ".entry.json")
    facts = dict(counts, files=len(b.full), body=", ".join(body["name"] for body in source.get("bodies", [])), at=str(seal.get("at"))[:16].replace("T", " ") + " UTC")
    shown = " ".join(re.findall("....", hashlib.sha256(key or b"").hexdigest()[:32]))
    finish("wrong" if FAILED else "authentic" if named else "consistent", 1 if FAILED else 0, key=shown, address=source.get("source", {}).get("logOrigin"), **facts)
csv.field_size_limit(2**31 - 1)
try: main()
except CouldNotLook as reason: finish("could-not-look", 2, why=str(reason))
except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
    fail("a file of this bundle (%s)" % error, "format")
    finish("wrong", 1, files="all")
