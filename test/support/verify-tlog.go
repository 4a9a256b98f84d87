// The third judge: Go's own golang.org/x/mod/sumdb/{note,tlog} (Debian golang-golang-x-mod-dev) over a log of ours.
//
//	verify-tlog VERIFIER-KEY inclusion   ENTRY PROOF
//	verify-tlog VERIFIER-KEY consistency OLD-CHECKPOINT NEW-CHECKPOINT PATH
//	verify-tlog VERIFIER-KEY served      ADDRESS ENTRY INDEX OLD-CHECKPOINT
//
// ADDRESS is where a log is served by c2sp.org/tlog-tiles: its tiles alone prove the entry, and that the log continues the
// old checkpoint.
// ENTRY is the line of the log without a line end; PROOF a c2sp.org/tlog-proof@v1; PATH one base64 hash a line.
// Ends with 0 and one line where it holds, with 1 where it does not, with 2 where it cannot look.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 5 {
		fail(2, "usage: verify-tlog VERIFIER-KEY inclusion|consistency|served …")
	}
	verifier, err := note.NewVerifier(os.Args[1])
	if err != nil {
		fail(2, "the verifier key cannot be used: "+err.Error())
	}
	if os.Args[2] == "served" && len(os.Args) == 7 {
		served(verifier, os.Args[3], os.Args[4:])
		return
	}
	files := make([]string, 0, 3)
	for _, name := range os.Args[3:] {
		bytes, err := os.ReadFile(name)
		if err != nil {
			fail(2, err.Error())
		}
		files = append(files, string(bytes))
	}
	switch {
	case os.Args[2] == "inclusion" && len(files) == 2:
		inclusion(verifier, []byte(files[0]), files[1])
	case os.Args[2] == "consistency" && len(files) == 3:
		consistency(verifier, files[0], files[1], files[2])
	default:
		fail(2, "inclusion takes two files, consistency three")
	}
}

func inclusion(verifier note.Verifier, entry []byte, proof string) {
	head, checkpoint, found := strings.Cut(proof, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail(1, "this is not a tlog-proof")
	}
	var index int64
	if _, err := fmt.Sscanf(lines[1], "index %d", &index); err != nil {
		fail(1, "the proof names no index")
	}
	tree := open(verifier, checkpoint)
	hold(tlog.CheckRecord(tlog.RecordProof(hashes(lines[2:])), tree.N, tree.Hash, index, tlog.RecordHash(entry)))
	fmt.Printf("entry %d is in the log of %d\n", index, tree.N)
}

func consistency(verifier note.Verifier, earlier, later, path string) {
	older, newer := open(verifier, earlier), open(verifier, later)
	steps := hashes(strings.Fields(path))
	hold(tlog.CheckTree(tlog.TreeProof(steps), newer.N, newer.Hash, older.N, older.Hash))
	fmt.Printf("the log of %d continues the log of %d\n", newer.N, older.N)
}

// tiles reads the tiles of a served log. C2SP leaves out of a path what Go puts first, the height of tiles.
type tiles struct{ address string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, 0, len(wanted))
	for _, tile := range wanted {
		bytes, err := fetch(t.address + "/" + strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func fetch(address string) ([]byte, error) {
	answer, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", address, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func served(verifier note.Verifier, address string, rest []string) {
	checkpoint, err := fetch(address + "/checkpoint")
	hold(err)
	newer := open(verifier, string(checkpoint))
	entry, err := os.ReadFile(rest[0])
	hold(err)
	index, err := strconv.ParseInt(rest[1], 10, 64)
	hold(err)
	earlier, err := os.ReadFile(rest[2])
	hold(err)
	older := open(verifier, string(earlier))
	reader := tlog.TileHashReader(newer, tiles{address})
	proof, err := tlog.ProveRecord(newer.N, index, reader)
	hold(err)
	hold(tlog.CheckRecord(proof, newer.N, newer.Hash, index, tlog.RecordHash(entry)))
	grown, err := tlog.ProveTree(newer.N, older.N, reader)
	hold(err)
	hold(tlog.CheckTree(grown, newer.N, newer.Hash, older.N, older.Hash))
	fmt.Printf("served: entry %d is in the log of %d, which continues that of %d\n", index, newer.N, older.N)
}

// open answers size and root of a checkpoint only where the key's signature on it holds.
func open(verifier note.Verifier, checkpoint string) tlog.Tree {
	opened, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	hold(err)
	var tree tlog.Tree
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail(1, "the checkpoint is not one of this log")
	}
	if _, err := fmt.Sscanf(lines[1], "%d", &tree.N); err != nil {
		fail(1, "the checkpoint names no size")
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	hold(err)
	return tree
}

func hashes(lines []string) []tlog.Hash {
	list := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		hash, err := tlog.ParseHash(line)
		hold(err)
		list[i] = hash
	}
	return list
}

func hold(err error) {
	if err != nil {
		fail(1, err.Error())
	}
}

func fail(code int, sentence string) {
	fmt.Fprintln(os.Stderr, sentence)
	os.Exit(code)
}
