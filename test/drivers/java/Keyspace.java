import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** Cassandra, as the variables of an edge say it is found. */
class Keyspace {
  /** Keeps a row in its keyspace, finds it, and is refused at another's. */
  static Map<String, Object> ask() throws Exception {
    var patience = DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(30))
        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(30))
        .build();
    var builder = CqlSession.builder()
        .withConfigLoader(patience)
        .addContactPoint(new InetSocketAddress(
            System.getenv("CASSANDRA_HOST"), Integer.parseInt(System.getenv("CASSANDRA_PORT"))))
        .withLocalDatacenter(System.getenv("CASSANDRA_LOCAL_DATACENTER"))
        .withKeyspace(System.getenv("CASSANDRA_KEYSPACE"))
        .withAuthCredentials(System.getenv("CASSANDRA_USERNAME"), System.getenv("CASSANDRA_PASSWORD"));
    // A context of one's own verifies the CA, and not the name, which nodes tell of each other as an address
    if (System.getenv("CASSANDRA_TLS").equals("true"))
      builder.withSslContext(Client.trusting(System.getenv("CASSANDRA_CA_FILE")));
    try (var session = builder.build()) {
      session.execute("CREATE TABLE IF NOT EXISTS of_java (id int PRIMARY KEY, name text)");
      session.execute("INSERT INTO of_java (id, name) VALUES (1, 'lamp')");
      var row = session.execute("SELECT name FROM of_java WHERE id = 1").one();
      return Map.of("name", row.getString("name"), "refused", refused(session));
    } catch (AllNodesFailedException error) {
      throw new IllegalStateException(error.getAllErrors().toString());
    }
  }

  private static String refused(CqlSession session) {
    try {
      session.execute("SELECT role FROM system_auth.roles");
      return "taken";
    } catch (UnauthorizedException error) {
      return error.getMessage();
    }
  }
}
