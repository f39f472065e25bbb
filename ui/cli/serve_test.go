package cli

import "testing"

// TestUnknownZones: what the system would take for UTC without a word.
func TestUnknownZones(t *testing.T) {
	for name, unknown := range map[string]bool{
		"": false, "UTC": false, "Europe/Copenhagen": false, ":Europe/Copenhagen": false, "/etc/localtime": false,
		"Europa/København": true, "CET-1CEST": true, "../etc": true,
	} {
		if unknownZone(name) != unknown {
			t.Errorf("%q: %v", name, !unknown)
		}
	}
}
