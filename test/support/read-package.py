"""Reads a transfer package with the standard library alone, and says what is wrong with it. Shares no code with Akta."""
import csv
import gzip
import hashlib
import io
import json
import sys
import xml.etree.ElementTree as ET
import zipfile

PREMIS = "{http://www.loc.gov/premis/v3}"
NDAP = "{http://www.mswia.gov.pl/standardy/ndap}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
ORDER = "odbiorca data dostep format grupowanie identyfikator jezyk opis uprawnienia kwalifikacja relacja status tematyka tworca typ tytul".split()
REQUIRED = {"identyfikator", "tworca", "tytul", "data", "format", "dostep", "typ"}
# Of the schema of PREMIS 3.0: what may stand in an element, in this order.
SEQUENCES = {
    "premis": ["object", "event", "agent", "rights"],
    "object": ["objectIdentifier", "objectCharacteristics", "originalName", "relationship"],
    "objectIdentifier": ["objectIdentifierType", "objectIdentifierValue"],
    "objectCharacteristics": ["compositionLevel", "fixity", "size", "format"],
    "fixity": ["messageDigestAlgorithm", "messageDigest"],
    "format": ["formatDesignation", "formatRegistry"],
    "relationship": ["relationshipType", "relationshipSubType", "relatedObjectIdentifier"],
    "event": ["eventIdentifier", "eventType", "eventDateTime", "eventDetailInformation", "eventOutcomeInformation", "linkingAgentIdentifier", "linkingObjectIdentifier"],
    "agent": ["agentIdentifier", "agentName", "agentType"],
    "rights": ["rightsStatement"],
    "rightsStatement": ["rightsStatementIdentifier", "rightsBasis", "statuteInformation", "rightsGranted"],
    "statuteInformation": ["statuteJurisdiction", "statuteCitation", "statuteNote"],
}
wrong = []


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def check_list(zf, text, base):
    listed = {}
    for line in text.decode("utf-8").splitlines():
        digest, path = line.split("  ", 1)
        listed[base + path] = digest
        if sha256(zf.read(base + path)) != digest:
            wrong.append("digest of " + path)
    return listed


def in_order(element):
    name = element.tag.split("}")[1]
    found = [child.tag.split("}")[1] for child in element]
    if name in SEQUENCES:
        places = [SEQUENCES[name].index(one) if one in SEQUENCES[name] else -1 for one in found]
        if -1 in places or places != sorted(places):
            wrong.append("order in %s: %s" % (name, found))
    for child in element:
        in_order(child)


