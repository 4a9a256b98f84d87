"""What others said of the log (RFC 3161 stamps, an earlier bundle's checkpoint), and which records the log holds to be destroyed."""
import calendar, hashlib, pathlib, re, subprocess, tempfile, time
from bundle import check
from tlog import b64, grew, open_note, sha, signed_by
STAMPS, COSIGNED, EARLIER, DESTROYED = "data/log/stamps/", "data/log/cosigned/", "data/log/earlier/", "data/destroyed.txt"

def openssl(folder, *args):
    try: done = subprocess.run(["openssl", *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    except OSError as error: raise OSError("a timestamp could not be checked because the program openssl is not on this machine.") from error
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

def dated(note, stamp, roots):
    """(time, fingerprint of the certificate it is trusted by) of a stamp of this note that leads to one of these certificates, else None."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("note", note.encode()), ("tsr", stamp), ("ca", roots.encode())): pathlib.Path(folder, name).write_bytes(data)
        said = re.search(r"Time stamp: (\w{3} +\d+ \d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT", openssl(folder, "ts", "-reply", "-in", "tsr", "-text"))
        if not said: return None
        at = calendar.timegm(time.strptime(" ".join(said.groups()), "%b %d %H:%M:%S %Y"))
        # A certificate that has run out since was good when it dated this.
        held = openssl(folder, "ts", "-verify", "-data", "note", "-in", "tsr", "-CAfile", "ca", "-partial_chain", "-attime", str(at))
        shown = openssl(folder, "x509", "-in", "ca", "-noout", "-fingerprint", "-sha256").strip().partition("=")[2]
        return (time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(at)), shown.replace(":", "").lower()) if held.startswith("Verification: OK") else None

def continued(b, keys, log, folder):
    """The checkpoint in this folder, where the log of the bundle is its log, grown."""
    note, lines = b.text(folder + "checkpoint"), b.text(folder + "consistency").split("\n")
    older = next(filter(None, (open_note(note, key) for key in keys)), None)
    check(older, folder + "checkpoint", "proof", "its signature")
    check(not older or (lines[-1:] == [""] and grew(older, log, [b64(step) for step in lines[:-1]])), folder + "consistency", "proof", "data/log/checkpoint")
    return older and (note, older)

def cosigned(note, witness):
    """When the witness with this key (name+id+base64) signed the note, else None (C2SP tlog-cosignature v1)."""
    name, _, rest = witness.partition("+")
    key, body = b64(rest.partition("+")[2]), note.partition("\n\n")[0] + "\n"
    for mark in (line.split(" ") for line in note.split("\n")):
        if len(mark) != 3 or mark[1] != name or len(b64(mark[2])) != 76 or len(key) != 33 or key[0] != 4: continue
        value = b64(mark[2])
        at = int.from_bytes(value[4:12], "big")
        text = "cosignature/v1\ntime %d\n%s" % (at, body)
        if value[:4] == sha(name.encode() + b"\n" + key)[:4] and signed_by(key[1:], text.encode(), value[12:]):
            return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(at))

def check_cosigned(b, keys, log):
    """What witnesses say, as (key, time, size)."""
    found, said = continued(b, keys, log, COSIGNED), []
    for witness in b.text(COSIGNED + "witnesses").split("\n")[:-1] if found else []:
        at = cosigned(found[0], witness)
        check(at, COSIGNED + "checkpoint", "stamp", COSIGNED + "witnesses")
        if at: said.append((witness, at, found[1][1]))
    return said

def check_marks(b, keys, log, roots):
    """What is said, as (name, size, time, fingerprint, whether the reader named the certificate); by witnesses; the size of the log in an earlier bundle."""
    said = []
    for name in sorted({path.split("/")[3] for path in b.under(STAMPS)}):
        folder = STAMPS + name + "/"
        found = continued(b, keys, log, folder)
        if not found: continue
        stamp = b.read(folder + "stamp.tsr")
        named = dated(found[0], stamp, roots) if roots else None
        held = named or dated(found[0], stamp, b.text(folder + "ca.pem"))
        check(held, folder + "stamp.tsr", "stamp", folder + "checkpoint")
        if held: said.append((name, found[1][1], held[0], held[1], bool(named)))
    earlier = continued(b, keys, log, EARLIER) if b.under(EARLIER) else None
    return said, check_cosigned(b, keys, log) if b.under(COSIGNED) else [], earlier[1][1] if earlier else None

def check_destroyed(b, source, records):
    """Items that the log holds to be destroyed, and the places of the entries that say so."""
    text, items, seqs = b.text(DESTROYED), set(), set()
    lines = [line.split(" ") for line in text.split("\n")[:-1]]
    check(text.endswith("\n") or not text, DESTROYED, "format")
    check(all(len(line) == 3 and line[2].isdigit() for line in lines), DESTROYED, "format")
    for account in (r["account"] for r in source["ranges"]):
        own = [line for line in lines if line[0] == account]
        head = next((e for e, _, _ in records.values() if (e.get("type"), e.get("account"), e.get("export")) == ("account.headed", account, source["exportId"])), {"seq": -1})
        digest = hashlib.sha256("".join(" ".join(line) + "\n" for line in own).encode()).hexdigest()
        check(head.get("commit") == digest, DESTROYED, "destroyed", "account " + account)
        seqs.add(head["seq"])
        for _, item, seq in own:
            entry = records.get(int(seq), ({},))[0]
            said = (entry.get("type"), entry.get("item")) == ("item.destroyed", item) and int(seq) < head.get("size", 0)
            check(said, DESTROYED, "destroyed", "data/records/%08d" % int(seq))
            if said: seqs.add(int(seq))
    items.update(line[1] for line in lines)
    return items, seqs

def called_rightly(entry, disposition, destroyed, inside):
    """A row about a version calls it destroyed exactly where it was; records at the edges aside."""
    return (entry.get("type") == "snapshot.stored" and entry.get("item") in destroyed and entry["seq"] in inside) == (disposition == "destroyed")
