#!/usr/bin/env python3
"""Checks an Akta bundle:   python3 verify.py BUNDLE.zip [--key LOG-KEY.pem] [--tsa-ca AUTHORITY.pem] [--lang pl]
Needs Python 3.8 and `openssl` 3, no network; VERIFY.md says in words what is done. Exit: 0 authentic, or consistent when no key is
named; 1 wrong; 2 could not look. Shares no code with Akta's own verifier, so that each checks the other. Beside it: tlog.py, the
mathematics of the log; bundle.py, the reading of the archive; marks.py, what others said of the log."""
import argparse, hashlib, hmac, json, pathlib, re, sys
sys.dont_write_bytecode = True
from bundle import BROKEN, FAILED, Bundle, CouldNotLook, check, fields, parse
from marks import called_rightly, check_destroyed, check_marks
from tlog import b64, grew, included, key_in, open_handover, open_note, read_proof
CLOSED = {}  # seq -> names of the parts that are committed to and not opened
SAY = {
    "authentic": ("This bundle is complete and unchanged: {files} files, {versions} versions of {items} items match the log that {body} signed on {at}. The signing key is the one you named.", "Pakiet jest kompletny i niezmieniony. Z rejestrem, który {at} podpisała instytucja {body}, zgadza się wszystko: pliki ({files}), wpisy ({items}) i ich wersje ({versions}). Podpisano go kluczem, który wskazano."),
    "consistent": ("The bundle agrees with itself, but you have not said whose key to trust. Anyone could have made such a bundle with a key of his own. Compare the key {key} with the one published at {address}, or run again with `--key`.", "Pakiet jest wewnętrznie spójny, ale nie wskazano, czyjemu kluczowi ufać. Taki pakiet mógł sporządzić każdy, używając własnego klucza. Należy porównać klucz {key} z opublikowanym pod adresem {address} albo uruchomić sprawdzenie ponownie z opcją `--key`."),
    "wrong": ("Do not rely on this bundle. {why} {failed} of {files} files fail; the others hold.", "Na tym pakiecie nie można polegać. {why} Liczba niezgodnych plików: {failed} z {files}; pozostałe są zgodne."),
    "could-not-look": ("No finding either way: {why}", "Brak rozstrzygnięcia: {why}")}
HANDED_OVER = (" That is: the key you named handed over to {}, which signed this bundle, and both keys signed that.", " To znaczy: wskazany klucz przekazał podpisywanie kluczowi {}, którym podpisano ten pakiet, co podpisały oba klucze.")
WITHHELD = (" Withheld parts of its records: {}. That something stands there is proved, what it says is not shown.", " Nieudostępnione części zapisów: {}. Dowiedziono, że tam są; ich treści nie pokazano.")
STAMP = (" {0} says that the first {1} entries of the log were there by {2}; {4}.", " {0} stwierdza, że rejestr o rozmiarze {1} istniał najpóźniej {2}; {4}.")
TRUSTED = (("the certificate it is trusted by came with the bundle, compare it with the one {0} publishes (SHA-256 {3})", "certyfikat, według którego go uznano, pochodzi z pakietu, należy porównać go z ogłaszanym przez {0} (SHA-256 {3})"),
           ("it is trusted by a certificate you named", "uznano go według wskazanego certyfikatu"))
WITNESS = (" A witness signed on {1} that the log had only grown, to {2} entries; compare its key with the one it publishes: {0}.", " Świadek podpisał {1}, że rejestr tylko przyrastał, do rozmiaru {2}; należy porównać jego klucz z ogłaszanym: {0}.")
CONTINUES = (" The log continues that of an earlier bundle, which had {} entries: compare its data/log/checkpoint with data/log/earlier/checkpoint here.",
             " Rejestr jest dalszym ciągiem rejestru z wcześniejszego pakietu, o rozmiarze {}: należy porównać jego data/log/checkpoint z data/log/earlier/checkpoint w tym pakiecie.")
WHY = {"text": "The text of item {item} ({file}) is not the text that was recorded on {at}.", "part": "{file} is not what was recorded on {at}.",
       "destroyed": "{file} does not say of destroyed records what the log says ({against}).",
       "differs": "{file} shows something else than what was recorded ({against}).", "hole": "Records are missing, or their period is too short: {file}, {against}.",
       "missing": "{file} is missing.", "stray": "{file} does not belong to this bundle: it was added.", "proof": "{file} does not fit the signed log ({against}).",
       "stamp": "{file} is not marked as {against} says, by an authority or witness that is trusted here.",
       "key": "{file} is not the key you named, or not the key this log is signed with.", "sealed": "{file} is not the file that was sealed.",
       "format": "{file} is not in the form that bundles are written in.", "hostile": "The archive is built to deceive: {file} ({against})."}

