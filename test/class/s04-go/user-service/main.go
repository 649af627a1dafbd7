package main

import (
	"encoding/json"
	"log"
	"net/http"
)

type user struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

func main() {
	users := []user{{1, "Linus"}, {2, "Margaret"}}

	mux := http.NewServeMux()
	mux.HandleFunc("GET /users", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(users)
	})
	log.Fatal(http.ListenAndServe(":5000", mux))
}
