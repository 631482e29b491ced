package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// Publishes, gets what it has published, and is refused at another's topic.
func log(ctx context.Context) (seen, error) {
	login := scram.Auth{User: os.Getenv("KAFKA_USERNAME"), Pass: os.Getenv("KAFKA_PASSWORD")}
	topic := os.Getenv("TOPIC")
	options := []kgo.Opt{
		kgo.SeedBrokers(strings.Split(os.Getenv("KAFKA_BROKERS"), ",")...),
		kgo.SASL(login.AsSha512Mechanism()),
		kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup(os.Getenv("KAFKA_USERNAME")),
		kgo.RequestRetries(2),
	}
	if os.Getenv("KAFKA_SECURITY_PROTOCOL") == "SASL_SSL" {
		options = append(options, kgo.DialTLSConfig(new(tls.Config)))
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		return nil, err
	}
	defer client.CloseAllowingRebalance()
	if err := client.Ping(ctx); err != nil {
		return nil, err
	}
	value := fmt.Sprintf("franz-go %d", time.Now().UnixNano())
	if err := client.ProduceSync(ctx, &kgo.Record{Topic: topic, Value: []byte(value)}).FirstErr(); err != nil {
		return nil, err
	}
	refused := client.ProduceSync(ctx, &kgo.Record{Topic: os.Getenv("TOPIC_OF_ANOTHER"), Value: []byte(value)})
	for {
		fetched := client.PollFetches(ctx)
		if err := fetched.Err(); err != nil {
			return nil, err
		}
		for _, record := range fetched.Records() {
			if string(record.Value) == value {
				return seen{"found": true, "refused": fmt.Sprint(refused.FirstErr())}, nil
			}
		}
	}
}
