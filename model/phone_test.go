package model

import "testing"

// TestPhones: one number is one text and one key, however it was written.
func TestPhones(t *testing.T) {
	for _, s := range []string{
		"43112233", "43 11 22 33", "43.11.22.33", "43-11-22-33", "4311 2233", "+45 43112233", "+4543112233",
		"0045 43 11 22 33", "004543112233", "(+45) 43 11 22 33", "+45 (0)43112233", "4543112233", "tlf. 43112233",
		"Tlf: 43 11 22 33", "Telefon 43112233", "tel:+4543112233", "mobil 43112233", "Mob.: 43112233", "T 43112233",
		"Tlf.nr.: 43112233", "43\u00a011\u202f22 33", "43\u201311\u201322\u201333", "43\u200b112233", "43112233.0",
		"4.3112233E7", "4.543112233E+09", "４３１１２２３３", " 43 11 22 33 ", "(43) 11 22 33",
	} {
		if got, want := NormalPhone(s), "43 11 22 33"; got != want {
			t.Errorf("%q stored: got %q, want %q", s, got, want)
		}
		if got, want := PhoneKey(s), "43112233"; got != want {
			t.Errorf("%q compared: got %q, want %q", s, got, want)
		}
		if err := CheckPhone(s); err != nil {
			t.Errorf("%q: got %v, want accepted", s, err)
		}
	}
	for _, c := range [][3]string{
		{"+46 70-123 45 67", "+46701234567", "01234567"}, {"0046701234567", "+46701234567", "01234567"},
		{"+46 (0)70 123 45 67", "+46701234567", "01234567"}, {"43112233 lok. 12", "43 11 22 33 lok. 12", "43112233"},
		{"43 11 22 33, lokal 7", "43 11 22 33 lok. 7", "43112233"},
		{"+4543112233 x12", "43 11 22 33 lok. 12", "43112233"},
		{"43 11 22 33 (ext. 4)", "43 11 22 33 lok. 4", "43112233"}, {"+298 20 30 40", "+298203040", "98203040"},
		{"43 11 22 33 lok. 12", "43 11 22 33 lok. 12", "43112233"}, {"+46701234567", "+46701234567", "01234567"},
	} {
		if got := [2]string{NormalPhone(c[0]), PhoneKey(c[0])}; got != [2]string(c[1:]) {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1:])
		}
		if err := CheckPhone(c[0]); err != nil {
			t.Errorf("%q: got %v, want accepted", c[0], err)
		}
	}
	for _, s := range []string{"", "1234567", "123456789", "43112233 / 20304050", "43112233, 20304050", "+45 1234567",
		"+45 123456789", "ring", "tlf.", "43112233 efter kl. 12", "+123456", "43 11 22 3x", "112", "1.234"} {
		if got := NormalPhone(s); got != s {
			t.Errorf("%q stored: got %q, want it as it is", s, got)
		}
		if err := CheckPhone(s); CodeOf(err) != Invalid {
			t.Errorf("%q: got %v, want refused", s, err)
		}
	}
	if got := PhoneKey("1234567"); got != "" {
		t.Errorf("seven digits: got %q, want no key", got)
	}
}
