// A server that speaks as Amazon S3 and keeps everything in memory, for the tests of backups. It
// refuses requests that the keys of the environment have not signed.
package main

import (
	"context"
	"log"
	"net/http"
	"os"

	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

type buckets struct{ *s3mem.Backend }

// Clients say an empty delimiter for none, by which s3mem would split.
func (b buckets) ListBucket(
	ctx context.Context,
	name string,
	prefix *gofakes3.Prefix,
	page gofakes3.ListBucketPage,
) (*gofakes3.ObjectList, error) {
	if prefix != nil && prefix.Delimiter == "" {
		prefix = &gofakes3.Prefix{HasPrefix: prefix.HasPrefix, Prefix: prefix.Prefix}
	}
	return b.Backend.ListBucket(ctx, name, prefix, page)
}

func main() {
	keys := map[string]string{os.Getenv("ACCESS_KEY"): os.Getenv("SECRET_KEY")}
	server := gofakes3.New(buckets{s3mem.New()}, gofakes3.WithV4Auth(keys))
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), server.Server()))
}
