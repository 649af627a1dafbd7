package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

const users = `[{"id": 3, "name": "Rob"}, {"id": 4, "name": "Ken"}, {"id": 5, "name": "Robert"}]`

var requests atomic.Int64

func main() {
	api := http.NewServeMux()
	api.HandleFunc("/users", func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		if r.Method != http.MethodGet {
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintln(w, users)
	})

	// The text format is simple enough to be written by hand.
	metrics := http.NewServeMux()
	metrics.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		fmt.Fprintln(w, "# HELP user_service_requests_total Requests to /users.")
		fmt.Fprintln(w, "# TYPE user_service_requests_total counter")
		fmt.Fprintln(w, "user_service_requests_total", requests.Load())
	})

	go func() { log.Fatal(http.ListenAndServe(":8000", metrics)) }()
	go func() { log.Fatal(http.ListenAndServe(":5000", api)) }()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}