def bag(zf, names, name):
    base = name + "/"
    if zf.read(base + "bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        wrong.append("bagit.txt")
    payload = check_list(zf, zf.read(base + "manifest-sha256.txt"), base)
    tags = check_list(zf, zf.read(base + "tagmanifest-sha256.txt"), base)
    inside = {one for one in names if one.startswith(base)}
    if {one for one in inside if one.startswith(base + "data/")} != set(payload):
        wrong.append("payload is not what the manifest lists")
    if inside - set(payload) - set(tags) != {base + "tagmanifest-sha256.txt"}:
        wrong.append("tag files")
    oxum = "Payload-Oxum: %d.%d\n" % (sum(zf.getinfo(one).file_size for one in payload), len(payload))
    if oxum not in zf.read(base + "bag-info.txt").decode("utf-8"):
        wrong.append("Payload-Oxum")
    return base


def premis(zf, base, facts):
    tree = ET.fromstring(zf.read(base + "data/premis/premis.xml"))
    in_order(tree)
    files = {}
    for one in tree.findall(PREMIS + "object"):
        if one.get(XSI) != "premis:file":
            continue
        path = one.find("%sobjectIdentifier/%sobjectIdentifierValue" % (PREMIS, PREMIS)).text
        digest = one.find(".//" + PREMIS + "messageDigest").text
        size = int(one.find(".//" + PREMIS + "size").text)
        data = zf.read(base + path)
        if sha256(data) != digest or len(data) != size:
            wrong.append("fixity of " + path)
        if path in files:
            wrong.append("described twice: " + path)
        files[path] = True
    described = {base + one for one in files} | {base + "data/premis/premis.xml"}
    if described != {one for one in zf.namelist() if one.startswith(base + "data/")}:
        wrong.append("PREMIS does not describe every file")
    facts["premis"] = {
        "objects": len(tree.findall(PREMIS + "object")),
        "entities": [one.find(PREMIS + "originalName").text for one in tree.findall(PREMIS + "object") if one.get(XSI) == "premis:intellectualEntity"],
        "events": sorted({one.find(PREMIS + "eventType").text for one in tree.findall(PREMIS + "event")}),
        "agents": [one.find(PREMIS + "agentName").text for one in tree.findall(PREMIS + "agent")],
        "statutes": [one.text for one in tree.iter(PREMIS + "statuteCitation")],
    }


def warc(zf, path, facts):
    data = gzip.decompress(zf.read(path))
    records = [part for part in data.split(b"WARC/")[1:] if part[:5] in (b"1.0\r\n", b"1.1\r\n")]
    dates = [line.decode() for line in data.split(b"\r\n") if line.startswith(b"WARC-Date: ")]
    facts["warc"] = {"versions": sorted({part[:3].decode() for part in records}), "records": len(records), "dates": sorted({len(one) for one in dates})}


def nara(zf, base, facts):
    rows = list(csv.DictReader(io.StringIO(zf.read(base + "data/metadata.csv").decode("utf-8-sig"))))
    for row in rows:
        if sha256(zf.read(base + row["file_name"])) != row["sha256"]:
            wrong.append("digest of " + row["file_name"])
        if any(row[one].strip() == "" for one in ("record_id", "title", "creator", "creation_date", "rights", "schedule_item")):
            wrong.append("an empty cell of " + row["file_name"])
    facts["nara"] = {"rows": len(rows), "titles": [row["title"] for row in rows]}


def paczka(zf, names, name, facts):
    base = name + "/"
    check_list(zf, zf.read(name + "-manifest-sha256.txt"), "")
    if any(zf.getinfo(one).compress_type != zipfile.ZIP_STORED for one in names):
        wrong.append("something is compressed")
    folders = sorted({one.split("/")[1] for one in names if one.startswith(base)})
    documents = [one for one in names if one.startswith(base + "dokumenty/")]
    titles = []
    for one in documents:
        tree = ET.fromstring(zf.read(base + "metadane/" + one.rsplit("/", 1)[1] + ".xml"))
        found = [child.tag[len(NDAP):] for child in tree]
        if tree.tag != NDAP + "dokument" or [ORDER.index(tag) for tag in found] != sorted(ORDER.index(tag) for tag in found):
            wrong.append("order in the metadata of " + one)
        if not REQUIRED <= set(found):
            wrong.append("metadata missing of " + one)
        if int(tree.find("%sformat/%swielkosc" % (NDAP, NDAP)).text) != zf.getinfo(one).file_size:
            wrong.append("size of " + one)
        titles.append(tree.find("%stytul/%soryginalny" % (NDAP, NDAP)).text)
    metadata = [one for one in names if one.startswith(base + "metadane/")]
    cases = [ET.fromstring(zf.read(one)).find("%sgrupowanie/%skod" % (NDAP, NDAP)).text for one in names if one.startswith(base + "sprawy/")]
    rows = list(csv.reader(io.StringIO(zf.read(name + "-spis.csv").decode("utf-8-sig"))))
    facts["paczka"] = {"folders": folders, "documents": len(documents), "metadata": len(metadata), "titles": titles, "cases": cases, "spis": rows, "pdf": zf.read(name + "-spis.pdf")[:5].decode()}


def main(path):
    facts = {}
    with zipfile.ZipFile(path) as zf:
        if zf.testzip() is not None:
            wrong.append("a checksum of the archive")
        names = zf.namelist()
        name = next(one for one in names if one.endswith(".entry.json"))[: -len(".entry.json")]
        commit = json.loads(zf.read(name + ".entry.json"))["commit"]
        is_bag = name + "/bagit.txt" in names
        committed = zf.read(name + "/tagmanifest-sha256.txt" if is_bag else name + "-manifest-sha256.txt")
        if sha256(committed) != commit:
            wrong.append("the log commits to something else")
        facts["proof"] = zf.read(name + ".tlog-proof").decode("utf-8").splitlines()[0]
        if is_bag:
            base = bag(zf, names, name)
            facts["items"] = len([one for one in names if one.startswith(base + "data/items/")])
            facts["media"] = len([one for one in names if one.startswith(base + "data/media/")])
            warc(zf, base + "data/web/exchanges.warc.gz", facts)
            if base + "data/premis/premis.xml" in names:
                premis(zf, base, facts)
            if base + "data/metadata.csv" in names:
                nara(zf, base, facts)
        else:
            paczka(zf, names, name, facts)
    print(json.dumps({"wrong": wrong, **facts}))


main(sys.argv[1])
