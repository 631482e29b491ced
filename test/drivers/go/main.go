// Go drivers: `drivers DRIVER` connects by the environment and prints what it saw.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/lib/pq"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
)

type seen map[string]any

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	result, err := connect(ctx, os.Args[1])
	if err != nil {
		_ = json.NewEncoder(os.Stdout).Encode(seen{"error": err.Error()})
		return
	}
	_ = json.NewEncoder(os.Stdout).Encode(seen{"seen": result})
}

func connect(ctx context.Context, driver string) (seen, error) {
	switch driver {
	case "pgx":
		return relational(ctx, "pgx")
	case "lib/pq":
		return relational(ctx, "postgres")
	case "go-redis":
		return cache(ctx)
	case "amqp091-go":
		return queue(ctx)
	case "mongodb (Go)":
		return documents()
	case "mongodb (Go) at a server":
		return documentsKept(ctx)
	case "franz-go":
		return log(ctx)
	case "go-elasticsearch":
		return search(ctx)
	case "gocql":
		return keyspace()
	}
	return nil, errors.New("no such driver")
}

func relational(ctx context.Context, name string) (seen, error) {
	db, err := sql.Open(name, os.Getenv("DB_URL"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var user, database string
	var tls bool
	query := "SELECT current_user, current_database(), ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
	if err := db.QueryRowContext(ctx, query).Scan(&user, &database, &tls); err != nil {
		return nil, err
	}
	return seen{"user": user, "database": database, "tls": tls}, nil
}

func cache(ctx context.Context) (seen, error) {
	options, err := redis.ParseURL(os.Getenv("CACHE_URL"))
	if err != nil {
		return nil, err
	}
	client := redis.NewClient(options)
	defer client.Close()
	user, err := client.Do(ctx, "ACL", "WHOAMI").Text()
	return seen{"user": user}, err
}

func queue(ctx context.Context) (seen, error) {
	connection, err := amqp.Dial(os.Getenv("QUEUE_URL"))
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	channel, err := connection.Channel()
	if err != nil {
		return nil, err
	}
	queue, err := channel.QueueDeclare("", false, true, true, false, nil)
	if err != nil {
		return nil, err
	}
	message := amqp.Publishing{Body: []byte("hello")}
	if err := channel.PublishWithContext(ctx, "", queue.Name, false, false, message); err != nil {
		return nil, err
	}
	deliveries, err := channel.Consume(queue.Name, "", true, true, false, false, nil)
	if err != nil {
		return nil, err
	}
	select {
	case delivery := <-deliveries:
		return seen{"message": string(delivery.Body)}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func documents() (seen, error) {
	url, err := connstring.ParseAndValidate(os.Getenv("DOCUMENTS_URL"))
	if err != nil {
		return nil, err
	}
	return seen{
		"hosts": url.Hosts, "user": url.Username, "password": url.Password,
		"database": url.Database, "replicaSet": url.ReplicaSet,
	}, nil
}

func documentsKept(ctx context.Context) (seen, error) {
	url, err := connstring.ParseAndValidate(os.Getenv("DOCUMENTS_URL"))
	if err != nil {
		return nil, err
	}
	client, err := mongo.Connect(options.Client().ApplyURI(url.Original))
	if err != nil {
		return nil, err
	}
	defer client.Disconnect(ctx)
	goods := client.Database(url.Database).Collection("goods")
	kept, err := goods.InsertOne(ctx, bson.M{"name": "lamp"})
	if err != nil {
		return nil, err
	}
	var found struct{ Name string }
	err = goods.FindOne(ctx, bson.M{"_id": kept.InsertedID}).Decode(&found)
	return seen{"database": url.Database, "name": found.Name}, err
}
