"""The log: Merkle tree of RFC 6962, proofs of RFC 9162 (2.1.3.2, 2.1.4.2), C2SP checkpoints (signed notes) and tlog-proofs, Ed25519 by
openssl. Nothing here knows of bundles."""
import base64, hashlib, pathlib, re, subprocess, tempfile

def b64(text):
    """Empty where it is no base64."""
    try: return base64.b64decode(text, validate=True)
    except ValueError: return b""

def sha(data): return hashlib.sha256(data).digest()

def key_in(pem): return b64("".join(pem.split("\n")[1:-2]))[-32:]

def walk(path, fn, sn, a, b):
    """Climbs from node fn of a level whose last is sn; a is the hash of the older tree (or None), b of the newer."""
    for step in path:
        if sn == 0: return None, None
        if fn % 2 or fn == sn:
            a, b = a and sha(b"\1" + step + a), sha(b"\1" + step + b)
            while fn % 2 == 0 and fn: fn, sn = fn >> 1, sn >> 1
        else: b = sha(b"\1" + b + step)
        fn, sn = fn >> 1, sn >> 1
    return (a, b) if sn == 0 else (None, None)

def included(line, index, path, log): return 0 <= index < log[1] and walk(path, index, log[1] - 1, None, sha(b"\0" + line))[1] == log[2]

def grew(old, new, path):
    if old[1] >= new[1] or old[1] == 0: return old == new and not path
    path, fn, sn = ([old[2]] if old[1] & (old[1] - 1) == 0 else []) + path, old[1] - 1, new[1] - 1
    while fn % 2: fn, sn = fn >> 1, sn >> 1
    return old[0] == new[0] and path != [] and walk(path[1:], fn, sn, path[0], path[0]) == (old[2], new[2])

def signed_by(key, body, signature):
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(bytes.fromhex("302a300506032b6570032100") + key) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", pem), ("body", body), ("sig", signature)): pathlib.Path(folder, name).write_bytes(data)
        command = "openssl pkeyutl -verify -pubin -inkey key -rawin -in body -sigfile sig".split()
        try: return subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        except OSError as error: raise OSError("the signature could not be checked because the program openssl is not on this machine.") from error

def open_note(note, key):
    """(origin, size, root) of a checkpoint signed by this key, else None."""
    body, _, tail = note.partition("\n\n")
    lines = body.split("\n")
    if len(lines) != 3 or not re.match(r"^\d{1,16}$", lines[1]) or len(b64(lines[2])) != 32 or len(key or b"") != 32: return None
    for mark in (line.split(" ") for line in tail.split("\n")):
        mine = len(mark) == 3 and mark[:2] == ["\u2014", lines[0]] and b64(mark[2])[:4] == sha(lines[0].encode() + b"\n\1" + key)[:4]
        if mine and signed_by(key, (body + "\n").encode(), b64(mark[2])[4:]): return lines[0], int(lines[1]), b64(lines[2])

def raw_key(text):
    """The raw key of a verifier key `name+id+base64`, else empty."""
    data = b64(text.split("+", 2)[-1])
    return data[1:] if len(data) == 33 and data[:1] == b"\1" else b""

def open_handover(note):
    """(size, old key, new key) of a note by which one key of the log hands over to the next, signed by both; else None."""
    body, _, tail = note.partition("\n\n")
    lines = body.split("\n")
    if len(lines) != 7 or lines[0] != "akta/log-handover@v1" or not re.match(r"^\d{1,15}$", lines[2]): return None
    keys = [raw_key(line) for line in lines[4:6]]
    for key in keys:
        marks = [line.split(" ") for line in tail.split("\n")]
        mine = [b64(mark[2]) for mark in marks if len(mark) == 3 and mark[1] == lines[1] and b64(mark[2])[:4] == sha(lines[1].encode() + b"\n\1" + key)[:4]]
        if len(key) != 32 or not any(signed_by(key, (body + "\n").encode(), sig[4:]) for sig in mine): return None
    return int(lines[2]), keys[0], keys[1]

def read_proof(text):
    """(index, path, checkpoint) of a tlog-proof; index -1 when it is none."""
    head, _, note = text.partition("\n\n")
    match = re.match(r"^c2sp.org/tlog-proof@v1\nindex (\d{1,16})\n?([A-Za-z0-9+/=\n]*)$", head)
    return (int(match[1]), [b64(line) for line in match[2].split("\n") if line], note) if match else (-1, [], note)
