package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type client struct {
	address string
	http    http.Client
}

// name is empty for a user who does not exist.
func (c *client) name(id int) (string, error) {
	response, err := c.http.Get(fmt.Sprintf("%s/users/%d", c.address, id))
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		var user struct{ Name string }
		err := json.NewDecoder(response.Body).Decode(&user)
		return user.Name, err
	case http.StatusNotFound:
		return "", nil
	default:
		return "", fmt.Errorf("user-service: %s", response.Status)
	}
}
