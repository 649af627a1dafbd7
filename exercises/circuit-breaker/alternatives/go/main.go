package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

func main() {
	mux, port := http.NewServeMux(), ":5000"
	if len(os.Args) > 1 && os.Args[1] == "orders" {
		port = ":5001"
		serveOrders(mux)
	} else {
		serveUsers(mux)
	}
	log.Fatal(http.ListenAndServe(port, mux))
}

func serveUsers(mux *http.ServeMux) {
	names := map[string]string{"1": "Linus", "2": "Margaret"}
	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, r *http.Request) {
		name, known := names[r.PathValue("id")]
		if !known {
			reply(w, 404, map[string]any{"error": "not here"})
			return
		}
		id, _ := strconv.Atoi(r.PathValue("id"))
		reply(w, 200, map[string]any{"id": id, "name": name})
	})
}

func serveOrders(mux *http.ServeMux) {
	threshold, err := strconv.Atoi(env("FAILURE_THRESHOLD", "5"))
	if err != nil {
		log.Fatal(err)
	}
	recovery, err := time.ParseDuration(env("RECOVERY_TIMEOUT", "30") + "s")
	if err != nil {
		log.Fatal(err)
	}
	circuit := NewCircuit(threshold, recovery)
	users := client{env("USER_SERVICE_URL", "http://user-service:5000"), http.Client{Timeout: 3 * time.Second}}

	mux.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.Atoi(r.PathValue("id"))
		if err != nil {
			reply(w, 400, map[string]any{"error": "not a number"})
			return
		}
		report, allowed := circuit.Ask()
		if !allowed {
			reply(w, 503, map[string]any{"error": "Service unavailable, circuit open"})
			return
		}
		name, err := users.name(id)
		report(err == nil)
		switch {
		case err != nil:
			reply(w, 502, map[string]any{"error": err.Error()})
		case name == "":
			reply(w, 404, map[string]any{"error": "no such user"})
		default:
			order := map[string]any{"id": 1, "user_id": id, "item": "Book"}
			reply(w, 200, map[string]any{"user": name, "orders": []any{order}})
		}
	})
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, map[string]any{"status": "healthy", "circuit": circuit.State()})
	})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
