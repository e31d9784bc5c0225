// Checks what Paraph publishes by somebody else's code: Go's own checksum database client
// (golang.org/x/mod/sumdb, Debian's golang-golang-x-mod-dev). It shares nothing with ours.
//
//	verify EXPORT VKEY           the note, each leaf hash, the root
//	verify EXPORT VKEY FOLDER    and each proof of the folder: *.json as Rekor writes them,
//	                             *.tlog-proof, and consistency.json from first.checkpoint
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

type head struct {
	size int64
	root tlog.Hash
}

// open reads a checkpoint that the key has signed.
func open(text string, vkey string) head {
	verifier, err := note.NewVerifier(vkey)
	must(err, "the key")
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	must(err, "the checkpoint's note")
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		fail("the checkpoint is not of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "the checkpoint's size")
	root, err := tlog.ParseHash(lines[2])
	must(err, "the checkpoint's root")
	return head{size, root}
}

// store holds the hashes of the tree as tlog numbers them.
type store []tlog.Hash

func (s store) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func fromHex(text string) tlog.Hash {
	var hash tlog.Hash
	bytes, err := hex.DecodeString(text)
	must(err, "a hash")
	if len(bytes) != len(hash) {
		fail("a hash has %d bytes", len(bytes))
	}
	copy(hash[:], bytes)
	return hash
}

type line struct {
	Entry  json.RawMessage
	Leaf   string
	Number int64
}

// tree reads the export's entries: their leaf hashes, and what follows from them.
func tree(scanner *bufio.Scanner) ([]tlog.Hash, store) {
	var leaves []tlog.Hash
	var hashes store
	for scanner.Scan() {
		var read line
		must(json.Unmarshal(scanner.Bytes(), &read), "a line")
		number := int64(len(leaves))
		leaf := fromHex(read.Leaf)
		if read.Number != number {
			fail("entry %d stands where entry %d is expected", read.Number, number)
		}
		if read.Entry != nil && tlog.RecordHash(read.Entry) != leaf {
			fail("entry %d: its bytes do not give its leaf hash", number)
		}
		more, err := tlog.StoredHashesForRecordHash(number, leaf, hashes)
		must(err, "the tree")
		hashes = append(hashes, more...)
		leaves = append(leaves, leaf)
	}
	must(scanner.Err(), "the export")
	return leaves, hashes
}

func read(name string) string {
	bytes, err := os.ReadFile(name)
	must(err, name)
	return string(bytes)
}

func checkRekor(name string, vkey string, leaves []tlog.Hash) {
	var proof struct {
		LogIndex   int64    `json:"logIndex"`
		RootHash   string   `json:"rootHash"`
		TreeSize   int64    `json:"treeSize"`
		Hashes     []string `json:"hashes"`
		Checkpoint string   `json:"checkpoint"`
	}
	must(json.Unmarshal([]byte(read(name)), &proof), name)
	signed := open(proof.Checkpoint, vkey)
	if signed.size != proof.TreeSize || signed.root != fromHex(proof.RootHash) {
		fail("%s: it names another head than its checkpoint", name)
	}
	var path tlog.RecordProof
	for _, hash := range proof.Hashes {
		path = append(path, fromHex(hash))
	}
	must(tlog.CheckRecord(path, signed.size, signed.root, proof.LogIndex, leaves[proof.LogIndex]), name)
}

func checkTlogProof(name string, vkey string, leaves []tlog.Hash) {
	above, checkpoint, found := strings.Cut(read(name), "\n\n")
	lines := strings.Split(above, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("%s: it is no tlog-proof", name)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err, name)
	var path tlog.RecordProof
	for _, text := range lines[2:] {
		bytes, err := base64.StdEncoding.DecodeString(text)
		must(err, name)
		var hash tlog.Hash
		copy(hash[:], bytes)
		path = append(path, hash)
	}
	signed := open(checkpoint, vkey)
	must(tlog.CheckRecord(path, signed.size, signed.root, index, leaves[index]), name)
}

func checkGrowth(folder string, vkey string, last head) {
	first := open(read(filepath.Join(folder, "first.checkpoint")), vkey)
	var proof struct {
		From, To int64
		Hashes   []string
	}
	name := filepath.Join(folder, "consistency.json")
	must(json.Unmarshal([]byte(read(name)), &proof), name)
	if proof.From != first.size || proof.To != last.size {
		fail("%s: it is of other sizes", name)
	}
	var path tlog.TreeProof
	for _, hash := range proof.Hashes {
		path = append(path, fromHex(hash))
	}
	must(tlog.CheckTree(path, last.size, last.root, first.size, first.root), name)
}

func main() {
	if len(os.Args) < 3 {
		fail("verify EXPORT VKEY [FOLDER]")
	}
	file, err := os.Open(os.Args[1])
	must(err, "the export")
	vkey := strings.TrimSpace(os.Args[2])
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 80<<20)
	if !scanner.Scan() {
		fail("the export is empty")
	}
	var header struct{ Checkpoint, Format, Origin, Vkey string }
	must(json.Unmarshal(scanner.Bytes(), &header), "the header")
	last := open(header.Checkpoint, vkey)
	leaves, hashes := tree(scanner)
	root, err := tlog.TreeHash(int64(len(leaves)), hashes)
	must(err, "the tree")
	if int64(len(leaves)) != last.size || root != last.root {
		fail("%d entries do not have the root that was signed for %d", len(leaves), last.size)
	}
	proofs := 0
	if len(os.Args) > 3 {
		rekor, _ := filepath.Glob(filepath.Join(os.Args[3], "[0-9]*.json"))
		for _, name := range rekor {
			checkRekor(name, vkey, leaves)
		}
		texts, _ := filepath.Glob(filepath.Join(os.Args[3], "*.tlog-proof"))
		for _, name := range texts {
			checkTlogProof(name, vkey, leaves)
		}
		checkGrowth(os.Args[3], vkey, last)
		proofs = len(rekor) + len(texts) + 1
	}
	fmt.Printf("%d entries and %d proofs hold\n", len(leaves), proofs)
}
