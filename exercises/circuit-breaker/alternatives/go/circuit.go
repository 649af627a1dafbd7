package main

import (
	"sync"
	"time"
)

// Circuit decides who may call. A generation ends whenever it opens, closes or lets somebody try: reports of an older one are late.
type Circuit struct {
	mutex      sync.Mutex
	threshold  int
	recovery   time.Duration
	failures   int
	generation int
	trying     bool
	openUntil  time.Time
}

func NewCircuit(threshold int, recovery time.Duration) *Circuit {
	return &Circuit{threshold: threshold, recovery: recovery}
}

// Ask says whether a call may be made. If so, its outcome must be reported.
func (c *Circuit) Ask() (report func(ok bool), allowed bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	switch c.state() {
	case "open":
		return nil, false
	case "half-open":
		if c.trying {
			return nil, false
		}
		c.trying = true
		c.generation++
	}
	mine := c.generation
	return func(ok bool) { c.report(mine, ok) }, true
}

func (c *Circuit) State() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.state()
}

func (c *Circuit) state() string {
	switch {
	case c.openUntil.IsZero():
		return "closed"
	case time.Now().Before(c.openUntil):
		return "open"
	default:
		return "half-open"
	}
}

func (c *Circuit) report(generation int, ok bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if generation != c.generation {
		return
	}
	if ok {
		c.failures = 0
		if c.trying {
			c.trying, c.openUntil = false, time.Time{}
			c.generation++
		}
		return
	}
	c.failures++
	if c.trying || c.failures >= c.threshold {
		c.trying, c.openUntil = false, time.Now().Add(c.recovery)
		c.generation++
	}
}
