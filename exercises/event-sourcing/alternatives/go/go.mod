module users

go 1.26
