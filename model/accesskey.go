package model

// AccessKey (adgangsnøgle) is a public key that lets a consultant in where the program is served over SSH.
type AccessKey struct {
	Head
	Consultant string
	Key        string // as in an authorized_keys file, without options and comment
}
