"""A client of Cassandra by its Python driver, which knows its environment alone: `client.py write|read N`.

`write` puts N rows into its keyspace, one after the other, and prints the number of each that a majority has;
`read` prints how many of them a majority knows.
"""

import os
import ssl
import sys

from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable
from cassandra.policies import DCAwareRoundRobinPolicy


def connect():
    profile = ExecutionProfile(
        load_balancing_policy=DCAwareRoundRobinPolicy(os.environ["CASSANDRA_LOCAL_DATACENTER"]),
        consistency_level=ConsistencyLevel.LOCAL_QUORUM,
        request_timeout=10,
    )
    tls = None
    if os.environ["CASSANDRA_TLS"] == "true":
        # Nodes tell each other's addresses, and certificates are for names: the CA is what counts
        tls = ssl.create_default_context(cafile=os.environ["CASSANDRA_CA_FILE"])
        tls.check_hostname = False
    cluster = Cluster(
        [os.environ["CASSANDRA_HOST"]],
        port=int(os.environ["CASSANDRA_PORT"]),
        auth_provider=PlainTextAuthProvider(
            os.environ["CASSANDRA_USERNAME"], os.environ["CASSANDRA_PASSWORD"]
        ),
        ssl_context=tls,
        connect_timeout=60,  # who logs in is asked of a majority, too
        control_connection_timeout=60,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
    )
    try:
        return cluster, cluster.connect(os.environ["CASSANDRA_KEYSPACE"])
    except NoHostAvailable as error:  # while a node that should know the account is not yet known to be gone
        print(f"again: {error}", flush=True)
        cluster.shutdown()
        return connect()


def ask(session, statement, values):
    while True:
        try:
            return session.execute(statement, values)
        except Exception as error:  # a driver repeats nothing by itself while a node is not yet known to be gone
            print(f"again: {type(error).__name__}", flush=True)


def write(session, count):
    session.execute("CREATE TABLE IF NOT EXISTS events (id int PRIMARY KEY, what text)")
    insert = session.prepare("INSERT INTO events (id, what) VALUES (?, ?)")
    for number in range(count):
        ask(session, insert, (number, "seen"))
        print(number, flush=True)


def read(session, count):
    select = session.prepare("SELECT what FROM events WHERE id = ?")
    rows = [ask(session, select, (number,)).one() for number in range(count)]
    print(sum(row is not None and row.what == "seen" for row in rows))


cluster, session = connect()
{"write": write, "read": read}[sys.argv[1]](session, int(sys.argv[2]))
cluster.shutdown()
