package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"strconv"
	"time"

	gocql "github.com/apache/cassandra-gocql-driver/v2"
)

// Keeps a row in its keyspace, finds it, and is refused at another's.
func keyspace() (seen, error) {
	cluster := gocql.NewCluster(os.Getenv("CASSANDRA_HOST"))
	port, err := strconv.Atoi(os.Getenv("CASSANDRA_PORT"))
	if err != nil {
		return nil, err
	}
	cluster.Port = port
	cluster.Keyspace = os.Getenv("CASSANDRA_KEYSPACE")
	cluster.PoolConfig.HostSelectionPolicy = gocql.DCAwareRoundRobinPolicy(os.Getenv("CASSANDRA_LOCAL_DATACENTER"))
	cluster.Authenticator = gocql.PasswordAuthenticator{
		Username: os.Getenv("CASSANDRA_USERNAME"), Password: os.Getenv("CASSANDRA_PASSWORD"),
	}
	cluster.Timeout = 30 * time.Second
	cluster.ConnectTimeout = 10 * time.Second
	cluster.Logger = gocql.NewLogger(gocql.LogLevelNone)
	if os.Getenv("CASSANDRA_TLS") == "true" {
		config, err := signedBy(os.Getenv("CASSANDRA_CA_FILE"))
		if err != nil {
			return nil, err
		}
		cluster.SslOpts = &gocql.SslOptions{Config: config}
	}
	session, err := cluster.CreateSession()
	if err != nil {
		return nil, err
	}
	defer session.Close()
	for _, statement := range []string{
		"CREATE TABLE IF NOT EXISTS of_go (id int PRIMARY KEY, name text)",
		"INSERT INTO of_go (id, name) VALUES (1, 'lamp')",
	} {
		if err := session.Query(statement).Exec(); err != nil {
			return nil, err
		}
	}
	var name string
	if err := session.Query("SELECT name FROM of_go WHERE id = ?", 1).Scan(&name); err != nil {
		return nil, err
	}
	refused := session.Query("SELECT role FROM system_auth.roles").Exec()
	if refused == nil {
		refused = errors.New("taken")
	}
	return seen{"name": name, "refused": refused.Error()}, nil
}

// Nodes tell each other's addresses, and certificates are for names: the CA is what counts. Without
// this, EnableHostVerification: false verifies no CA either.
func signedBy(file string) (*tls.Config, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM(pem)
	return &tls.Config{
		InsecureSkipVerify: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			others := x509.NewCertPool()
			for _, one := range state.PeerCertificates[1:] {
				others.AddCert(one)
			}
			_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: authorities, Intermediates: others})
			return err
		},
	}, nil
}
