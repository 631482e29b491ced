import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, as the variables of an edge that publishes and subscribes say it is found. */
class Log {
  /** Publishes, gets what it has published, and is refused at another's topic. */
  static Map<String, Object> ask() throws Exception {
    var seen = new LinkedHashMap<String, Object>();
    var value = "kafka-clients " + System.nanoTime();
    var settings = settings();
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(System.getenv("TOPIC"), value)).get();
      try {
        producer.send(new ProducerRecord<>(System.getenv("TOPIC_OF_ANOTHER"), value)).get();
        seen.put("refused", "taken");
      } catch (ExecutionException error) {
        seen.put("refused", error.getCause().getMessage());
      }
    } catch (ExecutionException error) {
      Throwable cause = error;
      while (cause.getCause() != null) cause = cause.getCause();
      throw (Exception) cause;
    }
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(System.getenv("TOPIC")));
      var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!seen.containsKey("found") && System.nanoTime() < until)
        for (var record : consumer.poll(Duration.ofSeconds(1)))
          if (record.value().equals(value)) seen.put("found", true);
    }
    return seen;
  }

  private static Properties settings() throws Exception {
    var settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("KAFKA_BROKERS"));
    settings.put("security.protocol", System.getenv("KAFKA_SECURITY_PROTOCOL"));
    settings.put("sasl.mechanism", System.getenv("KAFKA_SASL_MECHANISM"));
    settings.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=" + quoted(System.getenv("KAFKA_USERNAME"))
        + " password=" + quoted(System.getenv("KAFKA_PASSWORD")) + ";");
    var ca = System.getenv("KAFKA_CA_FILE");
    if (ca != null && !ca.isEmpty()) {
      settings.put("ssl.truststore.type", "PEM");
      settings.put("ssl.truststore.certificates", Files.readString(Path.of(ca)));
    }
    settings.put("group.id", System.getenv("KAFKA_USERNAME"));
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.block.ms", "15000");
    return settings;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
