package schema

import (
	"encoding/binary"

	"jobspor/model"
)

// Packed is a row in one string: what is held of each of very many rows, in a tenth of the memory. "" is no row.
type Packed string

// Pack packs a row. Unpack gives an equal one with the same head.
func Pack(e model.Entity) Packed {
	t, h := TypeOf(e), e.Meta()
	var buf [256]byte
	out := appendText(buf[:0], h.ID)
	out = binary.AppendVarint(out, h.Version)
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Column() == "TEXT" {
			if s := f.Text(e); s != "" {
				out = appendText(append(out, byte(i)), s)
			}
		} else if n, known := f.SQL(e).(int64); known {
			out = binary.AppendVarint(append(out, byte(i)), n)
		}
	}
	return Packed(out)
}

func appendText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

// Unpack gives a row of the type that was packed.
func (t *Type) Unpack(p Packed) model.Entity {
	e := t.New()
	h := e.Meta()
	h.ID = p.text()
	h.Version = p.number()
	for p != "" {
		f := &t.Fields[p[0]]
		p = p[1:]
		if text, ok := f.Pointer(e).(*string); ok { // most are
			*text = p.text()
		} else if f.Column() == "TEXT" {
			_ = f.SetSQL(e, p.text()) // what SQL gave
		} else {
			_ = f.SetSQL(e, p.number())
		}
	}
	return e
}

// text and number take the next value off the front.
func (p *Packed) text() string {
	n, at := binary.Uvarint([]byte((*p)[:min(len(*p), binary.MaxVarintLen64)]))
	s := string((*p)[at : at+int(n)])
	*p = (*p)[at+int(n):]
	return s
}

func (p *Packed) number() int64 {
	n, at := binary.Varint([]byte((*p)[:min(len(*p), binary.MaxVarintLen64)]))
	*p = (*p)[at:]
	return n
}
