import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.rabbitmq.client.ConnectionFactory;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import java.io.File;
import java.io.FileInputStream;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bson.Document;
import redis.clients.jedis.Jedis;

/** Java drivers: `Client DRIVER` connects by the environment and prints what it saw. */
public class Client {
  public static void main(String[] arguments) {
    try {
      System.out.println("{\"seen\":" + json(connect(arguments[0])) + "}");
    } catch (Exception error) {
      System.out.println("{\"error\":" + json(error.getClass().getSimpleName() + ": " + error.getMessage()) + "}");
    }
    System.exit(0);
  }

  private static Map<String, Object> connect(String driver) throws Exception {
    return switch (driver) {
      case "pgjdbc" -> relational();
      case "Jedis" -> jedis();
      case "Lettuce" -> lettuce();
      case "amqp-client" -> queue();
      case "mongodb (Java)" -> documents();
      case "mongodb (Java) at a server" -> documentsKept();
      case "kafka-clients" -> Log.ask();
      case "java-driver-core" -> Keyspace.ask();
      default -> throw new IllegalArgumentException("no such driver");
    };
  }

  private static Map<String, Object> relational() throws Exception {
    var properties = new Properties();
    properties.setProperty("user", System.getenv("DB_USERNAME"));
    properties.setProperty("password", System.getenv("DB_PASSWORD"));
    properties.setProperty("loginTimeout", "10");
    try (var connection = DriverManager.getConnection(System.getenv("DB_URL"), properties);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(
            "SELECT current_user, current_database(), ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      rows.next();
      return of("user", rows.getString(1), "database", rows.getString(2), "tls", rows.getBoolean(3));
    }
  }

  private static Map<String, Object> jedis() throws Exception {
    var url = URI.create(System.getenv("CACHE_URL"));
    var ca = System.getenv("CACHE_CA_FILE");
    try (var client = ca.isEmpty() ? new Jedis(url) : new Jedis(url, trusting(ca).getSocketFactory(), null, null)) {
      return of("user", client.aclWhoAmI());
    }
  }

  private static Map<String, Object> lettuce() {
    var ca = System.getenv("CACHE_CA_FILE");
    var options = ClientOptions.builder();
    if (!ca.isEmpty()) options.sslOptions(SslOptions.builder().trustManager(new File(ca)).build());
    try (var client = RedisClient.create(System.getenv("CACHE_URL"))) {
      client.setOptions(options.build());
      return of("user", client.connect().sync().aclWhoami());
    } catch (RuntimeException error) {
      Throwable cause = error;
      while (cause.getCause() != null) cause = cause.getCause();
      throw new IllegalStateException(cause);
    }
  }

  /** What trusts the CA in a PEM file, and no other. */
  static SSLContext trusting(String file) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var pem = new FileInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Map<String, Object> queue() throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("QUEUE_URL"));
    var ca = System.getenv("QUEUE_CA_FILE");
    if (!ca.isEmpty()) {
      factory.useSslProtocol(trusting(ca));
      factory.enableHostnameVerification();
    }
    try (var connection = factory.newConnection();
        var channel = connection.createChannel()) {
      var queue = channel.queueDeclare().getQueue();
      channel.basicPublish("", queue, null, "hello".getBytes());
      Thread.sleep(200);
      return of("message", new String(channel.basicGet(queue, true).getBody()));
    }
  }

  private static Map<String, Object> documents() {
    var url = new ConnectionString(System.getenv("DOCUMENTS_URL"));
    return of(
        "hosts", url.getHosts(),
        "user", url.getUsername(),
        "password", new String(url.getPassword()),
        "database", url.getDatabase(),
        "replicaSet", url.getRequiredReplicaSetName());
  }

  private static Map<String, Object> documentsKept() {
    var url = new ConnectionString(System.getenv("DOCUMENTS_URL"));
    try (var client = MongoClients.create(url)) {
      var goods = client.getDatabase(url.getDatabase()).getCollection("goods");
      var kept = goods.insertOne(new Document("name", "lamp")).getInsertedId();
      var found = goods.find(Filters.eq("_id", kept)).first();
      return of("database", url.getDatabase(), "name", found.getString("name"));
    }
  }

  private static Map<String, Object> of(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map)
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    if (value instanceof Iterable<?> items) {
      var texts = new java.util.ArrayList<String>();
      for (var item : items) texts.add(json(item));
      return "[" + String.join(",", texts) + "]";
    }
    if (value instanceof Boolean) return value.toString();
    var text = String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "\"" + text + "\"";
  }
}