def told(marks):
    stamps, witnesses, earlier = marks
    parts = [STAMP[LANG].format(*stamp[:4], TRUSTED[stamp[4]][LANG].format(*stamp)) for stamp in stamps] + [WITNESS[LANG].format(*witness) for witness in witnesses]
    return "".join(parts + ([CONTINUES[LANG].format(earlier)] if earlier is not None else []))

def finish(verdict, code, closed=0, handed=False, marks=((), (), None), **facts):
    why = [WHY[reason].format(**details) for reason, details in sorted(FAILED.values(), key=lambda f: list(WHY).index(f[0]))]
    said = SAY[verdict][LANG].format(**{"why": (why + [""])[0], "failed": len(FAILED), **facts})
    if verdict == "authentic" and handed: said += HANDED_OVER[LANG].format(facts["key"])
    print("\n  - ".join([said + (WITHHELD[LANG].format(closed) if closed and code == 0 else "") + (told(marks) if code == 0 else "")] + why))
    sys.exit(code)

def follow(b, named):
    """The key that signs now, for whoever trusts the one named, and the handovers: each, signed by both its keys, leads from one key to the next."""
    handovers = []
    for path in b.under("data/log/handovers/"):
        shown = open_handover(b.text(path))
        check(shown, path, "proof", "the signatures of both keys")
        if shown: handovers.append(shown)
    for _, old, new in sorted(handovers): named = new if named == old else named
    return named, sorted(handovers)

def find_key(b, named):
    """The key the log is signed with: the one named if it fits, else whichever of the two copies in the bundle opens a signature."""
    pem, vkey = key_in(b.text("data/log/log.pub.pem")), b64(b.text("data/log/origin.vkey").strip().partition("+")[2].partition("+")[2])[-32:]
    notes = [b.text("data/log/checkpoint"), read_proof(b.text(b.seal + "tlog-proof"))[2]]
    key = next((k for k in (named, pem, vkey) if any(open_note(note, k) for note in notes)), None)
    check(key and pem == key and named in (None, key), "data/log/log.pub.pem", "key")
    check(vkey == key, "data/log/origin.vkey", "key")
    return key

def check_seal(b, key, log):
    """The export's own entry in the log commits to the list of the bag's files, so every file is compared with what was sealed."""
    seal, proof_file, grown, listed = b.seal + "entry.json", b.seal + "tlog-proof", b.seal + "consistency", {}
    (index, path, note), line = read_proof(b.text(proof_file)), b.read(seal)
    later, entry = open_note(note, key), fields(parse(json.loads, line, None))
    for file in (seal, proof_file):
        holds = later and included(line, index, path, later) and entry.get("type") == "export.built"
        check(holds, file, "proof", "nothing outside the two tells which was changed")
    if later and log: check(grew(log, later, [b64(step) for step in b.text(grown).split("\n")[:-1]]), grown, "proof", "data/log/checkpoint")
    for name, digest in (("tagmanifest-sha256.txt", lambda: entry.get("commit")), ("manifest-sha256.txt", lambda: listed.get("manifest-sha256.txt"))):
        copies = [file for file in (b.seal + name, name) if b.digest(file) == digest()]
        for file in (b.seal + name, name): check(file in copies, file, "sealed")
        listed.update(b.manifest((copies + [name])[0]))
    around = {seal, proof_file, grown, b.seal + "manifest-sha256.txt", b.seal + "tagmanifest-sha256.txt", "tagmanifest-sha256.txt"}
    for file in set(b.full) | set(listed) | around:
        check(file in b.full, file, "missing")
        check(file in listed or file in around, file, "stray")
        check(file not in listed or b.digest(file) == listed[file], file, "sealed")
    return entry

