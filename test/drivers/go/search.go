package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/elastic/elastic-transport-go/v8/elastictransport"
)

// Puts a document into an index of its own, and finds it, by what go-elasticsearch connects with: the
// whole of it takes minutes to compile.
func search(ctx context.Context) (seen, error) {
	address, err := url.Parse(os.Getenv("ELASTICSEARCH_URL"))
	if err != nil {
		return nil, err
	}
	client, err := elastictransport.New(elastictransport.Config{URLs: []*url.URL{address}, DisableRetry: true})
	if err != nil {
		return nil, err
	}
	ask := func(method, path, body string) (found, error) {
		request, err := http.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
		if err != nil {
			return found{}, err
		}
		request.Header.Set("Content-Type", "application/json")
		return answer(client.Perform(request))
	}
	index := "/" + os.Getenv("ELASTICSEARCH_INDEX_PREFIX") + "go"
	if _, err := ask("PUT", index+"/_doc/1?refresh=true", `{"name":"lamp"}`); err != nil {
		return nil, err
	}
	lamps, err := ask("GET", index+"/_search?q=lamp", "")
	if err != nil {
		return nil, err
	}
	if len(lamps.Hits.Hits) == 0 {
		return nil, errors.New("nothing found")
	}
	_, refused := ask("PUT", "/another/_doc/1", "{}")
	return seen{"name": lamps.Hits.Hits[0].Source.Name, "refused": fmt.Sprint(refused)}, nil
}

type found struct {
	Hits struct {
		Hits []struct {
			Source struct{ Name string } `json:"_source"`
		}
	}
}

func answer(response *http.Response, err error) (found, error) {
	var body found
	if err != nil {
		return body, err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		text, _ := io.ReadAll(response.Body)
		return body, fmt.Errorf("%s: %s", response.Status, text)
	}
	return body, json.NewDecoder(response.Body).Decode(&body)
}
