"""Nothing: this is the honest one."""