def check_records(b, log):
    """seq -> (entry, committed item.json, opened parts). Each entry is in the signed log; each part is what it committed to."""
    records, note_of_log, together = {}, b.text("data/log/checkpoint"), "data/records/proofs.csv"
    apart = {row["log_index"]: row["path"] for row in b.table(together)} if together in b.full else None
    for folder in sorted({"/".join(path.split("/")[:3]) for path in b.under("data/records/") if path != together}):
        file, proof_file, parts_file, salts_file = (folder + name for name in ("/entry.json", "/proof.tlog-proof", "/parts.txt", "/salts.txt"))
        if apart is not None: proof_file = together
        line, salts, parts, row = b.read(file), [], {}, (apart or {}).pop(folder[13:].lstrip("0") or "0", None)
        index, path, note = read_proof(b.text(proof_file)) if apart is None else (-1 if row is None else int(folder[13:]), [bytes.fromhex(step) for step in (row or "").split()], note_of_log)
        entry = fields(parse(json.loads, line, None))
        canonical = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() == line
        check(canonical and folder[13:] == "%08d" % entry.get("seq", -1), file, "format")
        if file in FAILED and "seq" not in entry: continue
        if log and b.sound(proof_file): check(index == entry["seq"] and note == note_of_log and included(line, index, path, log), file, "proof", proof_file)
        if parts_file in b.full:
            check(b.digest(parts_file) == entry.get("commit"), parts_file, "part", at=entry["at"])
            parts, salts = b.manifest(parts_file), b.rows(salts_file, 3)
            check(all(name in parts for _, name, _ in salts), salts_file, "differs", parts_file)
        for salt, name, path in salts if b.sound(parts_file) and b.sound(salts_file) else []:
            holds = b.mac(path, bytes.fromhex(salt)) == parts[name]
            check(holds, path, "text" if name == "field:text" else "part", at=entry["at"], item=entry.get("item"), again=True)
        opened = {name: path for _, name, path in salts}
        known = {file, *([proof_file] if apart is None else []), *opened.values()} | ({parts_file, salts_file} if opened else set())
        for path in b.under(folder + "/"): check(path in known, path, "stray")
        CLOSED[entry["seq"]] = sorted(set(parts) - set(opened))
        records[entry["seq"]] = (entry, b.json(opened["item.json"]) if b.sound(opened.get("item.json")) else None, opened)
    check(not apart, together, "proof", "a record that is not here")
    return records

def check_closed(b, path, it, v, opened):
    """Of a version with withheld parts each part that is opened is compared by itself with what is shown."""
    who, media = fields(it["author"]) if v is it["versions"][-1] else {}, {m["ordinal"]: m for m in v["media"]}
    for name, file in ((n, f) for n, f in opened.items() if b.sound(f)):
        kind, _, number = name.partition(":")[2].rpartition("-")
        if kind == "alt": same = media[int(number)]["alt"] == b.text(file)
        elif name == "field:poll": same = v["poll"] == b.json(file)
        elif name == "field:profile": same = all(b.json(file).get(k) == value for k, value in fields(v["profile"]).items())
        elif name.startswith("medium-"): same = media[int(name[7:])]["href"] == file
        else: same = {"field:text": v["text"], "field:title": v["title"], "field:content-warning": v["contentWarning"], "field:author-handle": who.get("handle"),
                      "field:author-name": who.get("displayName")}.get(name) in (None, b.text(file))
        check(same, path, "differs", file)
    for m in v["media"]:
        check("medium-%s" % m["ordinal"] in opened or not m["href"] or re.match("data/media/redacted-[0-9]{8}-[0-9]+[.][a-z0-9]+$", m["href"]), path, "differs", m["href"])

def check_items(b, records):
    """Each item shows what its records committed to: texts, alt texts, media, author, findings; every opened record is shown."""
    items, shown = [(path, b.json(path)) for path in b.under("data/items/")], set()
    for path, it in items:
        for v in it["versions"]:
            entry, item, opened = records.get(v["seq"], ({}, None, {}))
            shown.add(v["seq"])
            named = dict(item=it["id"], account=it["accountId"], snapshot=v["snapshotId"], number=v["number"],
                         exchange=v["exchangeId"], commit=v["commit"][7:])
            check(all(entry.get(k) == named[k] for k in named), path, "differs", "data/records/%08d" % v["seq"])
            stated = v.get("redaction", {}).get("withheldParts", [])
            check(sorted(stated) == CLOSED.get(v["seq"], []), "data/records/%08d/salts.txt" % v["seq"], "differs", path)
            if stated: check_closed(b, path, it, v, opened)
            if item is None: continue
            media = [(m.get("alt"), opened.get("medium-%d" % n)) for n, m in enumerate(item["media"], 1)]
            same = media == [(m["alt"], m["href"]) for m in v["media"]]
            same = same and all(item.get(k) == v.get(k) for k in ("text", "title", "contentWarning", "lang", "poll", "links", "brought"))
            who = it["author"] if v is it["versions"][-1] else None
            check(same and (not who or all(who[k] == fields(item["author"]).get(k) for k in ("handle", "displayName"))), path, "differs", opened["item.json"])
        for f in (f for f in it["findings"] if f["seq"] is not None):
            entry = records.get(f["seq"], ({"finding": ""},))[0]
            pairs = dict(finding="id", certainty="certainty", cause="cause", lastSeen="lastSeenAt", firstMissing="firstMissingAt")
            check(all(k not in entry or entry[k] == f[pairs[k]] for k in pairs), path, "differs", "data/records/%08d" % f["seq"])
    for seq in records: check(not records[seq][2] or seq in shown, "data/records/%08d/parts.txt" % seq, "stray")
    return [it for _, it in items]

