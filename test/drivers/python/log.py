"""Kafka, as the variables of an edge that publishes and subscribes say it is found."""

import os
import time

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer


def confluent_kafka():
    """Publishes, gets what it has published, and is refused at another's topic."""
    faults = []
    settings = {
        "bootstrap.servers": os.environ["KAFKA_BROKERS"],
        "security.protocol": os.environ["KAFKA_SECURITY_PROTOCOL"],
        "sasl.mechanism": os.environ["KAFKA_SASL_MECHANISM"],
        "sasl.username": os.environ["KAFKA_USERNAME"],
        "sasl.password": os.environ["KAFKA_PASSWORD"],
        "ssl.ca.location": os.environ.get("KAFKA_CA_FILE") or "probe",
        "error_cb": faults.append,
        "log_level": 0,
    }
    value = f"confluent-kafka {time.time_ns()}".encode()
    producer = Producer(settings)
    publish(producer, os.environ["TOPIC"], value, faults)
    refused = "taken"
    try:
        publish(producer, os.environ["TOPIC_OF_ANOTHER"], value, faults)
    except KafkaException as error:
        refused = str(error)
    group = {"group.id": os.environ["KAFKA_USERNAME"], "auto.offset.reset": "earliest"}
    consumer = Consumer({**settings, **group})
    consumer.subscribe([os.environ["TOPIC"]])
    while (message := consumer.poll(20)) is not None:
        if message.error():
            raise KafkaException(message.error())
        if message.value() == value:
            break
    consumer.close()
    return {"found": message is not None, "refused": refused}


def publish(producer, topic, value, faults):
    """Ends once the cluster has it, or with what the client says that it tries again for ever."""
    outcome = []
    producer.produce(topic, value, on_delivery=lambda error, _: outcome.append(error))
    until = time.monotonic() + 20
    while not outcome and time.monotonic() < until:
        producer.poll(0.1)
        for fault in faults:
            if fault.code() in (KafkaError._AUTHENTICATION, KafkaError._SSL):
                raise KafkaException(fault)
    if not outcome or outcome[0]:
        raise KafkaException(outcome[0] if outcome else (faults or ["nothing"])[-1])
