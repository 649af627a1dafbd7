from network import reach_out

reach_out()
