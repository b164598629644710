// Read a published log with the transparency log of Go's module database, which knows nothing of this program.
//
//	read LEDGER [KEY …]
//
// It checks the signatures of the checkpoint by the keys given, every tile and entry against the root, that each earlier
// checkpoint is of the same history, and each proof that stands beside a record. It prints what held; the first thing that
// does not ends it with status 1.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height, width = 8, 256

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "read LEDGER [KEY …]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(folder string, keys []string) error {
	checkpoint, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	signatures, err := signed(checkpoint, keys)
	if err != nil {
		return err
	}
	log, err := tree(checkpoint)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(log, files(folder))
	entries, err := readEntries(folder, log, hashes)
	if err != nil {
		return err
	}
	earlier, err := readEarlier(folder, log, hashes)
	if err != nil {
		return err
	}
	proofs, err := readProofs(folder)
	if err != nil {
		return err
	}
	fmt.Printf("%d signatures, %d entries, %d earlier checkpoints, %d proofs\n", signatures, entries, earlier, proofs)
	return nil
}

// signed gives how many signatures of a checkpoint are by the keys given, each of which must have signed.
func signed(checkpoint []byte, keys []string) (int, error) {
	var verifiers []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", key, err)
		}
		verifiers = append(verifiers, verifier)
	}
	if len(keys) == 0 {
		return 0, nil
	}
	opened, err := note.Open(checkpoint, note.VerifierList(verifiers...))
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	if len(opened.Sigs) != len(keys) {
		return 0, fmt.Errorf("checkpoint: signed by %d of %d keys", len(opened.Sigs), len(keys))
	}
	return len(opened.Sigs), nil
}

// tree reads size and root of a checkpoint.
func tree(checkpoint []byte) (tlog.Tree, error) {
	lines := strings.SplitN(string(checkpoint), "\n", 4)
	if len(lines) < 4 {
		return tlog.Tree{}, fmt.Errorf("checkpoint: too few lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// files reads tiles from where C2SP's layout has them: as in Go's, but for the height, which is always the same there.
type files string

func (folder files) Height() int { return height }

func (folder files) SaveTiles([]tlog.Tile, [][]byte) {}

func (folder files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(folder), filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

// readEntries reads every entry out of the bundles and proves each to be in the tree.
func readEntries(folder string, log tlog.Tree, hashes tlog.HashReader) (int64, error) {
	var entry int64
	for entry < log.N {
		bundle := tlog.Tile{H: height, L: -1, N: entry / width, W: int(min(width, log.N-entry))}
		path := strings.Replace(bundle.Path(), fmt.Sprintf("tile/%d/data/", height), "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
		if err != nil {
			return 0, err
		}
		for len(data) >= 2 {
			length := 2 + int(binary.BigEndian.Uint16(data))
			if len(data) < length {
				return 0, fmt.Errorf("%s: entry %d breaks off", path, entry)
			}
			proof, err := tlog.ProveRecord(log.N, entry, hashes)
			if err != nil {
				return 0, fmt.Errorf("entry %d: %w", entry, err)
			}
			if err := tlog.CheckRecord(proof, log.N, log.Hash, entry, tlog.RecordHash(data[2:length])); err != nil {
				return 0, fmt.Errorf("%s: entry %d: %w", path, entry, err)
			}
			data, entry = data[length:], entry+1
		}
		if len(data) > 0 || entry%width != 0 && entry != log.N {
			return 0, fmt.Errorf("%s: it does not hold %d entries", path, bundle.W)
		}
	}
	return entry, nil
}

// readEarlier proves that the tree goes on from each checkpoint that was published before.
func readEarlier(folder string, log tlog.Tree, hashes tlog.HashReader) (int, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "checkpoints", "*"))
	if err != nil {
		return 0, err
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		old, err := tree(data)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
		if old.N == 0 {
			continue
		}
		proof, err := tlog.ProveTree(log.N, old.N, hashes)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
		if err := tlog.CheckTree(proof, log.N, log.Hash, old.N, old.Hash); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
	}
	return len(paths), nil
}

// readProofs checks each proof (C2SP tlog-proof) with the entry that stands beside it.
func readProofs(folder string) (int, error) {
	count := 0
	err := filepath.WalkDir(folder, func(path string, found fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".tlog-proof") {
			return err
		}
		count++
		return readProof(path)
	})
	return count, err
}

func readProof(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("%s: it is no proof", path)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return fmt.Errorf("%s: %s is no hash", path, line)
		}
		proof = append(proof, tlog.Hash(*(*[tlog.HashSize]byte)(hash)))
	}
	log, err := tree([]byte(checkpoint))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	version, err := os.ReadFile(strings.TrimSuffix(path, ".tlog-proof") + ".json")
	if err != nil {
		return err
	}
	var beside struct{ Entry string }
	if err := json.Unmarshal(version, &beside); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := tlog.CheckRecord(proof, log.N, log.Hash, index, tlog.RecordHash([]byte(beside.Entry))); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func min(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}