def check_complete(b, source, records, heads):
    """Each account's own counter has no hole; the entries before and after show that the stretch covers the period that was asked for."""
    claimed, inside, places = {0} | heads, set(), {(e.get("account"), e.get("accountSeq")): e for e, _, _ in records.values()}
    scope, start, end = b.json("data/scope.json")["scope"], source["source"]["from"] or "", source["source"]["to"] or "~"
    digest, asked = hmac.new(bytes.fromhex(scope["salt"]), scope["text"].encode(), "sha256").hexdigest(), json.loads(scope["text"])["accounts"]
    check(all((a["from"] or "") >= start and (a["to"] or "~") <= end for a in asked), "data/scope.json", "hole", "data/source.json claims a shorter period")
    check([records.get(0, ({},))[0].get(k) for k in ("type", "clock")] == ["log.opened", source["clock"]], "data/source.json", "differs", "data/records/00000000/entry.json")
    for account, first, last in ((r["account"], r["first"], r["last"]) for r in source["ranges"]):
        stretch = [(n, places.get((account, n))) for n in range(max(0, first - 1), last + 2)]
        for n, e in stretch: check(e, "data/records/ of account %s" % account, "hole", "number %d" % n)
        claimed |= {e["seq"] for _, e in stretch if e}
        inside |= {e["seq"] for n, e in stretch if e and first <= n <= last}
        before, after = places.get((account, first - 1), {"at": ""}), places.get((account, last + 1), {"at": "~~"})
        mark = after.get("type") == "export.started" and after["export"] == source["exportId"]
        check((first == 0 or before["at"] < start) and (mark or after["at"] > end), "data/source.json", "hole", "account %s" % account)
    for e, _, _ in records.values(): check(e.get("export") != source["exportId"] or e.get("scope", digest) == digest, "data/scope.json", "differs", "data/records/%08d" % e["seq"])
    check([r["account"] for r in source["ranges"]] == [a["id"] for a in source["accounts"]], "data/source.json", "hole", "accounts")
    for seq in set(records) - claimed: check(False, "data/records/%08d/entry.json" % seq, "stray")
    return [records[seq][0] for seq in sorted(inside)]

def check_renditions(b, source, records, items, inside, destroyed):
    """index.csv, the viewer's data, the gaps and the counts repeat rightly what the records say."""
    within = {e["seq"] for e in inside}
    rows, at, text = b.table("data/index.csv"), 0, lambda value: "" if value is None else str(value)
    versions = {v["seq"]: (it, v) for it in items for v in it["versions"]}
    for row in rows:
        entry, (it, v) = records.get(int(row["log_index"]), ({},))[0], versions.get(int(row["log_index"]), ({}, {}))
        want = dict(account=entry.get("account"), account_seq=entry.get("accountSeq"), recorded_at=entry.get("at"), type=entry.get("type"),
                    item=entry.get("item"), text=v.get("text"), title=v.get("title"),
                    version=v.get("number"), kind=it.get("kind"), author=fields(it.get("author")).get("handle"), posted_at=it.get("postedAt"), state=it.get("state"), url=it.get("url"))
        came = fields(v.get("brought"))
        want.update(brought=came.get("how"), brought_by=came.get("by"), brought_at=came.get("at"), made_or_seen_at=came.get("seenAt") or came.get("madeAt"), seen_by=came.get("seenBy"))
        check(all(row[k] in (text(want[k]), "'" + text(want[k])) for k in want), "data/index.csv", "differs", "log_index " + row["log_index"])
        check(called_rightly(entry, row["disposition"], destroyed, within), "data/index.csv", "destroyed", "log_index " + row["log_index"])
    for path, it in zip(b.under("data/items/"), items): check(it["id"] not in destroyed, path, "destroyed", "data/destroyed.txt")
    check(len(rows) == len(records), "data/index.csv", "differs", "%d rows, %d records" % (len(rows), len(records)))
    chunks = b.under("data/viewer/data-") if all(b.sound(p) for p in b.under("data/items/") + b.under("data/viewer/data-")) else []
    for path in chunks:
        chunk = json.loads(b.text(path).partition(".push(")[2][:-3])
        shown = chunk.pop("items", [])
        at += len(shown)
        complete = path != chunks[-1] or at == len(items)
        check(complete and shown == items[at - len(shown):at] and all(chunk[k] == source.get(k) for k in chunk), path, "differs", "data/items, data/source.json")
    gaps = {g["id"]: (g["id"], g["accountId"], g["from"], text(g["to"]), g["reason"]) for g in source["gaps"]}
    listed = sorted((r["gap"], r["account"], r["from"], r["to"], r["reason"]) for r in b.table("data/gaps.csv"))
    check(sorted(gaps.values()) == listed, "data/gaps.csv", "differs", "data/source.json")
    for e in (e for e in inside if e["type"] in ("gap.opened", "gap.closed")):
        _, account, start, end, _ = gaps.get(e["gap"], ("", "", "", "", ""))
        check((account, start, end) == (e["account"], e["from"], e.get("to", end)), "data/source.json", "differs", "data/records/%08d" % e["seq"])
    posts, kinds = [it for it in items if it["kind"] not in ("profile", "original")], [it["kind"] for it in items]
    counts = dict(items=len(posts), versions=sum(len(it["versions"]) for it in posts), gone=sum(it["state"] == "gone" for it in posts), gaps=len(gaps), files=len(b.full),
                  capturedLate=sum(it["capturedLate"] is True for it in posts), profiles=kinds.count("profile"), originals=kinds.count("original"))
    for name in counts: check(source["counts"][name] == counts[name], "data/source.json", "differs", "%s: %d counted" % (name, counts[name]))
    decided = [fields(it.get("redaction")).get("decision", "released") for it in posts]
    found = dict(released=decided.count("released"), inPart=decided.count("in-part"), withheld=decided.count("withheld"))
    stated, closed = source.get("release") or {"counts": dict(found, notAbout=0, found=len(posts)), "withheldParts": 0}, sum(map(len, CLOSED.values()))
    found["found"] = len(posts) + stated["counts"]["notAbout"]
    for name in found: check(stated["counts"][name] == found[name], "data/source.json", "differs", "%s: %d counted" % (name, found[name]))
    unredacted = decided.count("released") == len(posts) and not closed
    check(stated["withheldParts"] == closed and (unredacted or not source["source"]["unredacted"]), "data/source.json", "differs", "withheld parts: %d counted" % closed)
    return dict(counts, closed=closed)

