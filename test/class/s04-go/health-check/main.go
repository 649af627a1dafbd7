package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

const (
	people  = `[{"id": 9, "name": "Hedy"}, {"id": 10, "name": "Radia"}, {"id": 11, "name": "Barbara"}]`
	healthy = `{"status": "healthy"}`
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "check" {
		os.Exit(check())
	}
	http.Handle("GET /users", answer(people))
	http.Handle("GET /health", answer(healthy))
	log.Fatal(http.ListenAndServe("0.0.0.0:5000", nil))
}

func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, body)
	}
}

// The image holds nothing but this program, so it has to ask itself.
func check() int {
	client := http.Client{Timeout: 2 * time.Second}
	reply, err := client.Get("http://127.0.0.1:5000/health")
	if err != nil || reply.StatusCode != http.StatusOK {
		return 1
	}
	return 0
}
