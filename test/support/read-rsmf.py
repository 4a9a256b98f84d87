# A reader of RSMF 2.0 that knows nothing of ours: the standard library's email, zipfile and json.
import email, email.policy, io, json, os, sys, zipfile
from datetime import datetime

moment = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00"))
found = []
for folder, _, names in sorted(os.walk(sys.argv[1])):
    assert len(names) <= 1000, folder
    for name in sorted(names):
        with open(os.path.join(folder, name), "rb") as file:
            raw = file.read()
        assert name.endswith(".rsmf") and max(map(len, raw.split(b"\r\n"))) <= 998, name
        assert raw.count(b"\n") == raw.count(b"\r\n"), name
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert not mail.defects and mail["X-RSMF-Version"] == "2.0.0" and mail["From"] and mail["Date"].datetime, name
        attached = list(mail.iter_attachments())
        assert len(attached) == 1, name
        [part] = attached
        assert part.get_filename() == "rsmf.zip" and part["Content-Transfer-Encoding"] == "base64", name
        package = zipfile.ZipFile(io.BytesIO(part.get_content()))
        assert package.testzip() is None and all("/" not in one for one in package.namelist()), name
        manifest = json.loads(package.read("rsmf_manifest.json"))
        people = {one["id"] for one in manifest["participants"]}
        talks = {one["id"]: one for one in manifest["conversations"]}
        events = {one["id"]: one for one in manifest["events"]}
        assert len(events) == len(manifest["events"]) == int(mail["X-RSMF-EventCount"]) <= 10000, name
        assert manifest["eventcollectionid"] == mail["X-RSMF-EventCollectionID"] in talks, name
        times = []
        files = {"rsmf_manifest.json"}
        for one in manifest["events"]:
            times.append(moment(one["timestamp"]))
            assert one["conversation"] in talks and (one["type"] == "disclaimer" or one["participant"] in people), one
            assert one.get("parent") is None or one["parent"] in events, one
            for edit in one.get("edits", []):
                assert edit["participant"] in people and moment(edit["timestamp"]) >= times[-1], edit
            for file in one.get("attachments", []):
                assert len(package.read(file["id"])) == file["size"], file
                files.add(file["id"])
        assert files == set(package.namelist()), name
        assert (min(times), max(times)) == (moment(mail["X-RSMF-BeginDate"]), moment(mail["X-RSMF-EndDate"])), name
        for talk in talks.values():
            assert set(talk["participants"]) == people and talk.get("custodian", next(iter(people), None)) in people | {None}, talk
        text = mail.get_body(("plain",)).get_content()
        found.append(dict(name=os.path.relpath(os.path.join(folder, name), sys.argv[1]), manifest=manifest, text=text))
print(json.dumps(found))
