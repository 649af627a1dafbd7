def on_get(handler):
    handler.answer(200, [{"id": 1, "name": "Alice"}, {"id": 2, "name": "Bob"}])
    return True
