package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// What is asked for, as JSON on standard input. Keys are made here and leave this program only as files of mode 600.
type certificateRequest struct {
	// Folder of NAME.crt and NAME.key; authorities are authority-NAME.
	Folder       string        `json:"folder"`
	Authorities  []string      `json:"authorities"`
	Certificates []certificate `json:"certificates"`
	// Keys without a certificate: NAME.key and NAME.pub.
	Keys []string `json:"keys"`
}

type certificate struct {
	Name          string   `json:"name"`
	Authority     string   `json:"authority"`
	CommonName    string   `json:"commonName"`
	Organizations []string `json:"organizations"`
	Hosts         []string `json:"hosts"`
	Addresses     []net.IP `json:"addresses"`
}

const (
	lifetime = 365 * 24 * time.Hour
	// A certificate with less than this left is made anew, so that none expires while a cluster runs.
	leastLeft = 7 * 24 * time.Hour
)

// certificates makes what is missing of what is asked for. What is there and still right stays.
func certificates([]string) int {
	var request certificateRequest
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&request)
	if err == nil {
		err = makeCertificates(request)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func makeCertificates(request certificateRequest) error {
	if err := os.MkdirAll(request.Folder, 0o700); err != nil {
		return err
	}
	for _, name := range request.Authorities {
		if err := makeAuthority(request.Folder, "authority-"+name); err != nil {
			return err
		}
	}
	for _, each := range request.Certificates {
		if err := issue(request.Folder, each); err != nil {
			return fmt.Errorf("certificate %s: %w", each.Name, err)
		}
	}
	for _, name := range request.Keys {
		if err := makeKeyPair(request.Folder, name); err != nil {
			return fmt.Errorf("key %s: %w", name, err)
		}
	}
	return nil
}

func makeAuthority(folder, name string) error {
	known, _, err := read(folder, name)
	if err != nil || isFresh(known) {
		return err
	}
	template := newTemplate(name)
	template.IsCA, template.BasicConstraintsValid, template.MaxPathLenZero = true, true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	key, err := newKey()
	if err != nil {
		return err
	}
	return sign(folder, name, template, key, template, key)
}

func issue(folder string, wanted certificate) error {
	authority, authorityKey, err := read(folder, "authority-"+wanted.Authority)
	if err != nil {
		return err
	}
	if authority == nil {
		return fmt.Errorf("there is no authority %q", wanted.Authority)
	}
	known, _, err := read(folder, wanted.Name)
	if err != nil {
		return err
	}
	if isFresh(known) && known.CheckSignatureFrom(authority) == nil && says(known, wanted) {
		return nil
	}
	template := newTemplate(wanted.CommonName)
	template.Subject.Organization = wanted.Organizations
	template.DNSNames, template.IPAddresses = wanted.Hosts, wanted.Addresses
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if len(wanted.Addresses) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	key, err := newKey()
	if err != nil {
		return err
	}
	return sign(folder, wanted.Name, template, key, authority, authorityKey)
}

func isFresh(known *x509.Certificate) bool {
	return known != nil && time.Until(known.NotAfter) > leastLeft
}

func says(known *x509.Certificate, wanted certificate) bool {
	return known.Subject.CommonName == wanted.CommonName &&
		slices.Equal(known.Subject.Organization, wanted.Organizations) &&
		slices.Equal(known.DNSNames, wanted.Hosts) &&
		slices.EqualFunc(known.IPAddresses, wanted.Addresses, net.IP.Equal)
}

func newTemplate(commonName string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: commonName},
		// Clocks of containers and their host may differ a little.
		NotBefore: time.Now().Add(-time.Hour),
		NotAfter:  time.Now().Add(lifetime),
	}
}

func newKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// The certificate is written after its key: where there is one, the pair is whole.
func sign(folder, name string, template *x509.Certificate, key *ecdsa.PrivateKey, parent *x509.Certificate, parentKey crypto.Signer) error {
	content, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), parentKey)
	if err != nil {
		return err
	}
	if err := writeKey(folder, name, key); err != nil {
		return err
	}
	return write(filepath.Join(folder, name+".crt"), "CERTIFICATE", content)
}

func makeKeyPair(folder, name string) error {
	public := filepath.Join(folder, name+".pub")
	if _, err := os.Stat(public); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	key, err := newKey()
	if err != nil {
		return err
	}
	if err := writeKey(folder, name, key); err != nil {
		return err
	}
	content, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return write(public, "PUBLIC KEY", content)
}

func writeKey(folder, name string, key *ecdsa.PrivateKey) error {
	content, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	return write(filepath.Join(folder, name+".key"), "EC PRIVATE KEY", content)
}

// A file is there whole or not at all, whenever this program is killed.
func write(path, kind string, content []byte) error {
	draft := path + ".draft"
	if err := os.WriteFile(draft, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
		return err
	}
	return os.Rename(draft, path)
}

// read returns nothing where there is no certificate of the name yet.
func read(folder, name string) (*x509.Certificate, crypto.Signer, error) {
	content, err := decode(filepath.Join(folder, name+".crt"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	known, err := x509.ParseCertificate(content)
	if err != nil {
		return nil, nil, err
	}
	if content, err = decode(filepath.Join(folder, name+".key")); err != nil {
		return nil, nil, err
	}
	key, err := x509.ParseECPrivateKey(content)
	return known, key, err
}

func decode(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM", path)
	}
	return block.Bytes, nil
}
