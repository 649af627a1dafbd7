def on_get(handler):
    handler.answer(500, {})
    return True
