import os

with open("/fill", "wb", buffering=0) as file:
    while True:
        file.write(os.urandom(2**20) * 16)