def main(b, named, roots):
    trusted, handovers = follow(b, named)
    key = find_key(b, trusted)
    keys = [key]
    for _, old, new in reversed(handovers): keys += [old] if keys[-1] == new else []
    log = open_note(b.text("data/log/checkpoint"), key)
    check(log, "data/log/checkpoint", "proof", "its signature")
    marks = check_marks(b, keys, log, roots) if log else ((), (), None)
    seal, records = check_seal(b, key, log), check_records(b, log)
    items, source, counts = check_items(b, records), b.json("data/source.json"), {}
    for _, details in FAILED.values(): details["item"] = next((no for no, it in enumerate(items, 1) if it["id"] == details["item"]), 0)
    if b.sound("data/source.json"):
        destroyed, heads = check_destroyed(b, source, records)
        counts = check_renditions(b, source, records, items, check_complete(b, source, records, heads), destroyed)
        check(seal.get("export") == source["exportId"], "data/source.json", "differs", b.seal + "entry.json")
    facts = dict(counts, files=len(b.full), body=", ".join(body["name"] for body in source.get("bodies", [])), at=str(seal.get("at"))[:16].replace("T", " ") + " UTC")
    shown = " ".join(re.findall("....", hashlib.sha256(key or b"").hexdigest()[:32]))
    finish("wrong" if FAILED else "authentic" if named else "consistent", 1 if FAILED else 0, handed=trusted != named, key=shown, address=source.get("source", {}).get("logOrigin"), marks=marks, **facts)

options, opened = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter), None
for option, more in (("bundle", {}), ("--key", {}), ("--tsa-ca", {}), ("--lang", {"default": "en", "choices": ("en", "pl")})): options.add_argument(option, **more)
asked = options.parse_args()
LANG = ("en", "pl").index(asked.lang)
try:
    trusted = key_in(pathlib.Path(asked.key).read_text()) if asked.key else None
    if trusted is not None and len(trusted) != 32: raise CouldNotLook("the key you named is no public key.")
    opened = Bundle(asked.bundle)
    if FAILED: finish("wrong", 1, files=len(opened.full))
    main(opened, trusted, pathlib.Path(asked.tsa_ca).read_text() if asked.tsa_ca else None)
except (CouldNotLook, OSError) as reason: finish("could-not-look", 2, why=str(reason))
except BROKEN as error:
    check(False, opened.last if opened else asked.bundle, "format")
    finish("wrong", 1, files=len(opened.full) if opened else 1)
