package main

import "sync"

type event struct {
	Type   string `json:"type"`
	UserID int64  `json:"user_id"`
	Data   user   `json:"data"`
}

type user struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type history struct {
	sync.RWMutex
	events []event
}

func (h *history) record(e event) {
	h.Lock()
	defer h.Unlock()
	h.events = append(h.events, e)
}

// replay walks through everything that ever happened; false where nothing happened to this user.
func (h *history) replay(id int64) (state user, known bool) {
	h.RLock()
	defer h.RUnlock()
	for _, e := range h.events {
		if e.UserID == id {
			state, known = e.Data, true
		}
	}
	return state, known
}
