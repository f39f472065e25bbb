package store

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"

	"jobspor/data/crypt"
)

// What keeps a sealed database from being changed unseen by somebody who has the file but not its key:
//
//   - every row carries a keyed digest of its type, ID, version and all columns ("mac");
//   - the head holds for each table how many rows it has and the sum of their digests (a multiset hash, MSet-Add-Hash
//     of Clarke, Devadas, van Dijk, Gassend and Suh 2003), kept up to date in the transaction that writes the rows;
//   - every entry of the log carries a digest that goes on from the entry before it ("link"), over its arguments and
//     over what stood before in each of its rows, without "undone_by", which a later entry sets;
//   - the head also holds the last link, the last numbers given, the drafts and the wrapped data keys, and is itself
//     sealed.
//
// A row that was edited, exchanged for an older one, removed or added by hand is thereby found, as is a log that was
// cut, edited or lengthened. Whole files are another matter: an older copy in the place of the database is consistent
// in itself; see Known. Demo databases have no key and none of this.

// sum is a number modulo 2^256 that adds up digests, least part first.
type sum [4]uint64

func (a *sum) add(d crypt.Digest) {
	var carry uint64
	for i := range a {
		a[i], carry = bits.Add64(a[i], binary.LittleEndian.Uint64(d[8*i:]), carry)
	}
}

func (a *sum) sub(d crypt.Digest) {
	var borrow uint64
	for i := range a {
		a[i], borrow = bits.Sub64(a[i], binary.LittleEndian.Uint64(d[8*i:]), borrow)
	}
}

func (a *sum) join(b sum) {
	var carry uint64
	for i := range a {
		a[i], carry = bits.Add64(a[i], b[i], carry)
	}
}

// negative is what a sum and it add up to nothing with.
func (a sum) negative() (n sum) {
	var borrow uint64
	for i := range a {
		n[i], borrow = bits.Sub64(0, a[i], borrow)
	}
	return n
}

// effect is what a transaction did to what the head covers.
type effect struct {
	delta     delta
	numbered  bool // it gave numbers
	drafted   bool // it deleted drafts
	otherwise bool // the numbers were not those that the head says, before it gave any
}

// join adds what a part did.
func (e *effect) join(part effect) {
	e.delta.join(part.delta)
	e.numbered, e.otherwise = e.numbered || part.numbered, e.otherwise || part.otherwise
	e.drafted = e.drafted || part.drafted
}

// delta is how the rows of tables change, by type.
type delta map[string]*tableHead

// of is the change of a type.
func (d delta) of(typ string) *tableHead {
	h := d[typ]
	if h == nil {
		h = &tableHead{}
		d[typ] = h
	}
	return h
}

// join adds the changes of a part.
func (d delta) join(part delta) {
	for typ, p := range part {
		h := d.of(typ)
		h.Rows += p.Rows
		h.Sum.join(p.Sum)
	}
}

// rowDigest is the mac of a row: id and version, its open columns as a projection's text, and what is sealed. The last
// columns are left out where they are empty and came with a later version: the row keeps the mac that it had before.
func (s *Store) rowDigest(t *table, id string, version int64, text, blob []byte) crypt.Digest {
	for i := len(t.open) - 1; i >= 0 && t.open[i].Later; i-- {
		before, empty := bytes.CutSuffix(text, []byte(unitSeparator))
		if !empty {
			break
		}
		text = before
	}
	return s.auth.Sum([]byte("row"), []byte(t.typ.Name), []byte(id), strconv.AppendInt(nil, version, 10), text, blob)
}

// rowMac is the mac of a row whose columns are about to be written, in the order of columns.
func (s *Store) rowMac(t *table, args []any) crypt.Digest {
	var text []byte
	for i := range t.open {
		if i > 0 {
			text = append(text, unitSeparator...)
		}
		switch v := args[2+i].(type) {
		case string:
			text = append(text, v...)
		case int64:
			text = strconv.AppendInt(text, v, 10)
		}
	}
	var blob []byte
	if n := len(args) - 1; len(t.sealed) > 0 {
		blob, _ = args[n].([]byte)
	}
	return s.rowDigest(t, args[0].(string), args[1].(int64), text, blob)
}
