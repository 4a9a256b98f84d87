# A reader of Concordance DAT and Opticon OPT that knows nothing of ours: only csv, hashlib and the files it names.
import csv, hashlib, json, os, sys

top = sys.argv[1]
found = []
for volume in sorted(os.listdir(top)):
    data = os.path.join(top, volume, "DATA", volume)
    raw = open(data + ".dat", "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n"), volume
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"), "a newline in a cell"
    for line in raw[3:].decode().split("\r\n")[:-1]:
        assert all(cell[0] == cell[-1] == "\u00fe" for cell in line.split("\x14")), line
    with open(data + ".dat", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter="\x14", quotechar="\u00fe"))
    header, *rows = rows
    docs = [dict(zip(header, row)) for row in rows]
    assert all(len(row) == len(header) for row in rows)
    names = [doc["BEGDOC"] for doc in docs]
    for doc in docs:
        assert doc["BEGDOC"] == doc["ENDDOC"] and doc["BEGATTACH"] <= doc["BEGDOC"] <= doc["ENDATTACH"], doc
        assert doc["BEGATTACH"] in names and doc["ENDATTACH"] in names, doc
        paths = [doc["NATIVE_PATH"], doc["TEXT_PATH"]]
        files = [path and open(os.path.join(top, *path.split("\\")), "rb").read() for path in paths]
        hashed = files[0] or files[1]
        assert hashlib.sha256(hashed).hexdigest() == doc["SHA256"] and hashlib.md5(hashed).hexdigest() == doc["MD5HASH"], doc
        found.append(dict(doc, VOLUME=volume, TEXT=files[1].decode()))
    for folder, _, files in os.walk(os.path.join(top, volume)):
        assert len(files) <= 1000, folder
    for line in open(data + ".opt", newline="").read().split("\r\n")[:-1] if os.path.exists(data + ".opt") else []:
        name, vol, path, first, _, _, pages = line.split(",")
        assert vol == volume and first == "Y" and pages == "1" and name in names, line
        assert open(os.path.join(top, *path.split("\\")), "rb").read(3) == b"\xff\xd8\xff", path
        next(doc for doc in found if doc["BEGDOC"] == name)["IMAGE"] = path
print(json.dumps(found))
