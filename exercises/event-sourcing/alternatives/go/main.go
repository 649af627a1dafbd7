package main

import (
	"encoding/json"
	"log"
	"net/http"
	"strconv"
)

func main() {
	var past history
	mux := http.NewServeMux()

	mux.HandleFunc("POST /users", func(w http.ResponseWriter, r *http.Request) {
		var u user
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		past.record(event{"UserCreated", u.ID, u})
		w.WriteHeader(http.StatusCreated)
	})

	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		state, known := past.replay(id)
		if err != nil || !known {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(state)
	})

	log.Fatal(http.ListenAndServe(":5000", mux))
}
